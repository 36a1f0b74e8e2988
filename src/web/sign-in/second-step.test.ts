import assert from 'node:assert/strict'
import { addresses } from '#/addresses.ts'
import { codeOfStep, createSignInLink, saveAccount, secretToEnrol, stepAt } from '#/identity/index.ts'
import type { Database } from '#/platform/database.ts'
import { eachEngine } from '../../../test/engines.ts'
import { buildWorld, type Visitor } from '../../../test/world.ts'

async function scene(database: Database, t: { after(done: () => Promise<void>): void }) {
  const world = await buildWorld(database, t)
  const { services } = world
  const id = await saveAccount(services, {
    email: 'odile@essai.example',
    name: 'Odile Essai',
    grants: [{ role: 'operator', territoryId: undefined }],
  })
  const enter = async (): Promise<Visitor> => {
    const browser = world.visitor()
    const token = await createSignInLink(services, id)
    assert.equal((await browser.post(addresses.signInLink.replace(':token', token))).headers.get('location'), '/')
    return browser
  }
  return {
    ...world,
    id,
    enter,
    codeAt: (secret: Uint8Array) => codeOfStep(secret, stepAt(services.clock.now())),
  }
}

const leadsTo = (answer: Response) => answer.headers.get('location')

eachEngine('an operator enrols a phone at the first sign-in, and gives its code at the next', async (database, t) => {
  const { services, id, enter, codeAt, later } = await scene(database, t)
  const browser = await enter()
  assert.equal(leadsTo(await browser.get(addresses.operations)), addresses.secondStep)
  assert.equal((await browser.post(addresses.operationsAccounts, { email: 'x' })).status, 303)
  const page = await (await browser.get(addresses.secondStep)).text()
  const secret = (await secretToEnrol(services, id))!
  assert.match(page, /<svg class="qr-code" role="img"/)
  const wrong = await browser.post(addresses.secondStep, { code: '000000' })
  assert.equal(wrong.status, 422)
  assert.match(await wrong.text(), /Ce code ne convient pas/)
  const enrolled = await browser.post(addresses.secondStep, { code: codeAt(secret) })
  const shown = [...(await enrolled.text()).matchAll(/<code>([2-9A-Z]{5}-[2-9A-Z]{5})<\/code>/g)].map(
    ([, code]) => code,
  )
  assert.equal(shown.length, 8)
  assert.equal((await browser.get(addresses.operations)).status, 200)
  assert.equal(leadsTo(await browser.get(addresses.secondStep)), addresses.account, 'the codes are shown once')

  const second = await enter()
  const asked = await (await second.get(addresses.secondStep)).text()
  assert.ok(!asked.includes('qr-code'), 'the secret is never shown again')
  assert.equal((await second.post(addresses.secondStep, { code: codeAt(secret) })).status, 422, 'a code is good once')
  later({ seconds: 30 })
  assert.equal(leadsTo(await second.post(addresses.secondStep, { code: codeAt(secret) })), '/')
  assert.equal((await second.get(addresses.operations)).status, 200)

  const third = await enter()
  assert.equal((await third.post(addresses.secondStep, { recovery: 'BCDFG-HJKMN' })).status, 422)
  assert.equal(leadsTo(await third.post(addresses.secondStep, { recovery: shown[0] ?? '' })), '/')
  const fourth = await enter()
  assert.equal((await fourth.post(addresses.secondStep, { recovery: shown[0] ?? '' })).status, 422)
})

eachEngine('guessing ends the session, and leaves the account’s other ways open', async (database, t) => {
  const { services, id, enter, codeAt } = await scene(database, t)
  const browser = await enter()
  await browser.get(addresses.secondStep)
  const secret = (await secretToEnrol(services, id))!
  const guesses = ['111111', '<b>', '12', "'; --", '１２３４５６', '222222', '333333']
  const statuses: number[] = []
  for (const code of guesses) statuses.push((await browser.post(addresses.secondStep, { code })).status)
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 422, 429])
  assert.equal(leadsTo(await browser.get(addresses.secondStep)), addresses.signIn, 'signed out')
  const again = await enter()
  assert.equal((await again.post(addresses.secondStep, {})).status, 422)
  assert.equal((await again.post(addresses.secondStep, { code: codeAt(secret) })).status, 200)
})
