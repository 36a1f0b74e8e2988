import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Env } from '#/identity/index.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { openLive } from './live.ts'

/** A proxy cuts a stream that says nothing. */
const heartbeatMilliseconds = 20_000
/** Then the browser connects again by itself, and is asked again what it may see. */
const streamMilliseconds = 600_000

/**
 * Answers an open page with « something changed », and nothing else, each time that its topic does: the page then asks for itself again,
 * with its reader's rights. What the address lets in is decided before; the session is looked at before each word.
 */
export function liveStreams({ db, clock, notifications }: Pick<Services, 'db' | 'clock' | 'notifications'>) {
  const listen = openLive(notifications)

  return function stream(c: Context<Env>, topic: string): Response {
    // A stream never ends: only for who asked for one.
    if (!c.req.header('accept')?.includes('text/event-stream')) return c.body(null, 204)
    return streamSSE(c, async (words) => {
      let wake: (() => void) | undefined
      let wait: number | undefined
      const leave = listen(topic, (milliseconds) => {
        wait = milliseconds
        wake?.()
      })
      words.onAbort(() => wake?.())
      const end = setTimeout(() => words.abort(), streamMilliseconds)
      try {
        // What changed between the page and this connection, or while it was away, is asked for at once.
        wait = 0
        while (!words.aborted && (await isSignedIn(c))) {
          if (wait === undefined) await words.write(': \n\n')
          else await words.writeSSE({ event: 'change', data: String(wait) })
          wait = undefined
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          const timer = setTimeout(resolve, heartbeatMilliseconds)
          await promise
          clearTimeout(timer)
        }
      } finally {
        clearTimeout(end)
        leave()
      }
    })
  }

  /** Whether the session of the stream is still there: who signs out hears nothing more. */
  async function isSignedIn(c: Context<Env>): Promise<boolean> {
    const found = await db
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', c.get('sessionId') ?? '')
      .where('expires_at', '>', moment(clock.now()))
      .executeTakeFirst()
    return found !== undefined
  }
}
