import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  coverageBy,
  type SchoolCoverage,
  schoolsWithin,
  sortAreas,
  UNKNOWN_AREA,
  withoutPlace,
} from './area-coverage.ts'
import { addCounts, placed, shareOf } from './counts.ts'
import { readSort } from './links.ts'
import { shortagesNear } from './shortages-near.ts'

const school = (
  uai: string,
  bassin: string | undefined,
  held: number,
  proposed: number,
  none: number,
): SchoolCoverage => ({
  uai,
  name: `Lycée ${uai}`,
  lat: 48,
  lon: uai === 'C' ? 1 : 0,
  areas: bassin === undefined ? {} : { bassin },
  pupils: held + proposed + none,
  held,
  proposed,
  partly: 0,
  none,
  unreached: 0,
})
const [a, b, c, lost] = [
  school('A', 'v', 4, 3, 3),
  school('B', 'v', 0, 0, 10),
  school('C', 'w', 5, 0, 0),
  school('D', undefined, 1, 0, 1),
]
const all = [a, b, c, lost]
const names = (level: string, code: string) => (level === 'bassin' ? { v: 'Vire', w: 'Écouché' }[code] : undefined)

void test('an area is the sum of its schools, placed in the middle of its pupils', () => {
  const [vire] = coverageBy('bassin', all, names)
  assert.deepEqual(
    {
      name: vire?.name,
      pupils: vire?.pupils,
      placed: vire && placed(vire),
      without: vire && withoutPlace(vire),
      schools: vire?.schools,
    },
    { name: 'Vire', pupils: 20, placed: 7, without: 13, schools: 2 },
  )
  assert.deepEqual([vire?.lat, vire?.lon], [48, 0])
})

void test('schools that the territory does not know are counted, apart', () => {
  const areas = coverageBy('bassin', all, names)
  assert.equal(areas.find(({ code }) => code === UNKNOWN_AREA)?.pupils, 2)
  assert.equal(addCounts(areas).pupils, addCounts(all).pupils)
  assert.deepEqual(schoolsWithin('bassin', UNKNOWN_AREA, all), [lost])
})

void test('whatever the level, no pupil is lost or counted twice', () => {
  const schools = fc.array(
    fc
      .tuple(fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined }), fc.nat(50), fc.nat(50), fc.nat(50))
      .map(([bassin, held, proposed, none]) => [bassin, held, proposed, none] as const),
  )
  fc.assert(
    fc.property(schools, fc.constantFrom('bassin', 'epci', 'etablissement'), (rows, level) => {
      const given = rows.map(([bassin, held, proposed, none], index) =>
        school(`u${index}`, bassin, held, proposed, none),
      )
      const areas = coverageBy(level, given, () => undefined)
      assert.deepEqual(addCounts(areas), addCounts(given))
      for (const area of areas) assert.deepEqual(addCounts(schoolsWithin(level, area.code, given)).pupils, area.pupils)
    }),
  )
})

void test('the table starts with those for whom most is left to do; equal ones stand by name, accents aside', () => {
  const areas = coverageBy('bassin', [...all, school('E', 'z', 0, 0, 0)], names)
  assert.deepEqual(
    sortAreas(areas, readSort(undefined)).map(({ name }) => name),
    ['Vire', 'Hors du territoire connu', 'Écouché', 'Hors du territoire connu'],
  )
  assert.deepEqual(
    sortAreas(areas, readSort('share')).map((area) => shareOf(area)),
    [7 / 20, 1 / 2, 1, undefined],
  )
  assert.deepEqual(sortAreas(areas, readSort('name')).at(0)?.name, 'Écouché')
})

void test('an order that does not exist is the usual one', () => {
  assert.deepEqual(readSort('nonsense'), readSort('none-desc'))
  assert.deepEqual(readSort('pupils'), { key: 'pupils', descending: false })
})

void test('a shortage belongs to the area of the nearest school', () => {
  const shortage = {
    id: 's',
    rank: 1,
    radiusKm: 1,
    weeks: [],
    place: 'x',
    pupils: 3,
    seats: 1,
    missing: 2,
    lat: 48.1,
    lon: 0.9,
    sectors: [],
  }
  assert.deepEqual(shortagesNear([shortage], all, new Set([c])), [shortage])
  assert.deepEqual(shortagesNear([shortage], all, new Set([a, b])), [])
})
