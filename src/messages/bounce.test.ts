import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openServer } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { eachEngine, testOnServer } from '../../test/engines.ts'
import { bouncesFor } from './bounces.ts'
import { readReport } from './delivery-report.ts'
import { takeReport } from './take-report.ts'

const letter = '0197a0b0-1111-7000-8000-000000000001'

/** As Postfix writes it; `headers` alone returned, as DSN with RET=HDRS asks. */
const report = ({
  recipient = 'zoe@essai.example',
  action = 'failed',
  status = '5.1.1',
  envelope = letter,
  messageId = `${letter}@stages.example.fr`,
} = {}): Buffer =>
  Buffer.from(
    `Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: stages@example.fr
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="B/1"

--B/1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--B/1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Original-Envelope-Id: ${envelope}
X-Postfix-Sender: rfc822; stages@example.fr
Arrival-Date: Wed,  3 Jun 2026 10:42:01 +0200 (CEST)

Final-Recipient: rfc822; forwarded@elsewhere.example
Original-Recipient: rfc822;${recipient}
Action: ${action}
Status: ${status}
Remote-MTA: dns; elsewhere.example
Diagnostic-Code: smtp; 550 5.1.1 <forwarded@elsewhere.example>: Recipient
    address rejected: User unknown

--B/1
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: Passerelle <stages@example.fr>
Message-ID: <${messageId}>
Subject: Une réponse

--B/1--
`.replaceAll('\n', '\r\n'),
  )

test('a delivery report names the letter, the address it was sent to and the reason', async () => {
  assert.deepEqual(await readReport(report()), {
    letterIds: [letter],
    reports: [{ address: 'zoe@essai.example', action: 'failed', status: '5.1.1' }],
  })
  assert.deepEqual((await readReport(report({ envelope: 'none' })))?.letterIds, [letter], 'by the returned Message-ID')
})

test('a reply, an out-of-office note and noise are no reports', async () => {
  const note =
    'From: zoe@essai.example\r\nSubject: Absente\r\nAuto-Submitted: auto-replied\r\n\r\nJe reviens lundi.\r\n'
  assert.equal(await readReport(Buffer.from(note)), undefined)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      assert.equal(await readReport(bytes), undefined)
    }),
    { numRuns: 60 },
  )
})

eachEngine('a report is believed about a letter sent to that address, once, and about nothing else', async ({ db }) => {
  const services = { db, newId: randomId, clock: { now: () => Temporal.Instant.from('2026-06-03T09:00:00Z') } }
  await db
    .insertInto('letters')
    .values({
      ...{ territory_id: 'bocage', id: letter, channel: 'mail', recipient: 'email:zoe@essai.example', name: 'Zoé' },
      ...{ mail: 'test', state: 'sent', made_at: '2026-06-03T08:00:00Z', due_at: '2026-06-03T08:00:00Z' },
    })
    .execute()
  await db.updateTable('letters').set({ address: 'Zoe@essai.example' }).execute()
  const take = async (given: Parameters<typeof report>[0]) => (await takeReport(services, report(given))).kind
  const stranger = '0197a0b0-1111-7000-8000-000000000002'
  assert.equal(await take({ envelope: stranger, messageId: `${stranger}@x.example` }), 'not-ours')
  assert.equal(await take({ recipient: 'yann@essai.example' }), 'not-ours')
  assert.equal(await take({ envelope: 'x', messageId: 'y@z.example' }), 'not-ours')
  assert.equal(await take({ action: 'delayed', status: '4.4.1' }), 'no-failure')
  assert.equal((await bouncesFor(db, ['zoe@essai.example', 'yann@essai.example'])).size, 0)
  assert.deepEqual(await takeReport(services, report()), { kind: 'recorded', addresses: 1 })
  assert.deepEqual(await takeReport(services, report()), { kind: 'recorded', addresses: 0 }, 'again changes nothing')
  const { state, answer } = await db.selectFrom('letters').select(['state', 'answer']).executeTakeFirstOrThrow()
  assert.deepEqual([state, answer], ['refused', '5.1.1'])
  assert.equal((await bouncesFor(db, ['ZOE@essai.example'])).get('zoe@essai.example')?.status, '5.1.1')
})

testOnServer(
  'the command reads a report on its input or a folder of them, and asks to be called again without a database',
  async (databaseUrl, t) => {
    const database = await openServer(databaseUrl, 2)
    const made = '2026-06-03T08:00:00Z'
    await database.db
      .insertInto('letters')
      .values({
        ...{ territory_id: 'bocage', id: letter, channel: 'mail', recipient: 'email:zoe@essai.example', name: 'Zoé' },
        ...{ mail: 'test', state: 'sent', made_at: made, due_at: made },
      })
      .execute()
    await database.db.updateTable('letters').set({ address: 'zoe@essai.example' }).execute()
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-reports-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const run = (url: string, args: readonly string[], input?: Buffer) =>
      spawnSync(process.execPath, ['--import', './src/tsx.ts', 'src/cli.ts', 'bounce', ...args], {
        cwd: join(import.meta.dirname, '../..'),
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: url },
        ...(input ? { input } : {}),
      })
    const piped = run(databaseUrl, [], report())
    assert.deepEqual([piped.status, piped.stdout], [0, 'entrée standard : refus noté\n'])
    writeFileSync(join(folder, 'a.eml'), 'From: x@y.example\r\n\r\nBonjour\r\n')
    const read = run(databaseUrl, ['--dir', folder])
    assert.deepEqual([read.status, read.stdout], [0, 'a.eml : pas un avis de non-remise : laissé de côté\n'])
    assert.equal(run(databaseUrl, ['--dir', join(folder, 'none')]).status, 2)
    assert.equal(run('postgresql://nobody@127.0.0.1:1/none', [], report()).status, 75)
    assert.equal((await bouncesFor(database.db, ['zoe@essai.example'])).size, 1)
    await database.close()
  },
)
