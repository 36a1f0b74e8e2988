import assert from 'node:assert/strict'
import { Hono } from 'hono'
import { createCampaign, findCampaign, importFiles } from '#/campaigns/index.ts'
import type { Env, RoleName } from '#/identity/index.ts'
import type { Database, Db } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { saveAreas, saveSchools, saveTerritory } from '#/territory/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { coverageWeb } from './index.ts'

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const settings = file('campaign.json', '{"scheme":"observation-2de","weeks":["2026-W25","2026-W26"],"lottery":"x"}')
const schools = file('schools.csv', 'uai,name,lat,lon\nA,Lycée <b>Aubert</b>,48.8,-0.9\nB,Lycée Bosc,48.9,-0.5\n')
/** Ten pupils a school; the first two of A hold a place. */
const pupils = file(
  'pupils.csv',
  `pupil,school,level,birth_date,lat,lon,weeks,priority,wishes,needs,max_minutes,fixed\n${['A', 'B']
    .flatMap((school) =>
      Array.from(
        { length: 10 },
        (_, i) =>
          `${school}${i},${school},seconde,2010-03-14,48.8,-0.8,2026-W25,0,,,,${school === 'A' && i < 2 ? 'o1' : ''}`,
      ),
    )
    .join('\n')}\n`,
)
const offers = file(
  'offers.csv',
  'offer,host,title,sector,lat,lon,levels,seats,span\no1,h,Garage,s8,48.8,-0.8,seconde,2026-W25:9,week\n',
)

async function setUp({ db }: Database, role: RoleName = 'coordinator') {
  const services = { db, newId: randomId, clock: { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') } }
  await saveTerritory(db, { id: 'bocage', name: 'Bocage' })
  await saveAreas(db, 'bocage', [
    { kind: 'departement', code: '14', name: 'Calvados', population: 1 },
    { kind: 'bassin', code: 'v', name: 'Bassin de Vire', departement: '14', population: 1 },
    { kind: 'bassin', code: 'c', name: 'Bassin de Condé', departement: '14', population: 1 },
  ])
  const known = { lat: 48.8, lon: -0.9, qpv: false, rural: true, secondePupils: 10, departement: '14' }
  await saveSchools(db, 'bocage', [
    { ...known, uai: 'A', name: 'A', bassin: 'v' },
    { ...known, uai: 'B', name: 'B', bassin: 'c' },
  ])
  const campaign = await createCampaign(services, { territoryId: 'bocage', name: 'Seconde', by: undefined, settings })
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('account', { id: 'x', name: 'Camille Essai', email: 'x', grants: [{ role, territoryId: 'bocage' }] })
    c.set('place', { territoryId: 'bocage' })
    await next()
  })
  app.route('/', coverageWeb({ db, configuration: { tiles: undefined } }))
  const read = async (path = '') => {
    const response = await app.request(`/campagnes${path}`)
    const html = await response.text()
    const text = html.replaceAll(/<title>.*?<\/title>|<[^>]+>/g, ' ').replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    return { status: response.status, html, text }
  }
  return {
    db,
    services,
    campaign,
    read,
    give: (...files: (typeof pupils)[]) =>
      importFiles(services, { territoryId: 'bocage', campaignId: campaign, by: undefined, files }),
  }
}

/** A finished run: 5 of A's pupils placed, one in part; nobody of B, three beyond any bus. */
async function finishRun(db: Db, campaign: string, state = 'done') {
  const head = await findCampaign(db, 'bocage', campaign)
  const run = randomId()
  const now = '2026-06-03T09:00:00Z'
  await db
    .insertInto('runs')
    .values({
      ...{
        territory_id: 'bocage',
        id: run,
        campaign_id: campaign,
        number: 1,
        stage: '',
        done: 1,
        total: 1,
        attempts: 1,
      },
      ...{ asked_by: null, asked_at: now, started_at: now, finished_at: now, heartbeat_at: null, worker: null },
      ...{ stop_asked: false, figures: null, summary: null, verification: null, failure: null },
      state: state === 'running' ? 'running' : 'done',
      inputs: JSON.stringify(head?.files ?? []),
    })
    .execute()
  const stateOf = (id: string) => {
    if (id.startsWith('B')) return 'unplaced'
    const at = Number(id.slice(1))
    return at < 2 ? 'fixed' : at < 7 ? 'placed' : at < 8 ? 'partly' : 'unplaced'
  }
  await db
    .insertInto('run_pupils')
    .values(
      ['A', 'B'].flatMap((school) =>
        Array.from({ length: 10 }, (_, i) => ({
          ...{ territory_id: 'bocage', run_id: run, pupil: `${school}${i}`, school, level: 'seconde', priority: 0 },
          ...{ minutes: null, lat: null, lon: null, why: '{}' },
          state: stateOf(`${school}${i}`) as 'fixed',
          code: school === 'B' && i < 3 ? 'out_of_reach' : null,
        })),
      ),
    )
    .execute()
  await db
    .insertInto('run_shortages')
    .values({
      ...{ territory_id: 'bocage', run_id: run, id: 's1', rank: 1, place: 'Argentan', weeks: ['2026-W25'], pupils: 13 },
      ...{ seats: 6, missing: 7, lat: 48.9, lon: -0.5, radius_km: 8, sectors: ['s8'] },
    })
    .execute()
  return run
}

eachEngine('a campaign without files asks for them, and an observer is not offered to give them', async (database) => {
  const { campaign, read } = await setUp(database)
  const { text, html } = await read(`/${campaign}`)
  assert.match(text, /attend ses fichiers .* élèves et offres/)
  assert.match(html, new RegExp(`href="/campagnes/${campaign}/fichiers">Donner les fichiers`))
  const observer = await setUp(database, 'observer')
  assert.doesNotMatch((await observer.read(`/${observer.campaign}`)).text, /Donner les fichiers/)
})

eachEngine('files without a run: who holds a place already, and the run to launch', async (database) => {
  const { campaign, read, give } = await setUp(database)
  await give(pupils, offers, schools)
  const { text, html } = await read(`/${campaign}`)
  assert.match(text, /10 % 2 élèves sur 20 ont une place\. 2 ont déjà une place\. Aucune affectation/)
  assert.match(html, new RegExp(`method="post" action="/campagnes/${campaign}/affectations".*Lancer l’affectation`))
})

eachEngine('places held and proposed are told apart, and every figure opens its list', async (database) => {
  const { db, campaign, read, give } = await setUp(database)
  await give(pupils, offers, schools)
  const run = await finishRun(db, campaign)
  const { text, html } = await read(`/${campaign}`)
  assert.match(
    text,
    /35 % 7 élèves sur 20 ont une place ou une proposition\. 2 ont déjà une place, 5 ont une proposition \(affectation n° 1\)/,
  )
  const list = `/campagnes/${campaign}/affectations/${run}/eleves`
  assert.ok(html.includes(`<a href="${list}?etat=sans-place">13</a>`))
  assert.ok(html.includes(`<a href="${list}?motif=out_of_reach">3</a>`))
  assert.match(
    text,
    /7 places manquent autour d’Argentan, du 15 au 19 juin 13 élèves pour 6 places à portée · automobile/,
  )
  assert.ok(html.includes(`/affectations/${run}/manques/s1"`))
  assert.match(text, /Voir le résultat de l’affectation n° 1/)
})

eachEngine('the table goes down from bassins to schools, in the order that the address asks', async (database) => {
  const { db, campaign, read, give } = await setUp(database)
  await give(pupils, offers, schools)
  await finishRun(db, campaign)
  const rows = ({ text }: { text: string }) =>
    [...text.matchAll(/Bassin de (Condé|Vire) (\d+) /g)].map(([, name]) => name)
  assert.deepEqual(rows(await read(`/${campaign}`)), ['Condé', 'Vire'])
  assert.deepEqual(rows(await read(`/${campaign}?tri=share-desc`)), ['Vire', 'Condé'])
  const vire = await read(`/${campaign}/territoires/bassin/v`)
  assert.match(vire.text, /Bocage Calvados Bassin de Vire/)
  assert.match(vire.text, /70 % 7 élèves sur 10/)
  assert.doesNotMatch(vire.text, /Argentan/, 'a shortage elsewhere is not shown here')
  assert.match(vire.html, /Lycée &lt;b>Aubert|Lycée &lt;b&gt;Aubert/)
  const school = await read(`/${campaign}/territoires/etablissement/A`)
  assert.match(school.html, /eleves\?etablissement=A">Voir la liste des élèves/)
})

eachEngine('a run under way is followed, and files changed since a result are told', async (database) => {
  const { db, campaign, read, give } = await setUp(database)
  await give(pupils, offers, schools)
  const run = await finishRun(db, campaign)
  await give(
    file(
      'offers.csv',
      'offer,host,title,sector,lat,lon,levels,seats,span\no1,h,Garage,s8,48.8,-0.8,seconde,2026-W25:8,week\n',
    ),
  )
  assert.match((await read(`/${campaign}`)).text, /Les fichiers ont changé depuis l’affectation n° 1/)
  await db.updateTable('runs').set({ state: 'running' }).where('id', '=', run).execute()
  assert.match((await read(`/${campaign}`)).text, /Suivre l’affectation n° 1/)
})

eachEngine('a campaign, a level or an area that does not exist is not found', async (database) => {
  const { campaign, read } = await setUp(database)
  for (const path of ['/nothing', `/${campaign}/territoires/planete/1`, `/${campaign}/territoires/bassin/none`])
    assert.equal((await read(path)).status, 404, path)
})

eachEngine('the choice says the state of each campaign of one’s territories, and of no other', async (database) => {
  const { read, give, services } = await setUp(database)
  await saveTerritory(services.db, { id: 'marais', name: 'Marais' })
  await createCampaign(services, { territoryId: 'marais', name: 'Ailleurs', by: undefined, settings })
  await give(pupils, offers)
  const { text } = await read()
  assert.match(text, /Seconde 15 au 26 juin 20 élèves, pas encore d’affectation\./)
  assert.doesNotMatch(text, /Ailleurs/)
})
