import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openEmbedded } from '#/platform/database.ts'
import { migrate, readMigrations } from '#/platform/migrations.ts'
import { applyImport, createCampaign, importFiles, previewImport, storedFiles, undoImport } from './index.ts'

const database = await openEmbedded()
const { db } = database
after(() => database.close())
await migrate(db, readMigrations())

let ids = 0
const services = {
  db,
  newId: () => `id-${String(++ids).padStart(4, '0')}`,
  clock: { now: () => Temporal.Instant.from('2026-05-01T10:00:00Z') },
}
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const settings = file('campaign.json', '{"scheme":"observation-2de","weeks":["2026-W25"],"lottery":"x"}')
const N = 25000
const pupils = (n: number, school = 'A') =>
  file(
    'pupils.csv',
    'pupil,school,level,birth_date,lat,lon,weeks,priority,wishes,needs,max_minutes,fixed,nom\n' +
      Array.from(
        { length: n },
        (_, i) => `p${i},${school},seconde,2010-03-14,48.8,-0.8,2026-W25,1,s9|s17,,,,Nom ${i}\n`,
      ).join(''),
  )
const schools = file('s.csv', 'uai,name,lat,lon\nA,Lycée,48.8,-0.8\nB,Lycée,48.8,-0.8\n')
const offers = file(
  'o.csv',
  'offer,host,title,sector,lat,lon,levels,seats,span\no1,h,t,s1,48.8,-0.8,seconde,2026-W25:1,week\n',
)
test('x', async () => {
  const campaignId = await createCampaign(services, { territoryId: 't', name: 'c', by: undefined, settings })
  let t = performance.now()
  const lap = (n: string) => {
    console.log(n, Math.round(performance.now() - t))
    t = performance.now()
  }
  const p = await previewImport(services, {
    territoryId: 't',
    campaignId,
    by: undefined,
    files: [pupils(N), schools, offers],
  })
  lap('preview')
  assert.deepEqual(p?.problems, [])
  console.log(await applyImport(services, { territoryId: 't', importId: p!.importId, by: undefined }))
  lap('apply')
  const before = await storedFiles(db, 't', campaignId)
  lap('export')
  const q = await importFiles(services, { territoryId: 't', campaignId, by: undefined, files: [pupils(N - 100, 'B')] })
  lap('second')
  console.log(await undoImport(services, { territoryId: 't', importId: q, by: undefined }))
  lap('undo')
  assert.deepEqual(await storedFiles(db, 't', campaignId), before)
})
