import assert from 'node:assert/strict'
import fc from 'fast-check'
import { InputProblems } from '#/platform/input-problems.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld, type World } from '../../test/world.ts'
import { applyImport, createCampaign, importFiles, previewImport, storedFiles, undoImport } from './index.ts'

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const settings = file('campaign.json', '{"scheme":"observation-2de","weeks":["2026-W25"],"lottery":"x"}')
const schools = file('schools.csv', 'uai,name,lat,lon\nA,Lycée A,48.8,-0.8\nB,Lycée B,48.9,-0.7\n')
const offer = (id: string) => `${id},hote,Titre,s1,48.8,-0.8,seconde,2026-W25:2,week`
const offers = (ids: readonly string[]) =>
  file('offers.csv', `offer,host,title,sector,lat,lon,levels,seats,span\n${ids.map((id) => `${offer(id)}\n`).join('')}`)

interface Row {
  readonly id: string
  readonly school: string
  readonly priority: number
  readonly note: string
}
const pupils = (rows: readonly Row[]) =>
  file(
    'pupils.csv',
    `pupil,school,level,birth_date,lat,lon,weeks,priority,note\n${rows
      .map(
        ({ id, school, priority, note }) =>
          `${id},${school},seconde,2010-03-14,,,2026-W25,${priority},"${note.replaceAll('"', '""')}"\n`,
      )
      .join('')}`,
  )
const where = { territoryId: 'bocage', by: undefined }

async function campaignOf({ services }: World): Promise<string> {
  const campaignId = await createCampaign(services, { ...where, name: 'c', settings })
  await importFiles(services, { ...where, campaignId, files: [schools, offers(['o1'])] })
  return campaignId
}

const rowsOf = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    school: fc.constantFrom('A', 'B'),
    priority: fc.integer({ min: 0, max: 2 }),
    note: fc.constantFrom('', 'x', 'a, "b"', '0012', '=1+1', '<script>', '’é'),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
)

eachEngine(
  'whatever two files say, undoing the second leaves what the first brought, to the byte',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const campaignId = await campaignOf(world)
    const { services } = world
    const stored = () => storedFiles(services.db, where.territoryId, campaignId)
    await fc.assert(
      fc.asyncProperty(rowsOf, rowsOf, async (first, second) => {
        const base = await stored()
        const one = await importFiles(services, { ...where, campaignId, files: [pupils(first)] })
        const before = await stored()
        const two = await importFiles(services, { ...where, campaignId, files: [pupils(second)] })
        assert.deepEqual(await undoImport(services, { ...where, importId: one }), {
          why: 'stands_under',
          kind: 'pupils',
          name: '',
          importId: two,
        })
        await undoImport(services, { ...where, importId: two })
        await undoImport(services, { ...where, importId: two })
        assert.deepEqual(await stored(), before)
        await undoImport(services, { ...where, importId: one })
        assert.deepEqual(await stored(), base)
      }),
      { numRuns: 12 },
    )
  },
)

eachEngine(
  'what is stored exports as it was given, extra columns included, and imports again without a change',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const campaignId = await campaignOf(world)
    const given = pupils([
      { id: 'a', school: 'A', priority: 1, note: '0012' },
      { id: 'b', school: 'B', priority: 0, note: 'a, "b"' },
    ])
    await importFiles(world.services, { ...where, campaignId, files: [given] })
    const { pupils: exported } = await storedFiles(world.services.db, where.territoryId, campaignId)
    assert.ok(exported)
    assert.match(new TextDecoder().decode(exported.bytes), /^pupil,school,.*,note\na,A,.*,0012\nb,B,.*,"a, ""b"""\n$/)
    const again = await previewImport(world.services, { ...where, campaignId, files: [exported] })
    const counts = await database.db
      .selectFrom('import_files')
      .select(['new_count', 'changed_count', 'removed_count', 'same_count'])
      .where('import_id', '=', again?.importId ?? '')
      .executeTakeFirstOrThrow()
    assert.deepEqual(counts, { new_count: 0, changed_count: 0, removed_count: 0, same_count: 2 })
  },
)

eachEngine('files are checked against each other and against what is stored', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaignId = await campaignOf(world)
  const refused = (files: Parameters<typeof importFiles>[1]['files'], said: RegExp) =>
    assert.rejects(
      importFiles(world.services, { ...where, campaignId, files }),
      (error) => error instanceof InputProblems && said.test(error.message),
    )
  await refused(
    [pupils([{ id: 'a', school: 'Z', priority: 0, note: '' }])],
    /pupils\.csv:2: school: l’établissement Z n’est pas/,
  )
  await importFiles(world.services, {
    ...where,
    campaignId,
    files: [pupils([{ id: 'a', school: 'B', priority: 0, note: '' }])],
  })
  const without = file('schools.csv', 'uai,name,lat,lon\nA,Lycée A,48.8,-0.8\n')
  await refused([without], /pupils\.csv \(déjà enregistré\):2: school/)
  await refused([offers(['o1']), offers(['o2'])], /deux fichiers donnent la même chose/)
  await refused([file('horaires.zip', 'PK rien')], /horaires\.zip: ce fichier n’est pas un zip entier/)
})

eachEngine('two people who apply at once: one import stands, the other is told', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaignId = await campaignOf(world)
  const preview = async (id: string) =>
    (
      await previewImport(world.services, {
        ...where,
        campaignId,
        files: [pupils([{ id, school: 'A', priority: 0, note: '' }])],
      })
    )?.importId ?? ''
  const [one, two] = [await preview('a'), await preview('b')]
  const answers = await Promise.all([one, two].map((importId) => applyImport(world.services, { ...where, importId })))
  assert.deepEqual(answers.map((answer) => ('why' in answer ? answer.why : 'applied')).toSorted(), [
    'applied',
    'changed_since',
  ])
  assert.equal((await database.db.selectFrom('campaign_pupils').selectAll().execute()).length, 1)
})

eachEngine('files given again unchanged, settings among them, leave what is stored as it was', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaignId = await campaignOf(world)
  const { services } = world
  const before = await storedFiles(services.db, where.territoryId, campaignId)
  assert.ok(before.campaign)
  const importId = await importFiles(services, { ...where, campaignId, files: [settings, schools, offers(['o1'])] })
  assert.deepEqual(await storedFiles(services.db, where.territoryId, campaignId), before)
  await undoImport(services, { ...where, importId })
  assert.deepEqual(await storedFiles(services.db, where.territoryId, campaignId), before)
})
