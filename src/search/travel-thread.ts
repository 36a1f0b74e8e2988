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
  const answer = async (request: ThreadRequest): Promise<unknown> => {
    if (request.kind === 'ask') return desk?.answer(request.question)
    desk = makeTravelDesk(await openTimetableBytes(request.timetables))
    return true
  }
  const reply = async (request: ThreadRequest): Promise<ThreadReply> => {
    const { number } = request
    try {
      return { number, answer: await answer(request) }
    } catch (error) {
      return { number, failed: error instanceof Error ? error.name : 'unknown' }
    }
  }
  // One after the other, so that a question finds what the one before it set.
  let turn = Promise.resolve()
  const takeTurn = async (before: Promise<void>, request: ThreadRequest): Promise<void> => {
    await before
    port.postMessage(await reply(request))
  }
  // The thread is started by open-travel.ts alone, which sends nothing else.
  port.on('message', (request: ThreadRequest) => {
    turn = takeTurn(turn, request)
  })
}
