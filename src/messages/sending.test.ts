import assert from 'node:assert/strict'
import { saveAccount } from '#/identity/index.ts'
import type { Database } from '#/platform/database.ts'
import { eachEngine } from '../../test/engines.ts'
import { mails, mayWait, mustWait, office, settled, urgent } from '../../test/letter-office.ts'
import { type MailServer, startMailServer } from '../../test/mail-server.ts'
import { bocage } from '../../test/world.ts'
import { bouncesFor, mendAddress } from './bounces.ts'
import { forget } from './forget.ts'
import { judgeArrived, sendAgain, sendKept } from './letters.ts'
import { post } from './post.ts'
import { sendLetters } from './send-letters.ts'

const subjects = ({ arrived }: MailServer): (string | undefined)[] => arrived.map(({ mail }) => mail.subject)

eachEngine('what is posted in a transaction arrives once it commits, and only then', async (database, t) => {
  const { services, server, tell, round } = await office(database, t)
  await assert.rejects(
    services.db.transaction().execute(async (tx) => {
      await post(services, tx, urgent, {
        to: { email: 'zoe@essai.example', name: 'Zoé', territoryId: bocage.id },
        data: { what: 'undone' },
        once: 'undone',
      })
      throw new Error('changed my mind')
    }),
  )
  assert.equal(await tell(urgent, 'done'), true)
  await round()
  const [only, ...others] = server.arrived
  assert.deepEqual(others, [])
  assert.deepEqual(only?.to, ['zoe@essai.example'])
  assert.ok(only)
  const { mail } = only
  assert.equal(mail.subject, 'Une nouvelle vous attend')
  assert.equal(mail.date, '2026-06-03T08:42:00.000Z')
  assert.match(
    mail.text ?? '',
    /^Bonjour Zoé Bessin,\n\nVoici\u00a0: done\.\n\n– un\n– deux\n\nRépondre :\nhttps:\/\/stages\.example\.fr\/done\n/,
  )
  assert.match(
    mail.text ?? '',
    /Vous recevez ce message parce que vous suivez ce test\.\nIl fait partie de ce que nous devons vous dire\u00a0: il vous parvient/,
  )
  assert.match(
    mail.html ?? '',
    /<html lang="fr">.*<a[^>]* href="https:\/\/stages\.example\.fr\/done"[^>]*>Répondre<\/a>/s,
  )
  assert.equal(
    mail.headers.find(({ key }) => key === 'list-unsubscribe'),
    undefined,
    'what must be told has no way out',
  )
})

eachEngine('the same event is told once, however often and however parallel it is posted', async (database, t) => {
  const { server, tell, round } = await office(database, t)
  const posted = await Promise.all(Array.from({ length: 20 }, () => tell(urgent, 'once')))
  assert.equal(posted.filter(Boolean).length, 1)
  await round()
  assert.equal(await tell(urgent, 'once'), false)
  await round()
  assert.equal(server.arrived.length, 1)
})

eachEngine('rounds side by side send each letter once', async (database, t) => {
  const { server, tell, round, states } = await office(database, t)
  for (let n = 0; n < 25; n++)
    await tell(
      n % 5 === 0 ? mayWait : urgent,
      `n${n}`,
      n % 5 === 0 ? { notBefore: Temporal.Instant.from('2026-06-01T00:00:00Z') } : {},
    )
  await Promise.all([round(), round(), round()])
  assert.equal(server.arrived.length, 20)
  assert.equal(new Set(server.arrived.map(({ mail }) => mail.messageId)).size, 20)
  assert.deepEqual(new Set(await states()), new Set(['sent']))
})

eachEngine('what was settled before it is sent is not sent, and its row says so', async (database, t) => {
  const { services, server, tell, round, states } = await office(database, t)
  await tell(urgent, 'moot')
  settled.add('moot')
  await round()
  assert.deepEqual(subjects(server), [])
  assert.deepEqual(await states(), ['settled settled'])
  const { state } = await services.db.selectFrom('messages').select('state').executeTakeFirstOrThrow()
  assert.equal(state, 'settled')
})

eachEngine(
  'what may wait is gathered at the hour, without what was settled; a digest of nothing is not sent',
  async (database, t) => {
    const { server, tell, round, later } = await office(database, t)
    for (const what of ['a', 'b', 'c']) await tell(mayWait, what)
    await tell(mustWait, 'd')
    await tell(mayWait, 'e', { to: { email: 'yann@essai.example', name: 'Yann', territoryId: bocage.id } })
    await tell(mayWait, 'f', { to: { email: 'lou@essai.example', name: 'Lou', territoryId: bocage.id } })
    await round()
    assert.deepEqual(subjects(server), [], 'nothing before the hour')
    settled.add('b')
    settled.add('e')
    later({ hours: 22 })
    await round()
    const texts = server.arrived.map(({ to, mail }) => `${to[0]} ${mail.subject}`)
    assert.deepEqual(texts.toSorted(), [
      'lou@essai.example Une nouvelle vous attend',
      'zoe@essai.example 3\u00a0nouvelles sur Passerelle',
    ])
    const digest = server.arrived.find(({ to }) => to[0] === 'zoe@essai.example')
    assert.match(
      digest?.mail.text ?? '',
      /CHOSES UTILES\n\n– a, en une ligne\n {2}https:\/\/stages\.example\.fr\/a\n\n– c, en une ligne\n.*\n\nCHOSES DUES\n\n– d, en une ligne/,
    )
    const unsubscribe = digest?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value
    assert.match(unsubscribe ?? '', /^<https:\/\/stages\.example\.fr\/messages\/[\w-]+\.[\w-]+>$/)
    later({ hours: 24 })
    await round()
    assert.equal(server.arrived.length, 2)
  },
)

eachEngine('a reminder waits for its time, and for the state of then', async (database, t) => {
  const { server, tell, round, later } = await office(database, t)
  const notBefore = Temporal.Instant.from('2026-06-05T08:00:00Z')
  await tell(urgent, 'still open', { notBefore })
  await tell(urgent, 'answered', { notBefore })
  await round()
  later({ hours: 48 })
  settled.add('answered')
  await round()
  assert.equal(server.arrived.length, 1)
  assert.match(server.arrived[0]?.mail.text ?? '', /still open/)
})

eachEngine('a server that says « later » is asked later, with what is true then', async (database, t) => {
  let busy = true
  const { server, tell, round, later, states } = await office(database, t, {
    recipient: () => (busy ? { code: 450, words: '4.2.1 Later' } : undefined),
  })
  await tell(urgent, 'patient')
  await tell(urgent, 'moot')
  await round()
  assert.deepEqual(await states(), ['due not_now 4.2.1', 'due not_now 4.2.1'])
  await round()
  busy = false
  settled.add('moot')
  later({ seconds: 61 })
  await round()
  assert.deepEqual(await states(), ['sent', 'settled settled'])
  assert.equal(server.arrived.length, 1)
})

eachEngine('a server that says « later » for days is given up, and the address shows it', async (database, t) => {
  const { services, tell, round, later, states } = await office(database, t, {
    recipient: () => ({ code: 452, words: '4.2.2 Full' }),
  })
  await tell(urgent, 'full')
  for (let n = 0; n < 12; n++) {
    await round()
    later({ hours: 25 })
  }
  assert.deepEqual(await states(), ['abandoned not_now 4.2.2'])
  const bounces = await bouncesFor(services.db, ['ZOE@essai.example', 'yann@essai.example'])
  assert.deepEqual(
    [...bounces].map(([address, { kind, status }]) => [address, kind, status]),
    [['zoe@essai.example', 'temporary', '4.2.2']],
  )
})

eachEngine('an address where nobody is gets nothing more until it is mended', async (database, t) => {
  let exists = false
  const { services, server, tell, round, states } = await office(database, t, {
    recipient: () => (exists ? undefined : { code: 550, words: '5.1.1 Nobody' }),
  })
  await tell(urgent, 'first')
  await round()
  await tell(urgent, 'second')
  await round()
  assert.deepEqual(await states(), ['refused refused_recipient 5.1.1', 'refused known_refusal'])
  assert.equal((await bouncesFor(services.db, ['zoe@essai.example'])).size, 1)
  exists = true
  await mendAddress(services, ' Zoe@essai.example ')
  assert.equal((await bouncesFor(services.db, ['zoe@essai.example'])).size, 0)
  await tell(urgent, 'third')
  await round()
  assert.equal(server.arrived.length, 1)
})

eachEngine('a letter without an answer is never sent again by itself, and a person decides', async (database, t) => {
  let cutting = true
  const { services, server, tell, round, later, states } = await office(database, t, {
    content: async (_message, cut) => {
      if (cutting) cut()
      return cutting ? { code: 451, words: 'Never heard' } : undefined
    },
  })
  await tell(urgent, 'who knows')
  await round()
  later({ hours: 48 })
  await round()
  assert.deepEqual(await states(), ['uncertain no_answer'])
  const { id } = await services.db.selectFrom('letters').select('id').executeTakeFirstOrThrow()
  cutting = false
  assert.equal(await sendAgain(services, id), true)
  assert.equal(await sendAgain(services, id), false, 'a second press changes nothing')
  await round()
  assert.deepEqual(await states(), ['sent'])
  assert.equal(server.arrived[0]?.mail.messageId, `<${id}@stages.example.fr>`)
  assert.equal(await judgeArrived(services, id), false)
})

eachEngine('while the server is away nothing is lost, and each round tries it once a line', async (database, t) => {
  const { services, server, tell, round, later, states } = await office(database, t)
  await server.close()
  for (let n = 0; n < 8; n++) await tell(urgent, `n${n}`)
  await round()
  const waiting = await states()
  assert.equal(waiting.filter((state) => state === 'due').length, 5, 'the others keep their turn')
  assert.equal(waiting.filter((state) => state === 'due no_line ECONNREFUSED').length, 3)
  const again = await startMailServer(t, { port: server.port })
  later({ minutes: 6 })
  await round()
  assert.equal(again.arrived.length, 8)
  assert.deepEqual(new Set(await states()), new Set(['sent']))
  assert.equal((await bouncesFor(services.db, ['zoe@essai.example'])).size, 0)
})

eachEngine(
  'without a server mails are kept to be read, and sent when one is there and a person asks',
  async (database, t) => {
    const { services, server, tell, round, states } = await office(database, t)
    const without = { ...services, configuration: { ...services.configuration, smtp: undefined } }
    await tell(urgent, 'kept')
    await tell(urgent, 'stale')
    await sendLetters(without, mails, new AbortController().signal)
    assert.deepEqual(await states(), ['kept', 'kept'])
    const { html, text, address } = await services.db
      .selectFrom('letters')
      .select(['html', 'text', 'address'])
      .executeTakeFirstOrThrow()
    assert.match(`${html}${text}`, /<title>Une nouvelle vous attend<\/title>.*Bonjour Zoé Bessin,/s)
    assert.equal(address, 'zoe@essai.example')
    await round()
    assert.equal(server.arrived.length, 0, 'never by itself')
    settled.add('stale')
    assert.equal(await sendKept(services), 2)
    await round()
    assert.equal(server.arrived.length, 1)
  },
)

eachEngine('nothing for invented people ever leaves', async (database, t) => {
  const { services, server, tell, round, states } = await office(database, t)
  const maud = await saveAccount(services, {
    email: 'maud@essai.example',
    name: 'Maud',
    grants: [],
    demonstration: true,
  })
  await tell(urgent, 'to an invented person', { to: { accountId: maud } })
  await database.pool.query(`update territories set demonstration = true where id = '${bocage.id}'`)
  await tell(urgent, 'about an invented territory')
  await round()
  assert.deepEqual(await states(), ['kept', 'kept'])
  assert.equal(server.arrived.length, 0)
})

eachEngine('a person is written to as who they are when it is sent', async (database, t) => {
  const { services, server, tell, round, states } = await office(database, t)
  const lou = await saveAccount(services, {
    email: 'old@essai.example',
    name: 'Lou Bocage',
    grants: [{ role: 'pupil', territoryId: bocage.id, scope: { kind: 'pupil', id: 'x' } }],
  })
  await tell(urgent, 'moved', { to: { accountId: lou } })
  await services.db.updateTable('accounts').set({ email: 'new@essai.example' }).where('id', '=', lou).execute()
  await round()
  assert.deepEqual(server.arrived[0]?.to, ['new@essai.example'])
  assert.match(server.arrived[0]?.mail.text ?? '', /^Bonjour Lou,.*Tu reçois ce message parce que/s)
  await services.db.updateTable('accounts').set({ email: null }).where('id', '=', lou).execute()
  await tell(urgent, 'nowhere', { to: { accountId: lou } })
  await round()
  assert.deepEqual(await states(), ['sent', 'unaddressed'])
})

eachEngine('one kind of mail that fails does not hold up the others', async (database, t) => {
  const { server, tell, round, later, states } = await office(database, t)
  await tell(urgent, 'explodes')
  await tell(urgent, 'fine')
  await round()
  assert.equal(server.arrived.length, 1)
  assert.deepEqual(await states(), ['due not_written', 'sent'])
  for (let n = 0; n < 12; n++) {
    later({ hours: 25 })
    await round()
  }
  assert.deepEqual(await states(), ['abandoned not_written', 'sent'])
})

eachEngine('hostile names and addresses change nothing but themselves', async (database, t) => {
  const { server, tell, round, states } = await office(database, t)
  const name = 'Zoé\r\nBcc: tous@essai.example\r\n\r\n<script>alert(1)</script>'
  await tell(urgent, 'to a strange name', { to: { email: 'zoe@essai.example', name, territoryId: bocage.id } })
  const address = 'a@essai.example>\r\nRCPT TO:<b@essai.example'
  await tell(urgent, 'to a strange address', { to: { email: address, name: 'B', territoryId: bocage.id } })
  await tell(urgent, '<b>texte</b>\r\n.\r\nMAIL FROM:<x@y.example>')
  await round()
  assert.deepEqual((await states()).toSorted(), ['sent', 'sent', 'unaddressed'])
  assert.deepEqual(
    server.arrived.map(({ to, mail }) => [to, mail.to?.map((each) => each.address)]),
    [
      [['zoe@essai.example'], ['zoe@essai.example']],
      [['zoe@essai.example'], ['zoe@essai.example']],
    ],
  )
  for (const { mail } of server.arrived) {
    assert.equal(
      mail.headers.find(({ key }) => key === 'bcc'),
      undefined,
    )
    assert.doesNotMatch(mail.html ?? '', /<script|<b>/)
  }
})

eachEngine('after the set time what was told is forgotten, and still not told again', async (database, t) => {
  const { services, server, tell, round, later } = await office(database, t)
  await tell(urgent, 'secret of Zoé')
  await round()
  later({ hours: 24 * 59 })
  await forget(services)
  assert.match(JSON.stringify(await everything(database)), /secret of Zoé/)
  later({ hours: 48 })
  await forget(services)
  assert.doesNotMatch(JSON.stringify(await everything(database)), /secret|Zoé Bessin|zoe@/)
  assert.equal(await tell(urgent, 'secret of Zoé', { once: 'test:secret of Zoé' }), false)
  await round()
  assert.equal(server.arrived.length, 1)
})

async function everything({ pool }: Database): Promise<unknown> {
  const messages = await pool.query('select data, name, recipient from messages')
  const letters = await pool.query('select * from letters')
  return [messages.rows, letters.rows]
}
