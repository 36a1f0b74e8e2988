import type { Clock } from './clock.ts'

/**
 * Why a public service gave no answer: `timeout` (too slow), `unreachable` (no connection), `busy` (it asked to wait, or too much is
 * asked already), `failing` (it has an error of its own), `refused` (it does not take the question), `malformed` (not what it promises).
 */
export type Silence = 'timeout' | 'unreachable' | 'busy' | 'failing' | 'refused' | 'malformed'

export type PoliteAnswer = { readonly json: unknown } | { readonly silence: Silence }

export interface PoliteClient {
  /** Asks for JSON. Never throws: a page that asks must be able to go on without the answer. */
  getJson(url: URL): Promise<PoliteAnswer>
  /** Sends a form, a file in it most often, and gives the text that comes back. Never throws either. */
  postForm(url: URL, form: FormData): Promise<{ readonly text: string } | { readonly silence: Silence }>
}

interface Manners {
  readonly clock: Clock
  /** For an answer, waiting for one's turn included. */
  readonly timeoutMs?: number
  /** Questions under way at once; the others wait. */
  readonly atOnce?: number
  /** An answer larger than this is not read. */
  readonly mostBytes?: number
}

/** After this many failures in a row the service is left alone for a while, so that pages do not wait for nothing. */
const failuresInARow = 3
const quietAfterFailures = { seconds: 30 }
const longestQuiet = { seconds: 3600 }

/** A client of a public service that asks little at once, waits little, and leaves it alone when it says or shows that it is not well. */
export function politeClient({ clock, timeoutMs = 4000, atOnce = 4, mostBytes = 1_000_000 }: Manners): PoliteClient {
  let underWay = 0
  const waiting: (() => void)[] = []
  let failures = 0
  let quietUntil: Temporal.Instant | undefined

  /** Whether one's turn came before the signal. */
  async function turn(signal: AbortSignal): Promise<boolean> {
    if (underWay < atOnce) {
      underWay++
      return true
    }
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const come = () => resolve(true)
    const giveUp = () => {
      const at = waiting.indexOf(come)
      if (at === -1) return
      waiting.splice(at, 1)
      resolve(false)
    }
    waiting.push(come)
    signal.addEventListener('abort', giveUp, { once: true })
    return promise
  }

  /** Gives the turn on, or back. */
  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else underWay--
  }

  function rest(duration: Temporal.DurationLike): void {
    quietUntil = clock.now().add(duration)
  }

  type Answer = { readonly text: string } | { readonly silence: Silence }

  async function ask(url: URL, init: RequestInit): Promise<Answer> {
    const response = await fetch(url, init)
    if (response.status === 429 || response.status === 503) {
      rest(retryAfter(response.headers.get('retry-after'), clock))
      await response.body?.cancel()
      return { silence: 'busy' }
    }
    if (!response.ok) {
      await response.body?.cancel()
      return { silence: response.status >= 500 ? 'failing' : 'refused' }
    }
    const text = await readText(response, mostBytes)
    return text === undefined ? { silence: 'malformed' } : { text }
  }

  /** Asks when it is one's turn, unless the service is left alone. */
  async function askInTurn(url: URL, init: RequestInit): Promise<Answer> {
    if (quietUntil && Temporal.Instant.compare(clock.now(), quietUntil) < 0) return { silence: 'busy' }
    const signal = AbortSignal.timeout(timeoutMs)
    if (!(await turn(signal))) return { silence: 'busy' }
    try {
      const answer = await ask(url, { ...init, signal })
      if ('silence' in answer && answer.silence === 'failing') failures++
      else failures = 0
      return answer
    } catch {
      failures++
      return { silence: signal.aborted ? 'timeout' : 'unreachable' }
    } finally {
      leave()
      if (failures >= failuresInARow) {
        rest(quietAfterFailures)
        failures = 0
      }
    }
  }

  return {
    async getJson(url) {
      const answer = await askInTurn(url, { headers: { accept: 'application/json' } })
      if ('silence' in answer) return answer
      try {
        return { json: JSON.parse(answer.text) }
      } catch {
        return { silence: 'malformed' }
      }
    },
    postForm: (url, form) => askInTurn(url, { method: 'POST', body: form }),
  }
}

/** How long to wait, in seconds or as a date (RFC 9110); half a minute when it does not say, an hour at most. */
function retryAfter(header: string | null, clock: Clock): Temporal.DurationLike {
  if (header === null) return quietAfterFailures
  const date = Date.parse(header)
  const seconds = /^\d{1,9}$/.test(header.trim())
    ? Number(header)
    : Number.isNaN(date)
      ? quietAfterFailures.seconds
      : Math.ceil((date - clock.now().epochMilliseconds) / 1000)
  return { seconds: Math.min(longestQuiet.seconds, Math.max(1, seconds)) }
}

async function readText(response: Response, mostBytes: number): Promise<string | undefined> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
