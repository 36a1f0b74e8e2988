import type { Writable } from 'node:stream'
import type { EventData, run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'

/** What a run of tests says to whoever waits for it: each file as it ends, then what failed, then how much there was. */
export interface Report {
  /** Follows a process of tests, each of whose files is a suite named by its path. */
  readonly follow: (files: readonly string[], events: ReturnType<typeof run>) => Promise<void>
  /** Says the sums. Returns whether all is well. */
  readonly end: () => Promise<boolean>
}

export function reportTo(out: Writable, total: number): Report {
  const began = performance.now()
  // Node's own words for what went wrong: shown at the end, where they are looked for.
  const failures = new spec()
  const counts = { tests: 0, pass: 0, fail: 0, skipped: 0, todo: 0 }
  const skipped: string[] = []
  let ended = 0
  const line = (text: string): void => void out.write(`${text}\n`)

  function count(data: EventData.TestPass | EventData.TestFail, isPassed: boolean): void {
    counts.tests++
    if (data.skip !== undefined && data.skip !== false) {
      counts.skipped++
      skipped.push(`${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`)
    } else if (data.todo !== undefined && data.todo !== false) counts.todo++
    else counts[isPassed ? 'pass' : 'fail']++
  }

  return {
    async follow(files, events) {
      const left = new Set(files)
      let tests = 0
      let failed = 0
      const hear = (event: TestEvent): void => {
        if (event.type === 'test:stdout' || event.type === 'test:stderr') out.write(event.data.message)
        // Those of the whole process only count what is counted here.
        if (event.type === 'test:diagnostic' && event.data.nesting > 0) line(`  ℹ ${event.data.message}`)
        if (event.type !== 'test:pass' && event.type !== 'test:fail') return
        const { data } = event
        const isSuite = data.details.type === 'suite'
        if (event.type === 'test:fail') {
          failed++
          failures.write(event)
          if (!isSuite) line(`  ✖ ${data.name}`)
        }
        if (!isSuite || event.type === 'test:fail') {
          tests += isSuite ? 0 : 1
          count(data, event.type === 'test:pass')
        }
        if (data.nesting > 0 || !left.delete(data.name)) return
        const seconds = (data.details.duration_ms / 1000).toFixed(1)
        line(`${failed > 0 ? '✖' : '✔'} ${data.name} (${tests} tests, ${seconds} s) ${++ended}/${total}`)
        tests = failed = 0
      }
      for await (const event of events) hear(event)
      for (const file of left) {
        counts.fail++
        line(`✖ ${file} did not come to its end ${++ended}/${total}`)
      }
    },
    async end() {
      failures.end()
      for await (const text of failures) out.write(text)
      line('')
      for (const name of skipped) line(`﹣ skipped: ${name}`)
      for (const [what, many] of Object.entries(counts)) line(`ℹ ${what} ${many}`)
      line(`ℹ duration ${Math.round((performance.now() - began) / 1000)} s`)
      return counts.fail === 0
    },
  }
}
