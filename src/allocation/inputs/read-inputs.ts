import { createHash } from 'node:crypto'
import { type InputProblem, ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import type { Campaign } from './campaign.ts'
import type { Offer } from './offer.ts'
import type { Pupil } from './pupil.ts'
import { readCampaign } from './read-campaign.ts'
import { readOffers } from './read-offers.ts'
import { readPupils } from './read-pupils.ts'
import { readSchools } from './read-schools.ts'
import { readTravel, type TravelTable } from './read-travel.ts'
import type { School } from './school.ts'

/** The files of an allocation, wherever they came from. */
export interface InputFiles {
  readonly campaign: NamedBytes
  readonly pupils: NamedBytes
  readonly offers: NamedBytes
  readonly schools?: NamedBytes | undefined
  readonly travel?: NamedBytes | undefined
}

interface InputDigest {
  readonly kind: 'campaign' | 'pupils' | 'offers' | 'schools' | 'travel'
  readonly name: string
  readonly sha256: string
}

/** What an allocation works on. Pupils and offers stand in code-unit order of their ids, whatever the order of lines. */
export interface AllocationInputs {
  readonly campaign: Campaign
  readonly pupils: readonly Pupil[]
  readonly offers: readonly Offer[]
  readonly schools: ReadonlyMap<string, School>
  /** Given instead of timetables; indexes are those of `pupils` and `offers`. */
  readonly travel: TravelTable | undefined
  readonly digests: readonly InputDigest[]
  /** Things worth knowing that stopped nothing, in French. */
  readonly notes: readonly InputProblem[]
}

/**
 * Reads and checks all the files together.
 * @throws InputProblems with everything that is wrong with any of them.
 */
export function readInputs(files: InputFiles): AllocationInputs {
  const problems = new ProblemList()
  const notes: InputProblem[] = []
  const campaign = readCampaign(files.campaign, problems, notes)
  const schools = files.schools && readSchools(files.schools, problems)
  const offersById = readOffers(files.offers, { campaign, schools, notes }, problems)
  const pupils = readPupils(files.pupils, { campaign, schools, offers: offersById }, problems).toSorted(byId)
  const offers = [...offersById.values()].toSorted(byId)
  const ids = { pupils: pupils.map(({ id }) => id), offers: offers.map(({ id }) => id) }
  const travel = files.travel && readTravel(files.travel, ids, problems)
  problems.check()
  if (!campaign) throw new Error('a campaign without problems reads')
  return { campaign, pupils, offers, schools: schools ?? new Map(), travel, digests: digestsOf(files), notes }
}

/** Code-unit order, the same on every machine and in every language. */
const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0

function digestsOf(files: InputFiles): InputDigest[] {
  const kinds = ['campaign', 'pupils', 'offers', 'schools', 'travel'] as const
  return kinds.flatMap((kind) => {
    const file = files[kind]
    return file ? [{ kind, name: file.name, sha256: createHash('sha256').update(file.bytes).digest('hex') }] : []
  })
}
