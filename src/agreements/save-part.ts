import type { FieldError } from '#/design/index.ts'
import type { Agreement } from './agreement.ts'
import { openStates } from './agreement.ts'
import { lockAgreement } from './agreements.ts'
import { changedAspects } from './consent.ts'
import { fieldsOf, type Part } from './fields.ts'
import type { Actor, MoveServices } from './move-agreement.ts'
import { withAnswers } from './read-answers.ts'
import { remember } from './remembered.ts'
import { writeContent } from './write-content.ts'

export type PartSaved =
  /** What could be kept is kept; `errors` say what could not, and how to mend it. */
  | { readonly agreement: Agreement; readonly errors: readonly FieldError[] }
  | { readonly why: 'unknown' }
  /** Nothing of it can be changed any more without an amendment. */
  | { readonly why: 'closed'; readonly agreement: Agreement }
  /** It is being signed: only slips of the pen are mended, and this changes what people signed. Nothing was changed. */
  | { readonly why: 'substantive'; readonly agreement: Agreement; readonly about: readonly string[] }

/**
 * Keeps the answers of one part, in one transaction: the content, what the rules say of it, where it now stands, and what the host or the
 * school will be offered next time. The same answers again change nothing.
 */
export async function savePart(
  services: MoveServices,
  {
    agreementId,
    part,
    by,
    answers,
  }: {
    readonly agreementId: string
    readonly part: Part
    readonly by: Actor
    /** The text of a field; undefined for one that the form did not hold. */
    readonly answers: (name: string) => string | undefined
  },
): Promise<PartSaved> {
  return services.db.transaction().execute(async (tx): Promise<PartSaved> => {
    const before = await lockAgreement(tx, agreementId)
    if (!before) return { why: 'unknown' }
    const isOpen = openStates.some((state) => state === before.state)
    const isMending = before.state === 'signing' && by.kind === 'school'
    if (!isOpen && !isMending) return { why: 'closed', agreement: before }
    const { content, errors } = withAnswers(before.content, fieldsOf(part, before.scheme), answers)
    const about = isMending ? changedAspects(before.content, content).map(({ says }) => says) : []
    if (about.length > 0) return { why: 'substantive', agreement: before, about }
    const agreement = await writeContent(services, tx, before, content, by)
    await remember(services, tx, agreement, part)
    return { agreement, errors }
  })
}
