import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Asked {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A provider on this machine, with the answers one gives it. */
export async function startSmsProvider(
  t: { after(done: () => Promise<void>): void },
  answer: (response: ServerResponse) => void,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      answer(response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(
    () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  )
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The provider has no port')
  return { url: `http://127.0.0.1:${address.port}/1.0/sms/sms-ab1-1/jobs`, asked }
}

/** An answer of the provider. */
export const answerJson = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
