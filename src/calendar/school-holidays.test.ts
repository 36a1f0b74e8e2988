import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { holidaysOfZone, knowsSchoolHolidays, type SchoolZone, schoolHolidayOn, zoneOf } from './school-holidays.ts'

test('the day one leaves is a day of school, the next is not, and the day of the return is again', () => {
  const on = (date: string) => schoolHolidayOn('B', date) !== undefined
  assert.deepEqual(['2026-02-14', '2026-02-15', '2026-03-01', '2026-03-02'].map(on), [false, true, true, false])
})

test('holidays of a zone follow one another without overlap', () => {
  for (const zone of [
    'A',
    'B',
    'C',
    'corse',
    'guadeloupe',
    'guyane',
    'martinique',
    'mayotte',
    'reunion',
    'saint-pierre-et-miquelon',
  ] as const) {
    const holidays = holidaysOfZone(zone)
    assert.ok(holidays.length >= 5)
    for (const [index, [leave, back]] of holidays.entries()) {
      assert.ok(leave < back, `${zone} ${leave}`)
      assert.ok(index === 0 || (holidays[index - 1]?.[1] ?? '') <= leave, `${zone} ${leave}`)
    }
  }
})

test('a day that no calendar covers is not known', () => {
  assert.deepEqual(
    ['2023-08-31', '2023-09-01', '2027-08-31', '2027-09-01'].map((date) => knowsSchoolHolidays('A', date)),
    [false, true, true, false],
  )
  assert.equal(knowsSchoolHolidays('mayotte', '2025-03-01'), false)
})

test('the zone follows the département, in any of its writings, and every département has one', () => {
  assert.deepEqual(['014', '14', '0140017A', '67', '2A', '0750001B', '620', '9740001X', '977', '978'].map(zoneOf), [
    ...['B', 'B', 'B', 'B', 'corse', 'C', 'corse', 'reunion', 'guadeloupe', 'guadeloupe'],
  ])
  assert.equal(zoneOf('914'), undefined)
  for (let code = 1; code <= 95; code++) if (code !== 20) assert.ok(zoneOf(String(code).padStart(2, '0')), String(code))
})

const published = join(import.meta.dirname, '../../../shared/data/school-holidays.csv')
const zoneNames: Readonly<Record<string, SchoolZone>> = {
  'Zone A': 'A',
  'Zone B': 'B',
  'Zone C': 'C',
  Corse: 'corse',
  Guadeloupe: 'guadeloupe',
  Guyane: 'guyane',
  Martinique: 'martinique',
  Mayotte: 'mayotte',
  Réunion: 'reunion',
  'Saint Pierre et Miquelon': 'saint-pierre-et-miquelon',
}
/** Bridges, single days and local feasts: no holidays of the zone. */
const noHolidays = /Pont |Abolition|carême|Journée|Pentecôte|Semaine en mai/

test('the table says what the ministry published, and nothing else in the years it covers', {
  skip: existsSync(published) ? false : 'no published holidays beside the repository',
}, () => {
  const told = new Map<SchoolZone, Map<string, string | undefined>>()
  const [, ...lines] = readFileSync(published, 'utf8').trim().split(/\r?\n/)
  for (const line of lines) {
    const [what = '', population = '', start = '', end = '', , zoneName = ''] = line.split(',')
    const zone = zoneNames[zoneName]
    if (!zone || noHolidays.test(what) || (population !== '-' && population !== 'Élèves')) continue
    const holidays = told.get(zone) ?? new Map<string, string | undefined>()
    told.set(zone, holidays)
    // The last summer of a zone has a beginning only.
    const leave = start.slice(0, 10)
    holidays.set(leave, holidays.get(leave) ?? (/^"?Début/.test(what) ? undefined : end.slice(0, 10)))
  }
  assert.equal(told.size, 10)
  for (const [zone, holidays] of told) {
    const ours = new Map(holidaysOfZone(zone))
    for (const [leave, back] of holidays) {
      assert.ok(ours.has(leave), `${zone} ${leave} is missing`)
      if (back !== undefined) assert.equal(ours.get(leave), back, `${zone} ${leave}`)
    }
    const last = [...holidays.keys()].toSorted().at(-1) ?? ''
    for (const leave of ours.keys()) assert.ok(leave > last || holidays.has(leave), `${zone} ${leave} is ours alone`)
  }
})
