import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { answerJson as json, startSmsProvider as provider } from '../../test/sms-provider.ts'
import { mobileNumber, openSmsSender } from './sms.ts'

const clock = { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') }
const phone = '+33639980001'
const yes = async (): Promise<boolean> => true

const taken = { ids: [1], invalidReceivers: [], validReceivers: [phone], totalCreditsRemoved: 1 }
const sender = (url: string, patience?: number) =>
  openSmsSender({ url, keys: 'app:secret:consumer', sender: 'Passerelle' }, { clock }, patience)

test('a text message is asked for once, signed as the provider wants', async (t) => {
  const { url, asked } = await provider(t, json(200, taken))
  assert.deepEqual(await sender(url).deliver(phone, 'Une réponse vous attend', yes), { kind: 'accepted' })
  const [only, ...others] = asked
  assert.deepEqual(others, [])
  const { message, receivers, sender: from } = JSON.parse(only?.body ?? '')
  assert.deepEqual([message, receivers, from], ['Une réponse vous attend', [phone], 'Passerelle'])
  const signed = createHash('sha1').update(`secret+consumer+POST+${url}+${only?.body}+1780476120`).digest('hex')
  assert.deepEqual(
    ['application', 'consumer', 'timestamp', 'signature'].map((name) => only?.headers[`x-ovh-${name}`]),
    ['app', 'consumer', '1780476120', `$1$${signed}`],
  )
  assert.doesNotMatch(JSON.stringify(only), /"secret"/)
})

test('nothing is asked of the provider when the letter is someone else’s', async (t) => {
  const { url, asked } = await provider(t, json(200, taken))
  assert.deepEqual(await sender(url).deliver(phone, 'x', async () => false), { kind: 'withheld' })
  assert.equal(asked.length, 0)
})

test('each answer of the provider is understood', async (t) => {
  const cases: readonly (readonly [(response: ServerResponse) => void, object])[] = [
    [
      json(200, { ...taken, invalidReceivers: [phone], validReceivers: [] }),
      { kind: 'refused', about: 'recipient', status: '5.1.1' },
    ],
    [json(400, { message: 'Invalid message' }), { kind: 'refused', about: 'content', status: '400' }],
    [json(400, { errorCode: 'INVALID_SIGNATURE' }), { kind: 'failed', status: '400', answered: false }],
    [json(400, { errorCode: 'QUERY_TIME_OUT' }), { kind: 'failed', status: '400', answered: false }],
    [json(403, { errorCode: 'NOT_GRANTED_CALL' }), { kind: 'failed', status: '403', answered: false }],
    [json(404, { message: 'This service does not exist' }), { kind: 'failed', status: '404', answered: false }],
    [json(429, {}), { kind: 'failed', status: '429', answered: false }],
    [json(503, {}), { kind: 'failed', status: '503', answered: false }],
    [json(302, {}), { kind: 'failed', status: '302', answered: false }],
    [(response) => void response.writeHead(200).end('<html>'), { kind: 'uncertain' }],
    [(response) => void response.destroy(), { kind: 'uncertain' }],
  ]
  let answer = cases[0]![0]
  const { url } = await provider(t, (response) => answer(response))
  for (const [next, delivery] of cases) {
    answer = next
    assert.deepEqual(await sender(url).deliver(phone, 'x', yes), delivery)
  }
})

test('a provider that does not answer in time leaves it uncertain, one that is not there is tried again', async (t) => {
  const { url } = await provider(t, () => {})
  assert.deepEqual(await sender(url, 50).deliver(phone, 'x', yes), { kind: 'uncertain' })
  const gone = createServer()
  await new Promise<void>((done) => gone.listen(0, '127.0.0.1', done))
  const address = gone.address()
  await new Promise((done) => gone.close(done))
  const port = address !== null && typeof address === 'object' ? address.port : 0
  assert.deepEqual(await sender(`http://127.0.0.1:${port}/jobs`).deliver(phone, 'x', yes), {
    kind: 'failed',
    status: 'ECONNREFUSED',
    answered: false,
  })
})

test('mobile numbers are read as people type them, and nothing else is one', () => {
  for (const typed of ['06 39 98 00 01', '06.39.98.00.01', '+33 6 39 98 00 01', '0033639980001', '(06)39-98-00-01'])
    assert.equal(mobileNumber(typed), phone, typed)
  assert.equal(mobileNumber('+262 692 12 34 56'), '+262692123456')
  for (const typed of [
    '',
    '01 39 98 00 01',
    '06 39 98 00',
    '+1 555 0100',
    '0639980001x',
    '+33639980001,+33639980002',
    '٠٦٣٩٩٨٠٠٠١',
    '08 99 12 34 56',
  ])
    assert.equal(mobileNumber(typed), undefined, typed)
})
