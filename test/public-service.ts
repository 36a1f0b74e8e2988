import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A public service as our clients meet it, on a real socket of this machine: what it answers is the test's choice. */
export interface PublicService {
  readonly url: string
  /** The paths and queries asked so far. */
  readonly asked: URL[]
  /** The most questions that were under way at once. */
  readonly mostAtOnce: () => number
  /** What it does from now on; without it, it answers 404. */
  answer: (url: URL, response: ServerResponse) => void
  /** What it does with what is sent to it (POST); as `answer` without it. */
  answerBody?: (body: string, response: ServerResponse) => void
}

export async function startPublicService(t: { after(done: () => Promise<void>): void }): Promise<PublicService> {
  let [underWay, most] = [0, 0]
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    service.asked.push(url)
    most = Math.max(most, ++underWay)
    response.on('close', () => underWay--)
    const { answerBody } = service
    if (request.method === 'POST' && answerBody) {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => answerBody(Buffer.concat(parts).toString('utf8'), response))
    } else service.answer(url, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const service: PublicService = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    mostAtOnce: () => most,
    answer: (_, response) => response.writeHead(404).end(),
  }
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return service
}

/** Answers a value as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
