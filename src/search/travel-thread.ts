import { parentPort } from 'node:worker_threads'
import type { NamedBytes } from '#/platform/table-file.ts'
import { openTimetableBytes } from '#/transit/index.ts'
import { makeTravelDesk, type TravelDesk, type TravelQuestion } from './travel-desk.ts'

/** What the thread is asked, first of all to open the timetables; each is answered under its number. */
export type ThreadRequest =
  | { readonly number: number; readonly kind: 'open'; readonly timetables: readonly NamedBytes[] }
  | { readonly number: number; readonly kind: 'ask'; readonly question: TravelQuestion }

export type ThreadReply =
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly failed: string }

if (parentPort) {
  const port = parentPort
  let desk: TravelDesk | undefined
  // One after the other, so that a question finds what the one before it set.
  let turn = Promise.resolve()
  // The thread is started by open-travel.ts alone, which sends nothing else.
  port.on('message', (request: ThreadRequest) => {
    turn = turn.then(async () => {
      const { number } = request
      try {
        if (request.kind === 'open') {
          desk = makeTravelDesk(await openTimetableBytes(request.timetables))
          port.postMessage({ number, answer: true } satisfies ThreadReply)
        } else if (desk) port.postMessage({ number, answer: await desk.answer(request.question) } satisfies ThreadReply)
      } catch (error) {
        port.postMessage({ number, failed: error instanceof Error ? error.name : 'unknown' } satisfies ThreadReply)
      }
    })
  })
}
