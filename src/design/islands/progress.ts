import { progressValue, progressWords, readProgressState } from '../progress-state.ts'

const EVERY_MS = 1000
const AFTER_FAILURE_MS = 4000

/** Asks the line's address how far the work is, redraws, and goes on to the result when it is over. */
export function wake(line: HTMLElement): void {
  const source = line.dataset.source
  const bar = line.querySelector('progress')
  const stage = line.querySelector('.progress-stage')
  const words = line.querySelector('.progress-words')
  if (!source || !bar || !stage || !words) return
  line.classList.add('live')
  const of = line.dataset.of

  const ask = async () => {
    try {
      const response = await fetch(source, { headers: { accept: 'application/json' } })
      if (!response.ok) throw new Error(`${response.status}`)
      const state = readProgressState(await response.json())
      if (state.next) {
        location.assign(state.next)
        return
      }
      if (stage.textContent !== state.stage) stage.textContent = state.stage
      bar.max = Math.max(1, state.total)
      const value = progressValue(state)
      if (value === undefined) bar.removeAttribute('value')
      else bar.value = value
      words.textContent = progressWords(state, of)
      setTimeout(() => void ask(), EVERY_MS)
    } catch {
      // The server restarts, or the network is away: the work goes on, ask again.
      words.textContent = 'Connexion en cours…'
      setTimeout(() => void ask(), AFTER_FAILURE_MS)
    }
  }
  setTimeout(() => void ask(), EVERY_MS)
}
