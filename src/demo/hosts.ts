import { fictitiousSiren, fictitiousSiret } from './fictitious-identifiers.ts'
import { groundName, ofPlace, streetAddress } from './names.ts'
import { moved, nearby, type Point, workIn } from './place.ts'
import { type Random, runningTotals } from './random.ts'
import { pickProfile, type SectorProfile } from './sector-profiles.ts'
import { activityZones, jobs, type Settlement, type Settlements } from './settlements.ts'

export interface Site extends Point {
  readonly siret: string
  readonly name: string
  readonly address: string
  readonly postcode: string
  readonly communeCode: string
  /** Sector code. */
  readonly sector: string
}

export interface Host {
  readonly siren: string
  readonly name: string
  readonly sector: string
  readonly sites: readonly Site[]
}

/** Hosts spread as jobs are: town centres, activity zones at their edge, bourgs; few in the country. */
export function raiseHosts(settlements: Settlements, count: number, random: Random): Host[] {
  const { all } = settlements
  const zones = activityZones(settlements, random)
  const near = nearby(all.filter(({ kind }) => kind !== 'country'))
  const totals = runningTotals(all.map(jobs))
  const hosts: Host[] = []
  while (hosts.length < count) {
    const commune = all[random.pickRunning(totals)]!
    const where =
      commune.kind === 'country' || commune.kind === 'bourg' ? 'country' : random.chance(0.42) ? 'zone' : 'town'
    const profile = pickProfile(where, random)
    const siren = fictitiousSiren(hosts.length + 1)
    const name = hostName(profile, commune, random)
    const zone = where === 'zone' ? zones.get(commune.town.code) : undefined
    const put = (site: number, place: Settlement): Site => {
      // A zone's hosts stand within some hundreds of metres of each other.
      const spot = zone === undefined ? undefined : random.pick(zone)
      const point = spot ? moved(spot, random.bell() * 0.25, random.bell() * 0.25) : workIn(place, random)
      const home = spot ? (near.nearest(point, 1)[0] ?? place) : place
      return {
        ...point,
        siret: fictitiousSiret(siren, site),
        name,
        address: streetAddress(random),
        postcode: home.postcode,
        communeCode: home.code,
        sector: profile.code,
      }
    }
    const sites = [put(1, commune)]
    if (random.chance(0.05)) sites.push(put(2, random.pick(settlements.around.nearest(commune, 6))))
    hosts.push({ siren, name, sector: profile.code, sites })
  }
  return hosts
}

/** Town halls, rescue, post, tourism. */
const communal = new Set(['s25', 's44', 's45', 's48'])

/** Public ones are called by their commune, the others by a place word. */
function hostName(profile: SectorProfile, commune: Settlement, random: Random): string {
  const noun = random.pick(profile.names)
  return communal.has(profile.code) ? `${noun} ${ofPlace(commune.name)}` : `${noun} ${groundName(random)}`
}
