import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil, representativesOf } from '#/pupils/index.ts'
import { foldedText } from '#/rules/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from '../agreement.ts'
import { findBeneficiary } from '../beneficiaries.ts'
import type { Party } from '../tables.ts'
import { nextReminder } from './reminders.ts'
import { type ExpectedSignatory, signatoriesFor } from './signatories-for.ts'
import { revokeLinks } from './signing-links.ts'
import { tellSignatories } from './tell-signatories.ts'

type Frozen = Pick<Agreement, 'territoryId' | 'id' | 'pupilId' | 'school' | 'version' | 'content' | 'amends'>

/** Whose contact the school holds. */
interface KnownSignatory extends ExpectedSignatory {
  readonly representativeId?: string
  readonly accountId?: string | undefined
}

/**
 * Puts a frozen version to those who must sign it, in the transaction that moves the agreement to `signing`; the agreement as it is after the
 * freeze. `concerned`: the parties whose consent the version changes. The others' signatures of the version before stay good, and an
 * amendment does not ask them at all; whoever had not signed is asked again. Safe to repeat: a version is put once to each.
 */
export async function openSigning(
  services: Pick<Services, 'clock' | 'newId' | 'notifications' | 'configuration'>,
  tx: Db,
  agreement: Frozen,
  concerned: 'all' | ReadonlySet<Party> = 'all',
): Promise<void> {
  const { clock, newId } = services
  const { territoryId, id, version } = agreement
  const now = clock.now()
  const isConcerned = (party: Party): boolean => concerned === 'all' || concerned.has(party)
  const today = now.toZonedDateTimeISO(await timeZoneOf(tx, territoryId)).toPlainDate()
  const expected = (await knownSignatories(tx, agreement, today)).filter(
    ({ party }) => agreement.amends === undefined || isConcerned(party),
  )
  const present = await tx
    .selectFrom('agreement_signatories')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .forUpdate()
    .execute()
  const rowOf = ({ party, rank }: ExpectedSignatory) => present.find((row) => row.party === party && row.rank === rank)
  const gone = present.filter((row) => !expected.some((person) => rowOf(person) === row))
  if (gone.length > 0)
    await tx
      .deleteFrom('agreement_signatories')
      .where('territory_id', '=', territoryId)
      .where(
        'id',
        'in',
        gone.map((row) => row.id),
      )
      .execute()
  for (const person of expected) {
    const row = rowOf(person)
    if (row && row.asked_version >= version) continue
    const keeps = row?.signed_version != null && row.signed_version >= row.asked_version && !isConcerned(person.party)
    const asked = keeps
      ? {}
      : {
          ...unsigned,
          asked_version: version,
          remind_at: (person.takesNote ? undefined : nextReminder(now, now)?.toString()) ?? null,
        }
    const values = { ...columnsOf(person), ...asked }
    if (row)
      await tx
        .updateTable('agreement_signatories')
        .set({ ...values, ...(keeps ? {} : { asked_at: now.toString() }) })
        .where('territory_id', '=', territoryId)
        .where('id', '=', row.id)
        .execute()
    else
      await tx
        .insertInto('agreement_signatories')
        .values({ territory_id: territoryId, id: newId(), agreement_id: id, asked_at: now.toString(), ...values })
        .execute()
  }
  await revokeLinks(services, tx, agreement)
  await tellSignatories(services, tx, agreement)
}

/** Who must sign, with the contacts that the school holds: what the agreement says about a parent is never what they are reached by. */
async function knownSignatories(
  tx: Db,
  { territoryId, pupilId, content }: Frozen,
  today: Temporal.PlainDate,
): Promise<readonly KnownSignatory[]> {
  const file = await representativesOf(tx, territoryId, pupilId)
  const pupil = await findPupil(tx, pupilId)
  const beneficiary = content.scheme === 'pmsmp' ? await findBeneficiary(tx, pupilId) : undefined
  // A minor whose parents the agreement does not name: those of the file; without any, a name is written by hand on paper.
  const named =
    content.representatives.length > 0
      ? content
      : { ...content, representatives: file.length > 0 ? file.map(({ name }) => ({ name })) : [{ name: nobody }] }
  return signatoriesFor(named, today).map((person): KnownSignatory => {
    if (person.party === 'beneficiary') return { ...person, email: beneficiary?.email }
    if (person.party === 'pupil') return { ...person, email: pupil?.email, accountId: pupil?.accountId }
    if (person.party !== 'representative') return person
    const known = file.find(({ name }) => foldedText(name) === foldedText(person.name))
    const reached = { email: known?.email?.trim().toLowerCase(), phone: known?.phone, accountId: known?.accountId }
    return { ...person, ...reached, ...(known ? { representativeId: known.id } : {}) }
  })
}

const nobody = 'Responsable légal'

const unsigned = {
  signed_version: null,
  signed_at: null,
  bound_by: null,
  refused_at: null,
  refused_why: null,
}

const columnsOf = (person: KnownSignatory) => ({
  party: person.party,
  rank: person.rank,
  name: person.name,
  email: person.email ?? null,
  phone: person.phone ?? null,
  account_id: person.accountId ?? null,
  representative_id: person.representativeId ?? null,
  takes_note: person.takesNote,
  any_of: person.anyOf ?? null,
})
