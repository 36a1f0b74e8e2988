import { Worker } from 'node:worker_threads'
import type { ResultTable } from './result-rows.ts'
import type { ThreadInput, ThreadMessage } from './work-thread.ts'

/** What a thread came to. */
export type ThreadOutcome =
  | (Extract<ThreadMessage, { kind: 'done' }> & {
      /** JSON arrays of rows, as they came. */
      readonly rows: readonly { readonly table: ResultTable; readonly rows: string }[]
    })
  | Extract<ThreadMessage, { kind: 'refused' }>
  | { readonly kind: 'broken'; readonly message: string }

/**
 * Runs an allocation in a thread of its own, so that the server goes on answering. Stops at once when the signal does, and rejects
 * with its reason.
 */
export async function runThread(
  input: ThreadInput,
  { signal, progress }: { signal: AbortSignal; progress: (step: Extract<ThreadMessage, { kind: 'progress' }>) => void },
): Promise<ThreadOutcome> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./work-thread.ts', import.meta.url), { workerData: input })
  const rows: { table: ResultTable; rows: string }[] = []
  const { promise, resolve, reject } = Promise.withResolvers<ThreadOutcome>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', (message: ThreadMessage) => {
    if (message.kind === 'progress') progress(message)
    else if (message.kind === 'rows') rows.push(message)
    else if (message.kind === 'done') resolve({ ...message, rows })
    else resolve(message)
  })
  worker.on('error', (error) => resolve({ kind: 'broken', message: sayBreak(error) }))
  worker.on('exit', () => resolve({ kind: 'broken', message: 'le calcul s’est arrêté sans donner de résultat.' }))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

/** A thread's end in words; what an unknown error says may quote a person's data, so only its kind is kept. */
function sayBreak(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'la mémoire de ce serveur ne suffit pas pour ces fichiers ; lancez-la sur une machine plus grande ou réduisez la campagne.'
  return `une erreur interne l’a arrêté (${error instanceof Error ? error.name : typeof error}).`
}
