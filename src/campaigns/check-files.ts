import { readCampaign, readOffers, readPupils, readSchools } from '#/allocation/index.ts'
import { type InputProblem, ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'

/** The files that a campaign would hold, and which of them are new. */
export interface WouldBe {
  readonly campaign: NamedBytes | undefined
  readonly schools: NamedBytes | undefined
  readonly offers: NamedBytes | undefined
  readonly pupils: NamedBytes | undefined
}

/**
 * Reads the files with the readers of the command line, each against the others: a school that is missing, an offer held that
 * is gone. Files stored already keep their place in the messages, since a new file can be wrong only beside them.
 */
export function checkFiles({ campaign, schools, offers, pupils }: WouldBe): InputProblem[] {
  const problems = new ProblemList()
  const read = {
    campaign: campaign && readCampaign(campaign, problems),
    schools: schools && readSchools(schools, problems),
  }
  const offersById = offers && readOffers(offers, { ...read, notes: [] }, problems)
  if (pupils) readPupils(pupils, { ...read, offers: offersById ?? new Map() }, problems)
  return problems.problems
}
