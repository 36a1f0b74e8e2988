import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FileRefusal } from './file-kind.ts'
import type { ReadInput, ReadMessage } from './read-thread.ts'
import type { RecognisedPage } from './recognise-page.ts'

/** How a file was read: every page was handed over, or why none was. */
export type ReadOutcome = { readonly pages: number } | { readonly refused: FileRefusal }

interface Reading {
  readonly signal: AbortSignal
  /** Pages not to read again: a batch that was cut goes on where it was. */
  readonly skip?: (index: number) => boolean
  /** Once, before any page. */
  opened?(pages: number): void
  /** In any order; undefined: the page cannot be drawn. The next page waits until this is done. */
  page(index: number, page: RecognisedPage | undefined): Promise<void>
}

/** A page that takes longer than this was made to take long; in milliseconds. */
const longestPage = 30_000
/** In megabytes of a thread's own; what the renderer asks for besides is bounded by its program (2 GB). */
const threadMemory = 512

/**
 * Reads the pages of a file in threads of their own, so that the server goes on answering and a file made to harm ends its thread and
 * nothing else. Stops at once when the signal does, and rejects with its reason.
 */
export async function readFile(input: ReadInput, reading: Reading): Promise<ReadOutcome> {
  const { signal, skip = () => false } = reading
  signal.throwIfAborted()
  const threads: Thread[] = []
  const stop = (): void => {
    for (const thread of threads) thread.end(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    const first = new Thread(input)
    threads.push(first)
    const opened = await first.next()
    if (opened === undefined) return { refused: 'slow' }
    if (opened.kind !== 'opened') return { refused: opened.kind === 'refused' ? opened.why : 'damaged' }
    reading.opened?.(opened.pages)
    const todo = Array.from({ length: opened.pages }, (_, index) => index).filter((index) => !skip(index))
    const lanes = Math.min(Math.max(1, availableParallelism()), 4, Math.ceil(todo.length / 4))
    await Promise.all(Array.from({ length: lanes }, (_, lane) => workLane(lane === 0 ? first : undefined)))
    return { pages: opened.pages }

    async function workLane(given: Thread | undefined): Promise<void> {
      let thread = given
      for (let index = todo.shift(); index !== undefined; index = todo.shift()) {
        signal.throwIfAborted()
        if (thread === undefined) {
          thread = new Thread(input)
          threads.push(thread)
          await thread.next()
        }
        thread.ask(index)
        const answer = await thread.next()
        // A thread that died or did not answer is left behind, and its page with it.
        if (answer === undefined) thread = undefined
        await reading.page(index, answer?.kind === 'page' ? answer.page : undefined)
      }
    }
  } finally {
    signal.removeEventListener('abort', stop)
    await Promise.all(threads.map((thread) => thread.close()))
  }
}

/** One thread, asked for one thing at a time. */
class Thread {
  readonly #worker: Worker
  #waiting: { resolve(message: ReadMessage | undefined): void; reject(reason: unknown): void } | undefined
  #told: ReadMessage | undefined
  #isOver = false

  constructor(input: ReadInput) {
    this.#worker = new Worker(new URL('./read-thread.ts', import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: threadMemory },
    })
    this.#worker.on('message', (message: ReadMessage) => {
      if (this.#waiting) this.#waiting.resolve(message)
      else this.#told = message
    })
    // What an error of the renderer says may quote the file.
    this.#worker.on('error', () => this.#finish())
    this.#worker.on('exit', () => this.#finish())
  }

  ask(index: number): void {
    this.#worker.postMessage(index)
  }

  /** What it tells next; undefined when it died or was ended for taking too long. */
  async next(): Promise<ReadMessage | undefined> {
    const told = this.#told
    this.#told = undefined
    if (told || this.#isOver) return told
    const { promise, resolve, reject } = Promise.withResolvers<ReadMessage | undefined>()
    this.#waiting = { resolve, reject }
    const timer = setTimeout(() => {
      this.#finish()
      void this.#worker.terminate()
    }, longestPage)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#waiting = undefined
    }
  }

  end(reason: unknown): void {
    this.#isOver = true
    this.#waiting?.reject(reason)
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#worker.terminate()
  }

  #finish(): void {
    this.#isOver = true
    this.#waiting?.resolve(undefined)
  }
}
