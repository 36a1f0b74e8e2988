import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { AgreementContent } from '../content.ts'
import type { Party } from '../tables.ts'
import { type ExpectedSignatory, signatoriesFor } from './signatories-for.ts'

/** What a version that was just frozen is known by. */
export interface FrozenAgreement {
  readonly territoryId: string
  readonly id: string
  readonly pupilId: string
  /** Of the frozen document, 1 or more. */
  readonly version: number
  readonly content: AgreementContent
}

/**
 * Puts a frozen version to those who must sign it, in the transaction that moves the agreement to `signing`. `concerned`: the parties whose
 * consent the version changes; the others' signatures of the version before stay good. Someone new is asked in any case. Safe to
 * repeat: a version is put once to each.
 */
export async function openSigning(
  { clock, newId }: Pick<Services, 'clock' | 'newId' | 'notifications' | 'configuration'>,
  tx: Db,
  agreement: FrozenAgreement,
  concerned: 'all' | readonly Party[] = 'all',
): Promise<void> {
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const { territoryId, id, version } = agreement
  const present = await tx
    .selectFrom('agreement_signatories')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .forUpdate()
    .execute()
  const expected = signatoriesFor(agreement.content, today)
  for (const person of expected) {
    const row = present.find(({ party, rank }) => party === person.party && rank === person.rank)
    if (row && row.asked_version >= version) continue
    const asks = !row || row.name !== person.name || concerned === 'all' || concerned.includes(person.party)
    const values = { ...columnsOf(person), ...(asks ? { asked_version: version, ...unsigned } : {}) }
    if (row)
      await tx
        .updateTable('agreement_signatories')
        .set(values)
        .where('territory_id', '=', territoryId)
        .where('id', '=', row.id)
        .execute()
    else
      await tx
        .insertInto('agreement_signatories')
        .values({ territory_id: territoryId, id: newId(), agreement_id: id, ...values, ...unsigned })
        .execute()
  }
}

const unsigned = {
  signed_version: null,
  signed_at: null,
  bound_by: null,
  evidence: null,
  refused_at: null,
  refused_why: null,
}

const columnsOf = ({ party, rank, name, email, phone, takesNote, anyOf }: ExpectedSignatory) => ({
  party,
  rank,
  name,
  email: email ?? null,
  phone: phone ?? null,
  takes_note: takesNote,
  any_of: anyOf ?? null,
})
