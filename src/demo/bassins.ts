import { ofPlace } from './names.ts'
import { kilometres, type Place } from './place.ts'

export interface Bassin {
  readonly code: string
  readonly name: string
  readonly departement: string
  readonly town: Place
}

/** People of a bassin d’éducation et de formation, on the whole: Normandie has 25 for 3.3 million. */
const peopleOfBassin = 132_000

/**
 * Groups the communes of each département around its main towns. Generated: the académies’ own bassins are published,
 * but in no package. Returns the bassins and the bassin of each commune by INSEE code.
 */
export function groupBassins(places: readonly Place[]): {
  readonly bassins: readonly Bassin[]
  readonly bassinOf: ReadonlyMap<string, Bassin>
} {
  const bassins: Bassin[] = []
  const bassinOf = new Map<string, Bassin>()
  for (const [departement, members] of Map.groupBy(places, (place) => place.departement)) {
    const people = members.reduce((sum, { population }) => sum + population, 0)
    const towns = mainTowns(members, Math.max(1, Math.round(people / peopleOfBassin)))
    const own = towns.map((town, index): Bassin => {
      const number = String(index + 1).padStart(2, '0')
      return { code: `${departement}-${number}`, name: `Bassin ${ofPlace(town.name)}`, departement, town }
    })
    bassins.push(...own)
    for (const place of members) {
      const pull = ({ town }: Bassin): number => kilometres(town, place) / town.population ** 0.2
      bassinOf.set(
        place.code,
        own.reduce((a, b) => (pull(b) < pull(a) ? b : a)),
      )
    }
  }
  return { bassins, bassinOf }
}

/** Large towns well apart: the next is the one whose size and distance from those chosen weigh most. */
function mainTowns(members: readonly Place[], count: number): Place[] {
  const chosen: Place[] = []
  while (chosen.length < Math.min(count, members.length)) {
    const weight = (place: Place): number => {
      const gap = chosen.reduce((least, town) => Math.min(least, kilometres(town, place)), 60)
      return place.population ** 0.75 * Math.min(40, gap) ** 1.6
    }
    chosen.push(members.reduce((a, b) => (weight(b) > weight(a) ? b : a)))
  }
  return chosen.sort((a, b) => b.population - a.population)
}
