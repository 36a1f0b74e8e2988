import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { startMailServer } from '../../test/mail-server.ts'
import { bareAddress, composeMail, isAddress, type Mail } from './mail.ts'
import { type Delivery, openSmtpLine } from './smtp.ts'

const mail: Mail = {
  from: 'Passerelle <stages@essai.example>',
  to: { name: 'Zoé Bessin', address: 'zoe@essai.example' },
  subject: 'Une réponse vous attend',
  text: 'Bonjour Zoé,\n\n.une ligne qui commence par un point\n',
  html: '<p>Bonjour Zoé</p>',
  messageId: '0199@essai.example',
  date: Temporal.Instant.from('2026-06-03T08:42:00Z'),
}
const envelope = { from: bareAddress(mail.from), to: mail.to.address, id: '0199' }
const yes = async (): Promise<boolean> => true

test('a mail arrives as it was written, and the server holds it back until it is handed over', async (t) => {
  const server = await startMailServer(t)
  const line = openSmtpLine(server.url)
  const steps: string[] = []
  const handOver = async (): Promise<boolean> => {
    steps.push(`${server.arrived.length} arrived at hand-over`)
    return true
  }
  for (const _ of [1, 2])
    assert.deepEqual(await line.deliver(envelope, await composeMail(mail), handOver), { kind: 'accepted' })
  line.close()
  assert.deepEqual(steps, ['0 arrived at hand-over', '1 arrived at hand-over'])
  const [first] = server.arrived
  assert.deepEqual(first?.to, ['zoe@essai.example'])
  assert.equal(first?.mail.subject, mail.subject)
  assert.equal(first?.mail.text?.trimEnd(), mail.text.trimEnd())
  assert.equal(first?.mail.html?.trim(), mail.html)
  assert.equal(first?.mail.date, '2026-06-03T08:42:00.000Z')
  assert.equal(first?.mail.messageId, '<0199@essai.example>')
  assert.deepEqual(first?.mail.to, [{ name: 'Zoé Bessin', address: 'zoe@essai.example' }])
})

test('a hand-over that is refused, or fails, sends nothing, and the next mail goes', async (t) => {
  const server = await startMailServer(t)
  const line = openSmtpLine(server.url)
  const message = await composeMail(mail)
  assert.deepEqual(await line.deliver(envelope, message, async () => false), { kind: 'withheld' })
  const broken = await line.deliver(envelope, message, () => Promise.reject(new Error('no database')))
  assert.equal(broken.kind, 'failed')
  assert.deepEqual(await line.deliver(envelope, message, yes), { kind: 'accepted' })
  line.close()
  assert.equal(server.arrived.length, 1)
})

const answers: readonly {
  readonly name: string
  readonly habits: Parameters<typeof startMailServer>[1]
  readonly delivery: Delivery
}[] = [
  {
    name: 'nobody of that name',
    habits: { recipient: () => ({ code: 550, words: '5.1.1 No such user' }) },
    delivery: { kind: 'refused', about: 'recipient', status: '5.1.1' },
  },
  {
    name: 'a greylist',
    habits: { recipient: () => ({ code: 450, words: '4.7.1 Come back later' }) },
    delivery: { kind: 'failed', status: '4.7.1', answered: true },
  },
  {
    name: 'content taken for spam',
    habits: { content: async () => ({ code: 554, words: '5.7.1 Spam' }) },
    delivery: { kind: 'refused', about: 'content', status: '5.7.1' },
  },
  {
    name: 'a full disk after the dot',
    habits: { content: async () => ({ code: 452, words: 'No room' }) },
    delivery: { kind: 'failed', status: '4.0.0', answered: true },
  },
  {
    name: 'a line cut after the dot, before the answer',
    habits: {
      content: async (_message, cut) => {
        cut()
        return { code: 451, words: 'Never heard' }
      },
    },
    delivery: { kind: 'uncertain' },
  },
  {
    name: 'a sender that is refused is no fault of the mail',
    habits: { options: { onMailFrom: (_address, _session, done) => done(new Error('5.7.1 Not you')) } },
    delivery: { kind: 'failed', status: '5.7.1', answered: false },
  },
  {
    name: 'a server that is full',
    habits: { options: { onConnect: (_session, done) => done(new Error('4.3.2 Busy')) } },
    delivery: { kind: 'failed', status: '4.3.2', answered: false },
  },
]
for (const { name, habits, delivery } of answers)
  test(`the server’s answer is understood: ${name}`, async (t) => {
    const server = await startMailServer(t, habits)
    const line = openSmtpLine(server.url)
    const seen = await line.deliver(envelope, await composeMail(mail), yes)
    line.close()
    assert.deepEqual(seen, delivery)
    assert.equal(server.arrived.length, 0)
  })

test('a server that is not there is no fault of the mail', async (t) => {
  const server = await startMailServer(t)
  await server.close()
  const line = openSmtpLine(server.url)
  assert.deepEqual(await line.deliver(envelope, await composeMail(mail), yes), {
    kind: 'failed',
    status: 'ECONNREFUSED',
    answered: false,
  })
})

test('a password is given to a server that wants it, and a wrong one fails without blaming the mail', async (t) => {
  const server = await startMailServer(t, {
    options: {
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        username === 'passerelle' && password === 'p@ss:mot' ? done(null, { user: 1 }) : done(new Error('5.7.8 No')),
    },
  })
  const message = await composeMail(mail)
  const right = openSmtpLine(`smtp://passerelle:p%40ss%3Amot@127.0.0.1:${server.port}`)
  assert.deepEqual(await right.deliver(envelope, message, yes), { kind: 'accepted' })
  right.close()
  const wrong = openSmtpLine(`smtp://passerelle:non@127.0.0.1:${server.port}`)
  const seen = await wrong.deliver(envelope, message, yes)
  assert.ok(seen.kind === 'failed' && !seen.answered, JSON.stringify(seen))
  wrong.close()
})

test('no name, subject or text changes the headers, however hostile', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          'Bcc: a@b.example',
          '\u2028',
          '"',
          '<',
          '>',
          ',',
          ';',
          '=?utf-8?Q?=0A?=',
          'é',
          ' ',
        ),
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (name, subject, text) => {
      const bytes = await composeMail({ ...mail, to: { ...mail.to, name }, subject, text: `Bonjour\n${text}` })
      const read = await PostalMime.parse(bytes)
      assert.deepEqual(
        read.headers.map(({ key }) => key).toSorted(),
        [
          ...['auto-submitted', 'content-language', 'content-type', 'date', 'from', 'message-id'],
          ...['mime-version', 'subject', 'to'],
        ].filter((key) => key !== 'subject' || read.headers.some((header) => header.key === 'subject')),
      )
      assert.deepEqual(
        read.to?.map(({ address }) => address),
        [mail.to.address],
      )
    }),
    { numRuns: 150 },
  )
})

test('only what can be an address is one', () => {
  for (const good of ['zoe@essai.example', 'Zoé.B+stage@lycee.essai.example', "o'neil@essai.example"])
    assert.ok(isAddress(good), good)
  for (const bad of [
    '',
    'zoe',
    'zoe@',
    '@essai.example',
    'a@b@c.example',
    'a b@c.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    '<a@b.example>',
    'a@localhost',
    'a,b@c.example',
    `${'a'.repeat(65)}@b.example`,
  ])
    assert.ok(!isAddress(bad), bad)
})
