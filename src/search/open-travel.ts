import { Worker } from 'node:worker_threads'
import type { NamedBytes } from '#/platform/table-file.ts'
import { openEstimate } from '#/transit/index.ts'
import { makeTravelDesk, type TravelDesk, type TravelQuestion } from './travel-desk.ts'
import type { ThreadReply, ThreadRequest } from './travel-thread.ts'

/** A desk that can be closed; `failed` once its thread ended by itself. */
export interface OpenDesk extends TravelDesk {
  readonly kind: 'timetable' | 'estimate'
  readonly failed: boolean
  close(): Promise<void>
}

/** Without timetables: estimated here, which costs nothing. */
export const openEstimatedTravel = (): OpenDesk => ({
  kind: 'estimate',
  failed: false,
  ...makeTravelDesk(openEstimate()),
  async close() {},
})

type ThreadAsk =
  | { readonly kind: 'open'; readonly timetables: readonly NamedBytes[] }
  | { readonly kind: 'ask'; readonly question: TravelQuestion }

/** Opens timetables in a thread of their own: reading them takes seconds, a search from a home a good part of one. */
export async function openTimetableTravel(timetables: readonly NamedBytes[]): Promise<OpenDesk> {
  const worker = new Worker(new URL('./travel-thread.ts', import.meta.url))
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let failed = false
  let number = 0
  const end = (reason: string) => {
    failed = true
    for (const { reject } of waiting.values()) reject(new Error(reason))
    waiting.clear()
  }
  worker.on('message', (reply: ThreadReply) => {
    const asked = waiting.get(reply.number)
    waiting.delete(reply.number)
    // A thread that nobody waits for must not keep the process alive.
    if (waiting.size === 0) worker.unref()
    if ('failed' in reply) asked?.reject(new Error(`The travel thread failed: ${reply.failed}`))
    else asked?.resolve(reply.answer)
  })
  worker.on('error', (error) => end(`The travel thread broke: ${error instanceof Error ? error.name : 'unknown'}`))
  worker.on('exit', () => end('The travel thread ended'))
  const ask = (request: ThreadAsk): Promise<unknown> => {
    if (failed) return Promise.reject(new Error('The travel thread ended'))
    const asked = Promise.withResolvers<unknown>()
    waiting.set(++number, asked)
    worker.ref()
    worker.postMessage({ number, ...request } satisfies ThreadRequest)
    return asked.promise
  }
  try {
    await ask({ kind: 'open', timetables })
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return {
    kind: 'timetable',
    get failed() {
      return failed
    },
    answer: (question) => ask({ kind: 'ask', question }),
    async close() {
      await worker.terminate()
    },
  }
}
