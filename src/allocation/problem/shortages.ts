import type { Position } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { Shortage } from '../solver/index.ts'
import { kilometresBetween } from './distance.ts'
import { type WeekProblem, weeksFilled } from './week-problem.ts'

/** Pupils who together can only reach these seats, and where that is. Indexes are those of the inputs. */
export interface NamedShortage {
  /** `2026-W25-3`: the problem and a number, the one that misses most being 1. */
  readonly id: string
  /** The nearest commune to the middle of the pupils' homes. */
  readonly name: string
  readonly centre: Position
  /** Nine homes of ten are within this distance of the centre. */
  readonly radiusKm: number
  readonly weeks: readonly string[]
  /** Sectors that these pupils wish most as their first wish, five at most; none when they gave no wishes. */
  readonly sectors: readonly string[]
  readonly pupils: readonly number[]
  readonly offers: readonly number[]
  /** Seats still free that they can reach. */
  readonly seats: number
  /** Seats of the same offers that pupils hold already. */
  readonly heldSeats: number
  /** pupils - seats */
  readonly missing: number
}

const sectorsSaid = 5

export function nameShortages(
  inputs: AllocationInputs,
  problem: WeekProblem,
  pupils: Uint32Array,
  shortages: readonly Shortage[],
  nameOf: (position: Position) => string,
): readonly NamedShortage[] {
  const located = shortages.map((shortage) => {
    const members = [...shortage.pupils].map((local) => pupils[local]!).toSorted((a, b) => a - b)
    const locals = [...shortage.offers].toSorted((a, b) => a - b)
    const homes = members.map((pupil) => inputs.pupils[pupil]!.position)
    const centre = { lat: median(homes.map(({ lat }) => lat)), lon: median(homes.map(({ lon }) => lon)) }
    const distances = homes.map((home) => kilometresBetween(home, centre)).toSorted((a, b) => a - b)
    const weeks =
      problem.key === 'all'
        ? [
            ...new Set(locals.flatMap((local) => weeksFilled(problem, inputs.offers[problem.offers[local]!]!))),
          ].toSorted()
        : problem.weeks.length > 0
          ? problem.weeks
          : [problem.key]
    return {
      centre,
      radiusKm: Math.round((distances[Math.ceil(distances.length * 0.9) - 1] ?? 0) * 10) / 10,
      weeks,
      sectors: mostWished(members.map((pupil) => inputs.pupils[pupil]!.wishes[0])),
      pupils: members,
      offers: locals.map((local) => problem.offers[local]!),
      seats: shortage.seats,
      heldSeats: locals.reduce((sum, local) => sum + problem.held[local]!, 0),
      missing: members.length - shortage.seats,
    }
  })
  return located
    .toSorted((a, b) => b.missing - a.missing || b.pupils.length - a.pupils.length || a.pupils[0]! - b.pupils[0]!)
    .map((shortage, index) => ({ id: `${problem.key}-${index + 1}`, name: nameOf(shortage.centre), ...shortage }))
}

function mostWished(firstWishes: readonly (string | undefined)[]): string[] {
  const counts = new Map<string, number>()
  for (const wish of firstWishes) if (wish !== undefined) counts.set(wish, (counts.get(wish) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, sectorsSaid)
    .map(([sector]) => sector)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}
