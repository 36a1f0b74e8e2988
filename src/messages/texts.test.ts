import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { eachEngine } from '../../test/engines.ts'
import { office } from '../../test/letter-office.ts'
import { people } from '../../test/people.ts'
import { answerJson, startSmsProvider } from '../../test/sms-provider.ts'
import { defineMail, post } from './index.ts'
import { sendLetters } from './send-letters.ts'

const phone = '+33639980001'
const called = defineMail({
  ...{ name: 'test.called', schema: z.object({}), label: 'Places libérées', because: 'tu attends une place' },
  ...{ duty: 'must', pace: 'now', texts: true },
  write: async () => ({
    subject: 'Une place se libère',
    paragraphs: ['Une place se libère.'],
    digest: 'Une place se libère',
    sms: 'Une place se libère. Connecte-toi à Passerelle.',
  }),
})

eachEngine('what is posted for someone who gave a telephone reaches the provider, once', async (database, t) => {
  let answer = answerJson(400, { errorCode: 'INVALID_SIGNATURE', message: 'Invalid signature' })
  const { url, asked } = await startSmsProvider(t, (response) => answer(response))
  const sms = { url, keys: 'app:secret:consumer', sender: 'Passerelle' }
  const { services, people: fill, later, states, server } = await office(database, t, {}, { sms })
  await fill()
  const { db, clock, newId } = services
  const now = clock.now().toString()
  const { id } = people.lina
  await db
    .insertInto('correspondents')
    .values({ id: newId(), recipient: `account:${id}`, account_id: id, changed_at: now })
    .execute()
  await db.updateTable('correspondents').set({ phone, phone_confirmed_at: now }).where('account_id', '=', id).execute()
  for (let click = 0; click < 2; click++)
    await db.transaction().execute((tx) =>
      post(services, tx, called, {
        to: { accountId: id, territoryId: 'bocage' },
        data: {},
        once: 'called',
      }),
    )
  const round = () => sendLetters(services, new Map([[called.name, called]]), new AbortController().signal)
  await round()
  assert.deepEqual((await states()).toSorted(), ['due no_line 400', 'sent'], 'a wrong key is ours to mend')
  answer = answerJson(200, { ids: [7], invalidReceivers: [], validReceivers: [phone], totalCreditsRemoved: 1 })
  later({ hours: 1 })
  await round()
  await round()
  assert.deepEqual(await states(), ['sent', 'sent'])
  assert.equal(server.arrived.length, 1)
  const [, good, ...more] = asked
  assert.deepEqual(more, [])
  assert.ok(good)
  const { receivers, message } = z
    .object({ receivers: z.array(z.string()), message: z.string() })
    .parse(JSON.parse(good.body))
  assert.deepEqual([receivers, message], [[phone], 'Une place se libère. Connecte-toi à Passerelle.'])
  const time = Math.floor(clock.now().epochMilliseconds / 1000)
  const signed = createHash('sha1').update(`secret+consumer+POST+${url}+${good.body}+${time}`).digest('hex')
  assert.equal(good.headers['x-ovh-signature'], `$1$${signed}`)
})
