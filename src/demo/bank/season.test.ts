import assert from 'node:assert/strict'
import test from 'node:test'
import { seededRandom } from '../random.ts'
import { standingOn } from '../standing.ts'
import { buildTerritory } from '../territory.ts'
import { drawDays, progressOfYear, secondeSeason } from './season.ts'
import { eveningsOf } from './write-by-days.ts'

const now = Temporal.Instant.from('2026-02-11T10:00:00Z')

test('a school year is told in order, its last days one by one, and none of it lies ahead', () => {
  const evenings = eveningsOf(now, 120)
  assert.ok(
    evenings.every((each, index) => index === 0 || Temporal.Instant.compare(evenings[index - 1] ?? now, each) < 0),
  )
  assert.ok(Temporal.Instant.compare(evenings.at(-1) ?? now, now) < 0)
  const draw = drawDays(now, 120, secondeSeason)
  const random = seededRandom('season')
  const drawn = Array.from({ length: 400 }, () => draw(random))
  assert.ok(drawn.every((days) => days >= 1 && days <= 120))
  assert.ok(drawn.filter((days) => days <= 42).length > 155, 'winter brings more than autumn')
})

test('a year brings little in autumn, a third by March and nearly all by June', () => {
  const progress = progressOfYear(2026, secondeSeason)
  const on = (day: string) => progress(Temporal.PlainDate.from(day))
  assert.deepEqual([on('2025-08-20'), on('2026-06-15'), on('2026-08-20')], [0, 1, 1])
  assert.ok(on('2025-09-10') < 0.01 && on('2025-11-22') < 0.1, `${on('2025-11-22')}`)
  assert.ok(on('2026-03-15') > 0.3 && on('2026-03-15') < 0.45, `${on('2026-03-15')}`)
  assert.ok(on('2026-06-10') > 0.93, `${on('2026-06-10')}`)
})

test('a demonstration has few places in autumn, over a third by mid March and nearly all in June', async () => {
  const heldOn = async (day: string): Promise<number> => {
    const { year, standing } = standingOn(Temporal.Instant.from(`${day}T10:00:00Z`), undefined)
    assert.equal(year, 2026)
    const { pupils } = await buildTerritory({ territory: 'normandie', size: 600, year, standing })
    return pupils.filter(({ fixed }) => fixed !== undefined).length / pupils.length
  }
  const [autumn, march, june] = [await heldOn('2025-11-22'), await heldOn('2026-03-15'), await heldOn('2026-06-10')]
  assert.ok(autumn > 0.05 && autumn < 0.15, `${autumn}`)
  assert.ok(march > 0.33 && march < 0.48, `${march}`)
  // Of a small territory, the class of the story is much.
  assert.ok(june > 0.84, `${june}`)
})
