import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { addresses } from '#/addresses.ts'
import { contentOf, findOffer, saveOffers } from '#/offers/index.ts'
import { writeArchive } from '#/platform/archive.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, id, offers, people, schools } from '../../test/people.ts'
import { bocage } from '../../test/territories.ts'
import { buildWorld, type World } from '../../test/world.ts'
import { readCriteria, searchOffers, seekerOf, travelOf } from './index.ts'

/** One bus line from Vire to Condé: there in 38 minutes from 8:07, back from 16:40; nothing on Wednesdays of the second week. */
const feed: Readonly<Record<string, string>> = {
  agency: 'agency_id,agency_name,agency_url,agency_timezone\n1,Cars,https://example.org,Europe/Paris\n',
  stops: 'stop_id,stop_name,stop_lat,stop_lon\nv,Vire,48.841,-0.888\nc,Condé,48.851,-0.5535\n',
  routes: 'route_id,route_short_name,route_type\nr,4,3\n',
  trips: 'route_id,service_id,trip_id,trip_headsign\nr,daily,out,Condé\nr,daily,back,Vire\n',
  stop_times:
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nout,08:07:00,08:07:00,v,1\nout,08:45:00,08:45:00,c,2\nback,16:40:00,16:40:00,c,1\nback,17:12:00,17:12:00,v,2\n',
  calendar:
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ndaily,1,1,1,1,1,1,1,20260501,20260731\n',
}

async function giveTimetable({ services: { db, clock } }: World): Promise<void> {
  const bytes = writeArchive(
    Object.entries(feed).map(([table, text]) => [`${table}.txt`, new TextEncoder().encode(text)] as const),
  )
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const of = { territory_id: bocage.id, campaign_id: id(901) }
  const at = clock.now().toString()
  await db
    .insertInto('campaigns')
    .values({ territory_id: bocage.id, id: id(901), name: 'Juin', version: 1, created_by: null, created_at: at })
    .execute()
  await db.insertInto('stored_files').values({ territory_id: bocage.id, sha256, bytes }).execute()
  const report = { routes: 1, stops: 2, trips: 2, stopTimes: 4, firstDate: '', lastDate: '', defects: [] }
  await db
    .insertInto('campaign_timetables')
    .values({ ...of, name: 'cars', sha256, report: JSON.stringify(report) })
    .execute()
  await db
    .insertInto('campaign_files')
    .values({
      ...of,
      ...{ kind: 'timetable', name: 'cars', version: 1, present: true, file_name: 'cars.zip', sha256 },
      ...{ columns: '[]', row_count: 4, import_id: null, changed_at: at },
    })
    .execute()
}

eachEngine('a pupil searches by bus from home, and reads the journey in one line', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  await giveTimetable(world)
  const lina = await world.person('lina')
  const plain = async (query: string) => {
    const answer = await lina.get(`${addresses.search}?${query}`)
    assert.equal(answer.status, 200)
    return (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ')
  }
  const first = await plain('temps=60')
  assert.ok(first.includes('Les horaires se chargent'))
  await travelOf(world.services).ready(bocage.id)

  // Leaving at eight with the walk, fifty-three minutes before nine: 60 holds it, 45 does not.
  const hour = await plain('temps=60')
  assert.ok(
    hour.includes('bus 4 à 8 h 07, retour 17 h '),
    hour.slice(hour.indexOf('offers'), hour.indexOf('offers') + 2500),
  )
  assert.ok(hour.includes('2 offres ouvertes pour toi'))
  const less = await plain('temps=45')
  assert.ok(less.includes('atelier de mécanique') && !less.includes('services de la mairie'))
  // From a place that is typed, for whoever asks.
  assert.ok((await plain('temps=60&depuis=lieu&lieu=conde&tri=temps')).includes('services de la mairie'))
  // What would work is said where nothing is found.
  const none = await plain('temps=15&secteur=s5&q=mairie')
  assert.ok(none.includes('Jusqu’à 1 h de trajet') && none.includes('affectation'), 'a longer journey is proposed')
  // Where Lina lives stands nowhere in the page.
  assert.ok(!/48\.84(10)?[^0-9]/.test(hour.replaceAll(/<svg.*?<\/svg>|<script.*?<\/script>/gs, '')))

  const offer = (await (await lina.get(`/offres/${offers.mairie}`)).text()).replaceAll(/[\u00a0\u202f]/g, ' ')
  assert.ok(offer.includes('8 h 07') && offer.includes('Candidater') && offer.includes('tu y es'))
})

eachEngine('only places open to this pupil are found', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { services } = world
  const mairie = await findOffer(services.db, offers.mairie)
  assert.ok(mairie)
  const content = contentOf(mairie)
  const variants = {
    [id(801)]: { ...content, levels: ['troisieme' as const], title: 'Troisième' },
    [id(802)]: { ...content, minAge: 17, title: 'Âge' },
    [id(803)]: { ...content, reservedSchools: [schools.noireau], title: 'Réservé' },
    [id(804)]: { ...content, weeks: [{ week: '2026-W30', seats: 4, closed: false }], title: 'Été' },
    [id(805)]: { ...content, reservedWithoutNetwork: true, title: 'Réseau' },
    [id(806)]: { ...content, reservedSchools: [schools.vire], title: 'Vire' },
    [id(807)]: {
      ...content,
      span: 'all' as const,
      weeks: [...content.weeks, { week: '2026-W30', seats: 4, closed: false }],
      title: 'Ensemble',
    },
    [id(808)]: { ...content, weeks: content.weeks.map((week) => ({ ...week, closed: true })), title: 'Fermé' },
  }
  await saveOffers(services, services.db, {
    territoryId: bocage.id,
    by: undefined,
    offers: Object.entries(variants).map(([offer, each]) => ({
      id: offer,
      hostId: hosts.mairie,
      content: each,
      state: 'published' as const,
    })),
  })
  const search = async (name: 'lina' | 'noe') => {
    const account = { ...people[name], grants: people[name].grants }
    const seeker = await seekerOf(services.db, account, '2026-W23')
    const { results, count } = await searchOffers(services, {
      territoryId: bocage.id,
      criteria: { ...readCriteria(new URLSearchParams()), km: 50 },
      seeker,
    })
    assert.equal(count, results.length)
    return results.map(({ offer }) => offer.title).toSorted()
  }
  const own = ['Découvrir l’atelier de mécanique', 'Une semaine avec les services de la mairie', 'Vire']
  assert.deepEqual(await search('lina'), own)
  assert.deepEqual(await search('noe'), [...own, 'Réseau'].toSorted())
})
