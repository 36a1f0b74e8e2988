import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mondayOf } from '#/calendar/index.ts'
import { type Progress, silent } from '#/platform/progress.ts'
import { holdPlaces } from './hold-places.ts'
import { type Host, raiseHosts } from './hosts.ts'
import { campaignFile, writeOffers, writePupils } from './input-files.ts'
import { type Offer, raiseOffers } from './offers.ts'
import { type Pupil, raisePupils, type SchoolToFill } from './pupils.ts'
import type { Random } from './random.ts'
import type { Settlements } from './settlements.ts'

export interface InputsPlan {
  /** ISO weeks, ascending. */
  readonly weeks: readonly string[]
  readonly hosts: number
  /** Of the pupils, who hold a place already. */
  readonly heldShare: number
  /** The same of a pupil, where schools and places differ. */
  readonly heldShareOf?: (pupils: readonly Pupil[]) => (pupil: Pupil) => number
  /** Seats for each week that a pupil still misses. */
  readonly freeSeatRatio: number
  /** Of the offers, those taken for all weeks together. */
  readonly spanAllShare: number
}

/** Pupils, hosts and offers raised on places and schools: the people and the work of an allocation. */
export interface RaisedInputs {
  readonly weeks: readonly string[]
  readonly pupils: readonly Pupil[]
  readonly hosts: readonly Host[]
  readonly offers: readonly Offer[]
}

/** Raises pupils around schools and hosts where jobs are, on generated places or on real ones. Same inputs, same people. */
export function raiseInputs(
  settlements: Settlements,
  schools: readonly SchoolToFill[],
  plan: InputsPlan,
  random: Random,
  progress: Progress = silent,
): RaisedInputs {
  const { weeks, heldShare, heldShareOf = () => () => heldShare, freeSeatRatio, spanAllShare } = plan
  const first = mondayOf(weeks[0] ?? '')
  if (first === undefined) throw new RangeError(`no campaign starts in ${weeks[0]}`)
  progress({ stage: 'Élèves', done: 0, total: 3 })
  const seekers = raisePupils(schools, settlements, weeks, random.fork('pupils'))
  progress({ stage: 'Structures d’accueil', done: 1, total: 3 })
  const hosts = raiseHosts(settlements, plan.hosts, random.fork('hosts'))
  progress({ stage: 'Offres', done: 2, total: 3 })
  const missed = seekers.reduce((sum, pupil) => sum + pupil.weeks.length, 0)
  const pupilWeeks = Math.round(missed * (heldShare + (1 - heldShare) * freeSeatRatio))
  const offers = raiseOffers(hosts, schools, { weeks, pupilWeeks, spanAllShare }, random.fork('offers'))
  return { weeks, pupils: holdPlaces(seekers, offers, heldShareOf(seekers), first, random.fork('held')), hosts, offers }
}

/** Writes campaign.json, pupils.csv and offers.csv, as files.md says, into a folder that exists. */
export function writeInputs(folder: string, { weeks, pupils, hosts, offers }: RaisedInputs, lottery: string): void {
  writeFileSync(join(folder, 'campaign.json'), campaignFile(weeks, lottery))
  writePupils(folder, pupils)
  const sites = new Map(hosts.flatMap((host) => host.sites.map((site) => [site.siret, site] as const)))
  writeOffers(folder, offers, (siret) => sites.get(siret))
}
