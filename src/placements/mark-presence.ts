import './tables.ts'
import { findAgreement } from '#/agreements/index.ts'
import { post } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { addresseeKey } from './around-pupil.ts'
import type { ExpectedHalf } from './half-day.ts'
import { absenceMail } from './mails/absence.ts'
import type { Placement } from './placement.ts'
import { type PresenceMark, unsaidOfWeek } from './presence.ts'
import { type MarkedBy, marksOf, saveMarks } from './presences.ts'
import { placementToday } from './read-placement.ts'
import { recipientsAtSchool } from './school-people.ts'

/** What is said: of some half-days, or that all went well in the week of today. */
export type Saying =
  | { readonly halves: readonly ExpectedHalf[]; readonly present: boolean | undefined }
  | { readonly fineThisWeek: true }

/**
 * `marked`: the half-days that are now as said. Else why nothing was: no such placement, it does not hold or has not begun, one of the
 * half-days is not of it or is still to come, or the certificate was issued from what was said before.
 */
export type Marked =
  | { readonly marked: readonly ExpectedHalf[]; readonly absent: boolean }
  | { readonly why: 'unknown' | 'not_now' | 'other_half' | 'certified' }

/** Says whether a pupil was there. The school is told of an absence at once, in the same transaction; saying it again tells nobody. */
export async function markPresence(
  services: Services,
  { agreementId, by, saying }: { readonly agreementId: string; readonly by: MarkedBy; readonly saying: Saying },
): Promise<Marked> {
  return services.db.transaction().execute(async (tx) => {
    // Two taps at once are said one after the other.
    await tx.selectFrom('agreements').select('id').where('id', '=', agreementId).forUpdate().execute()
    const agreement = await findAgreement(tx, agreementId)
    if (!agreement || agreement.amends !== undefined) return { why: 'unknown' }
    const placement = await placementToday(services, tx, agreement)
    if (placement.phase !== 'during' && placement.phase !== 'after') return { why: 'not_now' }
    const { territoryId } = agreement
    const certified = await tx
      .selectFrom('placement_certificates')
      .select('agreement_id')
      .where('territory_id', '=', territoryId)
      .where('agreement_id', '=', agreementId)
      .executeTakeFirst()
    if (certified) return { why: 'certified' }
    const before = await marksOf(tx, agreement)
    const said =
      'halves' in saying ? saying : { halves: unsaidOfWeek(placement.expected, before, placement.today), present: true }
    if (!said.halves.every((half) => isPast(placement, half))) return { why: 'other_half' }
    await saveMarks(services, tx, { agreement, ...said, by })
    const newly = said.present === false ? said.halves.filter((half) => !isAbsent(before, half)) : []
    const [first] = newly
    if (first)
      for (const to of await recipientsAtSchool(services, tx, agreement, 'absence'))
        await post(services, tx, absenceMail, {
          to,
          data: { agreement: agreementId, day: first.day },
          once: `absence:${agreementId}:${first.day}:${first.half}:${addresseeKey(to)}`,
        })
    return { marked: said.halves, absent: said.present === false }
  })
}

const isPast = ({ expected, today }: Placement, { day, half }: ExpectedHalf): boolean =>
  day <= today.toString() && expected.some((each) => each.day === day && each.half === half)

const isAbsent = (marks: readonly PresenceMark[], { day, half }: ExpectedHalf): boolean =>
  marks.some((mark) => mark.day === day && mark.half === half && !mark.present)
