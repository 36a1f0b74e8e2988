import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import type { NodemailerError } from 'nodemailer/lib/errors'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'

/** What became of a mail that was given to a server. */
export type Delivery =
  | { readonly kind: 'accepted' }
  /** The server says no for good: to this address (`recipient`) or to this content. */
  | { readonly kind: 'refused'; readonly about: 'recipient' | 'content'; readonly status: string }
  /** Nothing was taken; it can be tried again without any risk. `answered`: the server said so, about this mail. */
  | { readonly kind: 'failed'; readonly status: string; readonly answered: boolean }
  /** The last byte was on its way when the line broke: the server has it, or not. */
  | { readonly kind: 'uncertain' }
  /** `handOver` said no: nothing was taken. */
  | { readonly kind: 'withheld' }

/** A line to a mail server: one connection, opened at the first mail and used for the following. One mail at a time. */
export interface SmtpLine {
  /**
   * Gives a mail to the server. The server holds all of it but the final dot when `handOver` is awaited, and takes nothing without that
   * dot: a crash before the end of `handOver` has sent nothing; only after it must one not send again by oneself.
   */
  deliver(
    envelope: { readonly from: string; readonly to: string; readonly id: string },
    message: Buffer,
    handOver: () => Promise<boolean>,
  ): Promise<Delivery>
  close(): void
}

/** Milliseconds: to connect, to be greeted, and without a byte from the server (RFC 5321 grants it ten minutes after the dot; few need one). */
const [connectingTime, greetingTime, quietTime] = [15_000, 15_000, 120_000]

/** A line to the server of an address `smtp://user:password@host:port`. A password only ever leaves encrypted, but towards this machine. */
export function openSmtpLine(url: string): SmtpLine {
  const { options, auth } = readUrl(url)
  let open: SMTPConnection | undefined

  function hangUp(): void {
    open?.close()
    open = undefined
  }

  async function connection(): Promise<SMTPConnection> {
    if (open && !open.destroyed) return open
    const next = new SMTPConnection(options)
    // Errors reach whoever waits; without a listener one between two mails would end the process.
    next.on('error', () => {})
    await new Promise<void>((done, fail) => {
      next.once('error', fail)
      next.connect((error) => (error ? fail(error) : done()))
    })
    if (auth && !next.authenticated)
      await new Promise<void>((done, fail) => next.login(auth, (error) => (error ? fail(error) : done())))
    open = next
    return next
  }

  return {
    async deliver({ from, to, id }, message, handOver) {
      let handed: 'not yet' | 'withheld' | 'yes' = 'not yet'
      async function* gated(): AsyncGenerator<Buffer> {
        yield message
        handed = (await handOver()) ? 'yes' : 'withheld'
        if (handed === 'withheld') throw new Error('Withheld')
      }
      let line: SMTPConnection
      try {
        line = await connection()
      } catch (error) {
        hangUp()
        return { kind: 'failed', status: statusOf(error), answered: false }
      }
      const { promise, resolve } = Promise.withResolvers<NodemailerError | null>()
      const envelope = { from, to, dsn: { ret: 'HDRS', envid: id, notify: ['FAILURE'], orcpt: `rfc822;${to}` } }
      line.send(envelope, Readable.from(gated()), resolve)
      const error = await promise
      if (!error) return { kind: 'accepted' }
      // A message half given must not be ended by anything: the next one gets a new connection.
      hangUp()
      return judge(error, handed)
    },
    close() {
      open?.quit()
      open = undefined
    },
  }
}

function judge(error: NodemailerError, handed: 'not yet' | 'withheld' | 'yes'): Delivery {
  if (handed === 'withheld') return { kind: 'withheld' }
  const status = statusOf(error)
  const { responseCode, permanent, command = '' } = error
  // The server took nothing if it answered no, even after the dot; without an answer after the dot nobody knows.
  if (responseCode === undefined && handed === 'yes') return { kind: 'uncertain' }
  if (permanent === true && command.startsWith('RCPT')) return { kind: 'refused', about: 'recipient', status }
  if (permanent === true && command.startsWith('DATA')) return { kind: 'refused', about: 'content', status }
  // Whatever it says about us (greeting, password, sender) will be mended by us, and is no reason to give this mail up.
  return { kind: 'failed', status, answered: responseCode !== undefined && /^(RCPT|DATA)/.test(command) }
}

/** `5.1.1` where the server says so (RFC 3463), else `5.0.0`, else the name of what broke: `ECONNREFUSED`. Never its words. */
function statusOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { response, responseCode, originalCode, code }: NodemailerError = error
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1]
  return (
    enhanced ?? (responseCode === undefined ? (originalCode ?? code ?? 'unknown') : `${String(responseCode)[0]}.0.0`)
  )
}

function readUrl(url: string): {
  options: SMTPConnectionOptions
  auth: { user: string; pass: string } | undefined
} {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const isHere = host === 'localhost' || (isIP(host) > 0 && /^(127\.|::1$)/.test(host))
  const auth = username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  return {
    options: {
      host,
      secure,
      ...(port === '' ? {} : { port: Number(port) }),
      requireTLS: auth !== undefined && !isHere,
      ignoreTLS: isHere,
      connectionTimeout: connectingTime,
      greetingTimeout: greetingTime,
      socketTimeout: quietTime,
      socketCloseTimeout: 0,
    },
    auth,
  }
}
