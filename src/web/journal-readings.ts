import type { Account, Place } from '#/identity/index.ts'
import { type Deed, groundsOf, type JournalEntry, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Access } from './access.ts'
import type { Matched } from './decide.ts'
import type { Subject } from './places.ts'

/** What an address shows of a pupil's data: named by one of its parameters. */
export interface Reading {
  readonly what: Deed
  readonly about: JournalEntry['about']['kind']
  readonly param: string
}

/** Addresses about these are readings by themselves; others say so in access.ts (`reads`). */
const readings: { readonly [Kind in Subject]?: Reading } = {
  pupil: { what: 'pupil-file.read', about: 'pupil', param: 'pupil' },
  proposal: { what: 'proposal.read', about: 'proposal', param: 'proposal' },
  application: { what: 'application.read', about: 'application', param: 'application' },
  agreement: { what: 'agreement.read', about: 'agreement', param: 'agreement' },
  beneficiary: { what: 'pupil-file.read', about: 'pupil', param: 'beneficiary' },
  archived: { what: 'archive.read', about: 'agreement', param: 'archived' },
}

export const readingOf = ({ reads, scope }: Access): Reading | undefined =>
  reads ?? (scope === undefined || scope === 'somewhere' ? undefined : readings[scope])

/**
 * Journals that someone was shown a pupil's data, before the page leaves: no handler can forget it, and a page that could not be
 * journalled is not shown. Pupils and their families who read their own file are not journalled.
 */
export async function journalReading(
  services: Services,
  { access, params }: Matched,
  account: Account,
  place: Place,
): Promise<void> {
  const reading = readingOf(access)
  if (!reading || typeof access.who === 'string') return
  const grounds = groundsOf(account, access.who, place, access.nearby)
  if (grounds.role === 'pupil' || grounds.role === 'representative') return
  await record(services, services.db, {
    ...grounds,
    territoryId: place.territoryId,
    what: reading.what,
    about: { kind: reading.about, id: params[reading.param] ?? '' },
    pupilId: place.pupil,
  })
}
