import assert from 'node:assert/strict'
import { addresses } from '#/addresses.ts'
import { hashPersonalCode, newPersonalCode, personalCodeWords } from '#/identity/index.ts'
import type { Database } from '#/platform/database.ts'
import { classOfCode, findPupil } from '#/pupils/index.ts'
import { eachEngine } from '../../../test/engines.ts'
import { classes, pupils } from '../../../test/people.ts'
import { buildWorld } from '../../../test/world.ts'

async function scene(database: Database, t: { after(done: () => Promise<void>): void }) {
  const world = await buildWorld(database, t, { trustProxy: true })
  await world.people()
  const { services } = world
  const { sign_in_code: classe } = await services.db
    .selectFrom('classes')
    .select('sign_in_code')
    .where('id', '=', classes.secondeA)
    .executeTakeFirstOrThrow()
  const print = async (pupilId: string): Promise<string> => {
    const code = newPersonalCode()
    await services.db
      .updateTable('pupils')
      .set({ personal_code_hash: hashPersonalCode(services, pupilId, code) })
      .where('id', '=', pupilId)
      .execute()
    return code
  }
  const enter = (classCode: string, code: string, from = '192.0.2.1') => {
    const visitor = world.visitor()
    const form = new URLSearchParams({ classe: classCode, code })
    return visitor.ask(addresses.signInPupil, { method: 'POST', body: form, headers: { 'x-forwarded-for': from } })
  }
  return { ...world, classe, print, enter }
}

const isIn = (answer: Response): boolean => answer.status === 303 && answer.headers.get('location') === '/'

eachEngine(
  'a pupil without an address comes in with the printed codes, and has one account ever after',
  async (database, t) => {
    const { services, classe, print, enter } = await scene(database, t)
    await services.db.updateTable('pupils').set({ account_id: null }).where('id', '=', pupils.noe).execute()
    const code = await print(pupils.noe)
    const spaced = `${classe.slice(0, 3)} ${classe.slice(3)}`.toLowerCase()
    const answers = await Promise.all([enter(classe, code), enter(spaced, personalCodeWords(code).toLowerCase())])
    assert.deepEqual(answers.map(isIn), [true, true])
    const noe = await findPupil(services.db, pupils.noe)
    const account = await services.db
      .selectFrom('accounts')
      .select(['email', 'name'])
      .where('id', '=', noe?.accountId ?? '')
      .executeTakeFirst()
    assert.equal(account?.email, null)
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*) from grants where role = 'pupil' and scope_id = $1 and account_id = $2`,
      [pupils.noe, noe?.accountId],
    )
    assert.equal(rows[0]?.count, 1)
    // A new sheet ends the former one.
    const next = await print(pupils.noe)
    assert.equal((await enter(classe, code)).status, 422)
    assert.ok(isIn(await enter(classe, next)))
    // Gone from the school, the sheet opens nothing.
    await services.db
      .updateTable('pupils')
      .set({ left_at: services.clock.now().toString() })
      .where('id', '=', pupils.noe)
      .execute()
    assert.equal((await enter(classe, next)).status, 422)
  },
)

eachEngine('an attack on a class is held back, and keeps none of its pupils out', async (database, t) => {
  const { services, classe, print, enter } = await scene(database, t)
  const code = await print(pupils.lina)
  assert.ok(await classOfCode(services.db, classe))
  // From the school's own network: at random, then by someone who saw how Lina's code begins.
  const beginnings = ['BBB', 'CCC', 'DDD'].filter((each) => !code.startsWith(each))
  for (const beginning of beginnings)
    for (let n = 0; n < 21; n++) {
      const { status } = await enter(classe, `${beginning}2345${'6789BCDFGHJKMNPQRSTVWX'.slice(n, n + 1)}ZZ`)
      assert.equal(status, n < 20 ? 422 : 429)
    }
  assert.ok(isIn(await enter(classe, code)), 'from the same network, at the height of the attack')
  const near = code.slice(0, 9)
  const wrong = '23456789BCDFGHJKMNPQRSTVWXYZ'
    .split('')
    .filter((sign) => sign !== code[9])
    .map((sign) => near + sign)
  const statuses: number[] = []
  for (const guess of wrong) statuses.push((await enter(classe, guess)).status)
  assert.equal(statuses.indexOf(429), 20)
  assert.equal((await enter(classe, code)).status, 429, 'that beginning, from there, waits')
  assert.ok(isIn(await enter(classe, code, '203.0.113.7')), 'on a phone the right person comes in')
  const { rows } = await database.pool.query<{ subject: string }>('select subject from attempts')
  assert.ok(rows.every(({ subject }) => !subject.includes('192.0.2') && !subject.includes(`${code.slice(0, 3)} `)))
})

eachEngine('what is not a code is said to be none, and keeps what was typed', async (database, t) => {
  const { classe, enter, services } = await scene(database, t)
  const before = await services.db.selectFrom('sessions').select('id').execute()
  for (const [classCode, code, words] of [
    ['', '', /Recopie le code de ta classe/],
    [classe, '', /Recopie ton code personnel/],
    [classe, '---', /Recopie ton code personnel/],
    ['ZZZZZZ', 'BCDFG-23456', /Ce code de classe n’existe pas/],
    [classe, 'BCDFG-23456', /n’est pas celui d’un élève de cette classe/],
    ["' or 1=1 --", '<script>', /Ce code de classe n’existe pas/],
    [classe, 'é\0ñ'.repeat(100), /Recopie ton code personnel|n’est pas celui/],
  ] as const) {
    const answer = await enter(classCode, code)
    const text = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(text, words)
    assert.ok(!text.includes('<script>alert') && !text.includes('value="<script>'))
  }
  assert.deepEqual(await services.db.selectFrom('sessions').select('id').execute(), before)
})
