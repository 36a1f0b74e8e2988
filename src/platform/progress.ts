/** A step of long work, told as it goes. `stage` is a short French phrase ("Lecture des horaires"). */
export interface ProgressStep {
  readonly stage: string
  readonly done: number
  readonly total: number
}
export type Progress = (step: ProgressStep) => void

export const silent: Progress = () => {}

/** A line that redraws itself on a terminal; nothing elsewhere, so that logs stay readable. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): { progress: Progress; end: () => void } {
  if (!stream.isTTY) return { progress: silent, end: () => {} }
  const width = 24
  let drawnAt = 0
  return {
    progress({ stage, done, total }) {
      const now = performance.now()
      if (done < total && now - drawnAt < 80) return
      drawnAt = now
      const share = total > 0 ? Math.min(1, done / total) : 0
      const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░')
      stream.write(`\r\u001b[2K${bar} ${Math.floor(share * 100)} % ${stage}`)
    },
    end: () => void stream.write('\r\u001b[2K'),
  }
}
