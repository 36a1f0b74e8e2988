import { pupilName } from './names.ts'
import { homeIn, kilometres, type Point } from './place.ts'
import { type Random, runningTotals } from './random.ts'
import { pickSector } from './sector-profiles.ts'
import { isRural, type Settlement, type Settlements } from './settlements.ts'

export interface Pupil extends Point {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly className: string
  /** UAI. */
  readonly school: string
  readonly communeCode: string
  readonly level: 'seconde'
  /** ISO date. */
  readonly birthDate: string
  /** ISO weeks still to fill; those held when `fixed`. */
  readonly weeks: readonly string[]
  readonly priority: number
  /** Sector codes, the preferred one first. */
  readonly wishes: readonly string[]
  readonly needs: readonly string[]
  readonly maxMinutes: number | undefined
  readonly qpv: boolean
  readonly rural: boolean
  /** The offer already held. */
  readonly fixed: string | undefined
}

/** What the generator must know of a school, generated or real. */
export interface SchoolToFill extends Point {
  readonly uai: string
  readonly secondePupils: number
  /** Some of its pupils live in a priority neighbourhood (QPV). */
  readonly nearQpv: boolean
  readonly priorityEducation: boolean
}

const classSize = 33

/**
 * The pupils of seconde of each school: homes drawn by population and distance, balanced so that each commune
 * sends about its share; ages, wishes, needs and priority in believable proportions. `fixed` is for `holdPlaces` to fill.
 * Priority: 3 with a wheelchair, 2 in priority education or a priority neighbourhood, 1 in the country, 0 otherwise.
 */
export function raisePupils(
  schools: readonly SchoolToFill[],
  settlements: Settlements,
  weeks: readonly string[],
  random: Random,
): Pupil[] {
  const year = Number(weeks[0]!.slice(0, 4))
  const homes = balancedHomes(schools, settlements)
  const pupils: Pupil[] = []
  for (const [at, school] of schools.entries()) {
    const { communes, totals } = homes[at]!
    const classes = Math.max(1, Math.round(school.secondePupils / classSize))
    for (let number = 0; number < school.secondePupils; number++) {
      const commune = communes[random.pickRunning(totals)]!
      const rural = isRural(commune)
      const qpv = !rural && commune.population > 12_000 && random.chance(school.nearQpv ? 0.3 : 0.06)
      const wheelchair = random.chance(0.018)
      const priority = wheelchair ? 3 : qpv || school.priorityEducation ? 2 : rural ? 1 : 0
      pupils.push({
        id: `E${String(pupils.length + 1).padStart(6, '0')}`,
        ...pupilName(random),
        className: `2de ${(number % classes) + 1}`,
        school: school.uai,
        communeCode: commune.code,
        level: 'seconde',
        birthDate: birthDate(year, random),
        ...homeIn(commune, random),
        // Some found one of the two weeks by themselves and still miss the other.
        weeks: weeks.length > 1 && random.chance(0.06) ? [random.pick(weeks)] : weeks,
        priority,
        wishes: wishes(random),
        needs: wheelchair ? ['wheelchair'] : [],
        maxMinutes: random.chance(0.05) ? random.pick([30, 45, 60]) : undefined,
        qpv,
        rural,
        fixed: undefined,
      })
    }
  }
  return pupils
}

/** Pupils of seconde turn 16 in the year; some repeated a class, few are ahead. */
function birthDate(year: number, random: Random): string {
  const draw = random.next()
  const age = draw < 0.03 ? 15 : draw < 0.9 ? 16 : draw < 0.985 ? 17 : 18
  const day = Temporal.PlainDate.from({ year: year - age, month: 1, day: 1 }).add({ days: random.below(365) })
  return day.toString()
}

function wishes(random: Random): string[] {
  const count = random.pick([0, 0, 1, 2, 2, 3, 3, 3, 4, 5])
  const chosen = new Set<string>()
  while (chosen.size < count) chosen.add(pickSector('wished', random))
  return [...chosen]
}

interface Catchment {
  readonly communes: readonly Settlement[]
  readonly totals: Float64Array
}

/** Gravity between schools and communes, balanced by turns (Furness) so that homes follow population and schools are full. */
function balancedHomes(schools: readonly SchoolToFill[], { all, around }: Settlements): Catchment[] {
  const indexOf = new Map(all.map((commune, index) => [commune, index]))
  const heads = schools.reduce((sum, { secondePupils }) => sum + secondePupils, 0)
  const people = all.reduce((sum, { population }) => sum + population, 0)
  const pairs = schools.map((school) => {
    const reached = around.within(school, 32)
    const communes = reached.length > 0 ? reached : around.nearest(school, 1)
    return {
      communes,
      index: Int32Array.from(communes, (commune) => indexOf.get(commune)!),
      flow: Float64Array.from(communes, (commune) => commune.population * Math.exp(-kilometres(school, commune) / 6)),
    }
  })
  for (let round = 0; round < 8; round++) {
    const sent = new Float64Array(all.length)
    for (const [at, { index, flow }] of pairs.entries()) {
      let sum = 0
      for (const value of flow) sum += value
      const scale = schools[at]!.secondePupils / Math.max(1e-9, sum)
      for (let pair = 0; pair < flow.length; pair++) {
        flow[pair]! *= scale
        sent[index[pair]!]! += flow[pair]!
      }
    }
    for (const { index, flow } of pairs)
      for (let pair = 0; pair < flow.length; pair++) {
        const share = (all[index[pair]!]!.population / people) * heads
        const has = sent[index[pair]!]!
        // A commune out of the way is not forced to send more than three times what distance gives it.
        if (has > 0) flow[pair]! *= Math.min(3, share / has)
      }
  }
  return pairs.map(({ communes, flow }) => ({ communes, totals: runningTotals(flow) }))
}
