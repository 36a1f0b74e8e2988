import type { Position } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { NamedShortage } from '../problem/shortages.ts'
import type { Unplaced } from './unplaced.ts'

/** Where the pupils that a shortage leaves out live. */
export interface Spot extends Position {
  /** The nearest commune. */
  readonly name: string
  readonly pupils: number
}

/**
 * A shortage that still leaves pupils without a place once every problem is solved. Of a week these are as many as the seats that miss; of the
 * seats for weeks together, only those who found nothing in the weeks that followed.
 */
export interface OpenShortage {
  readonly shortage: NamedShortage
  /** Pupils without a place whose reason names this shortage; indexes into the inputs. */
  readonly pupils: readonly number[]
  /** The most crowded first, a few at most. */
  readonly spots: readonly Spot[]
}

const spotsKept = 6
/** Homes in the same cell of about 2 km share their name, which is asked once. */
const cellsPerDegree = 50

/** The shortages to act on, the one that leaves out most pupils first. */
export function openShortages(
  { pupils }: AllocationInputs,
  shortages: readonly NamedShortage[],
  unplaced: readonly Unplaced[],
  nameOf: (position: Position) => string,
): readonly OpenShortage[] {
  const members = Map.groupBy(unplaced, ({ shortage }) => shortage)
  const names = new Map<string, string>()
  const nearest = ({ lat, lon }: Position): string => {
    const cell = {
      lat: Math.round(lat * cellsPerDegree) / cellsPerDegree,
      lon: Math.round(lon * cellsPerDegree) / cellsPerDegree,
    }
    const key = `${cell.lat},${cell.lon}`
    const name = names.get(key) ?? nameOf(cell)
    names.set(key, name)
    return name
  }
  return shortages
    .flatMap((shortage) => {
      const left = [...new Set(members.get(shortage.id)?.map(({ pupil }) => pupil))]
      return left.length === 0
        ? []
        : [
            {
              shortage,
              pupils: left,
              spots: spotsOf(
                left.map((pupil) => pupils[pupil]!.position),
                nearest,
              ),
            },
          ]
    })
    .toSorted((a, b) => b.pupils.length - a.pupils.length || (a.shortage.id < b.shortage.id ? -1 : 1))
}

function spotsOf(homes: readonly Position[], nearest: (position: Position) => string): readonly Spot[] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return [...Map.groupBy(homes, nearest)]
    .map(([name, near]) => ({
      name,
      pupils: near.length,
      lat: mean(near.map(({ lat }) => lat)),
      lon: mean(near.map(({ lon }) => lon)),
    }))
    .toSorted((a, b) => b.pupils - a.pupils || (a.name < b.name ? -1 : 1))
    .slice(0, spotsKept)
}
