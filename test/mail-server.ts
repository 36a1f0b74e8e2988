import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as it arrived, envelope and content. */
export interface Arrived {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly mail: Email
}

/** A real SMTP server on this machine. */
export interface MailServer {
  readonly url: string
  readonly port: number
  /** In the order in which they were accepted. */
  readonly arrived: readonly Arrived[]
  close(): Promise<void>
}

interface Habits {
  /** The answer to a recipient: undefined takes it, else a code (450, 550) with words. */
  readonly recipient?: (address: string) => { code: number; words: string } | undefined
  /** Bytes of a message came, the final dot or not. */
  readonly bytes?: () => void
  /** Before a message is accepted: may wait, refuse by a code, or cut the line. */
  readonly content?: (message: string, cut: () => void) => Promise<{ code: number; words: string } | undefined>
  readonly port?: number
  readonly options?: SMTPServerOptions
}

const refusal = ({ code, words }: { code: number; words: string }): Error =>
  Object.assign(new Error(words), { responseCode: code })

/** Starts a server that accepts what its habits do not refuse; closed at the end of the test. */
export async function startMailServer(
  t: { after(done: () => Promise<void>): void },
  { recipient, bytes, content, port = 0, options = {} }: Habits = {},
): Promise<MailServer> {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideDSN: false,
    onRcptTo({ address }, _session, done) {
      const answer = recipient?.(address)
      done(answer ? refusal(answer) : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes?.()
      })
      stream.on('end', () => {
        const whole = Buffer.concat(chunks)
        const raw = whole.toString('latin1')
        const { mailFrom, rcptTo } = session.envelope
        const cut = (): void => {
          for (const connection of server.connections) connection._socket.destroy()
        }
        const keep = async (): Promise<Error | undefined> => {
          const answer = await content?.(raw, cut)
          if (answer) return refusal(answer)
          arrived.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw,
            mail: await PostalMime.parse(whole),
          })
          return undefined
        }
        const answered = async (): Promise<void> => done(await keep())
        void answered()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port')
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= new Promise<void>((done) => {
      server.close(() => done())
      for (const connection of server.connections) connection._socket.destroy()
    })
    return closed
  }
  t.after(close)
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    arrived,
    close,
  }
}
