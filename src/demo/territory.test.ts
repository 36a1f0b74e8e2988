import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readInputs } from '#/allocation/index.ts'
import { readNamedBytes } from '#/platform/table-file.ts'
import { ageOn } from '#/rules/index.ts'
import { openTimetables } from '#/transit/index.ts'
import { buildDemoFiles, buildTerritory, type Offer, type Ring, type Territory, UnknownTerritory } from './index.ts'
import { kilometres } from './place.ts'

let folder = ''
let normandie: Territory
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-demo-'))
  normandie = await buildDemoFiles(join(folder, 'normandie'), { territory: 'normandie' })
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('Normandie has the size that is promised', () => {
  const count = (kind: string) => normandie.areas.filter((area) => area.kind === kind).length
  assert.equal(normandie.pupils.length, 25_000)
  assert.equal(normandie.schools.length, 250)
  assert.equal(normandie.hosts.length, 8000)
  assert.equal(count('departement'), 5)
  assert.ok(count('bassin') >= 22 && count('bassin') <= 28, `${count('bassin')} bassins`)
  assert.ok(count('commune') > 2600)
  assert.ok(normandie.timetableSize.stopTimes < 400_000)
})

test('a third of the pupils hold a place, and there are nearly as many free seats as weeks to fill', () => {
  const held = normandie.pupils.filter(({ fixed }) => fixed !== undefined)
  const share = held.length / normandie.pupils.length
  assert.ok(share > 0.28 && share < 0.38, `${share}`)
  const weeks = (pupils: Territory['pupils']) => pupils.reduce((sum, pupil) => sum + pupil.weeks.length, 0)
  const free = seatsOf(normandie.offers) - weeks(held)
  const ratio = free / (weeks(normandie.pupils) - weeks(held))
  assert.ok(ratio > 0.9 && ratio < 1.1, `${ratio}`)
})

test('the country is short of seats where towns have more than their pupils', () => {
  const rural = new Set(
    normandie.areas.filter((area) => area.kind === 'commune' && area.population < 900).map(({ code }) => code),
  )
  const communeOf = new Map(normandie.hosts.flatMap(({ sites }) => sites.map((site) => [site.siret, site.communeCode])))
  const ratio = (inside: (code: string) => boolean) =>
    seatsOf(normandie.offers.filter(({ host }) => inside(communeOf.get(host) ?? ''))) /
    normandie.pupils.filter(({ communeCode }) => inside(communeCode)).length
  assert.ok(ratio((code) => rural.has(code)) < 0.7 * ratio((code) => !rural.has(code)))
})

test('homes follow population, at a believable distance from the school', () => {
  const schools = new Map(normandie.schools.map((school) => [school.uai, school]))
  const distances = normandie.pupils.map((pupil) => kilometres(pupil, schools.get(pupil.school)!)).sort((a, b) => a - b)
  assert.ok(distances[distances.length >> 1]! < 12, `${distances[distances.length >> 1]} km`)
  assert.ok(distances.at(-1)! < 45)
  for (const departement of normandie.areas.filter(({ kind }) => kind === 'departement')) {
    const communes = new Set(
      normandie.areas.filter((area) => area.departement === departement.code).map(({ code }) => code),
    )
    const pupils = normandie.pupils.filter(({ communeCode }) => communes.has(communeCode)).length
    const expected = (25_000 * departement.population) / 3_345_842
    assert.ok(Math.abs(pupils / expected - 1) < 0.12, `${departement.name} : ${pupils} for ${expected}`)
  }
})

test('the allocation reads the files without a single problem', () => {
  const file = (name: string) => readNamedBytes(join(folder, 'normandie', name))
  const inputs = readInputs({
    campaign: file('campaign.json'),
    pupils: file('pupils.csv'),
    offers: file('offers.csv'),
    schools: file('schools.csv'),
  })
  assert.equal(inputs.pupils.length, 25_000)
  assert.deepEqual(inputs.notes, [])
})

test('places already held are valid: seats, weeks, reservations, needs, ages', () => {
  const offers = new Map(normandie.offers.map((offer) => [offer.id, offer]))
  const used = new Map<string, number>()
  const first = Temporal.PlainDate.from('2026-06-15')
  for (const pupil of normandie.pupils) {
    if (pupil.fixed === undefined) continue
    const offer = offers.get(pupil.fixed)!
    for (const week of pupil.weeks) used.set(`${offer.id} ${week}`, (used.get(`${offer.id} ${week}`) ?? 0) + 1)
    assert.ok(offer.span === 'week' || pupil.weeks.length === offer.seats.length)
    assert.ok(offer.schools.length === 0 || offer.schools.includes(pupil.school))
    assert.ok(pupil.priority >= (offer.minPriority ?? 0))
    assert.ok(pupil.needs.every((need) => offer.facilities.includes(need)))
    assert.ok(ageOn(Temporal.PlainDate.from(pupil.birthDate), first) >= Math.max(15, offer.minAge ?? 0))
  }
  for (const offer of normandie.offers)
    for (const { week, seats } of offer.seats) assert.ok((used.get(`${offer.id} ${week}`) ?? 0) <= seats)
})

test('hours never break the law for pupils of seconde, and some suit those under 15', () => {
  const minutes = ({ start = '09:00', end = '16:30', breakMinutes }: Offer): number => {
    const at = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
    return at(end) - at(start) - breakMinutes
  }
  assert.ok(normandie.offers.every((offer) => minutes(offer) <= 420 && offer.breakMinutes >= 30))
  assert.ok(normandie.offers.filter((offer) => minutes(offer) <= 360).length > 400)
})

test('the timetable reads without a defect, by the reader that real feeds go through', async () => {
  const { feeds } = await openTimetables([join(folder, 'normandie', 'gtfs', 'horaires.zip')])
  assert.equal(feeds.length, 1)
  assert.deepEqual(feeds[0]!.defects, [])
  assert.equal(feeds[0]!.stopTimes, normandie.timetableSize.stopTimes)
  assert.ok(feeds[0]!.firstDate <= '2026-06-15' && feeds[0]!.lastDate >= '2026-06-26')
})

test('outlines close, hold their own towns and never overlap', () => {
  const departements = normandie.outlines.filter(({ kind }) => kind === 'departement')
  assert.equal(departements.length, 5)
  for (const { rings } of normandie.outlines) for (const ring of rings) assert.deepEqual(ring[0], ring.at(-1))
  const holding = (lon: number, lat: number) =>
    departements.filter(({ rings }) => isInside(rings, lon, lat)).map(({ code }) => code)
  const towns = normandie.areas.filter((area) => area.kind === 'commune' && area.population > 12_000)
  for (const town of towns) assert.deepEqual(holding(town.lon, town.lat), [town.departement], town.name)
  for (let lon = -1.9; lon < 1.9; lon += 0.0371)
    for (let lat = 48.2; lat < 50.1; lat += 0.0293) assert.ok(holding(lon, lat).length <= 1, `${lon} ${lat}`)
})

test('the same seed gives the same bytes, another seed another territory', async () => {
  const build = (name: string, seed: string) =>
    buildDemoFiles(join(folder, name), { territory: 'normandie', size: 400, seed })
  await Promise.all([build('one', 'a'), build('two', 'a'), build('three', 'b')])
  const bytes = (name: string) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'base64')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  assert.deepEqual(
    bytes('one').map(([name]) => name),
    [...['areas.csv', 'campaign.json', 'horaires.zip', 'offers.csv', 'outlines.geojson', 'pupils.csv', 'schools.csv']],
  )
  assert.deepEqual(bytes('one'), bytes('two'))
  assert.notDeepEqual(bytes('one'), bytes('three'))
})

test('a hundred pupils make a whole small territory', async () => {
  const small = await buildTerritory({ territory: 'bretagne', size: 100, year: 2027 })
  assert.equal(small.pupils.length, 100)
  assert.equal(small.schools.length, 3)
  assert.deepEqual(small.weeks, ['2027-W25', '2027-W26'])
  assert.ok(small.timetableSize.trips > 0)
  assert.ok(small.pupils.some(({ fixed }) => fixed !== undefined))
})

test('a territory that is not a région is refused with the names of those that are', async () => {
  await assert.rejects(buildTerritory({ territory: 'atlantide' }), (error) => {
    assert.ok(error instanceof UnknownTerritory)
    assert.match(error.message, /« atlantide » n’est pas une région connue ; choisissez parmi .*normandie.*/)
    return true
  })
})

const seatsOf = (offers: readonly Offer[]): number =>
  offers.reduce((sum, offer) => sum + offer.seats.reduce((all, { seats }) => all + seats, 0), 0)

function isInside(rings: readonly Ring[], lon: number, lat: number): boolean {
  let inside = false
  for (const ring of rings)
    for (let at = 1; at < ring.length; at++) {
      const [[ax, ay], [bx, by]] = [ring[at - 1]!, ring[at]!]
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside
    }
  return inside
}
