import './tables.ts'
import type { FieldError } from '#/design/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { type ExemptionReason, explained, isExemptionReason } from './exemption.ts'
import { periodsOfClass } from './periods.ts'
import { findPupil } from './pupils.ts'
import type { SchoolClass } from './school-class.ts'
import { sentLine } from './sent-text.ts'

/** An exemption to give, as sent. */
export interface ExemptionForm {
  readonly eleve: string
  readonly periode: string
  readonly motif: string
  readonly mots: string
}

export const readExemptionForm = (sent: Readonly<Record<string, unknown>>): ExemptionForm => ({
  eleve: sentLine(sent.eleve, 40),
  periode: sentLine(sent.periode, 40),
  motif: sentLine(sent.motif, 20),
  mots: sentLine(sent.mots, 400),
})

const longestWords = 200

type Given = { readonly pupilId: string } | { readonly errors: readonly FieldError[] }

/** Exempts a pupil from a period of the class. Repeated, it changes the reason of the one in force and adds none. */
export function exemptPupil(
  services: Services,
  { of, form, grounds }: { readonly of: SchoolClass; readonly form: ExemptionForm; readonly grounds: Grounds },
): Promise<Given> {
  return services.db.transaction().execute(async (tx): Promise<Given> => {
    const { territoryId } = of
    const pupil = isId(form.eleve) ? await findPupil(tx, form.eleve) : undefined
    const period = (await periodsOfClass(tx, territoryId, of.id)).find(({ id }) => id === form.periode)
    const errors: FieldError[] = []
    if (pupil?.classId !== of.id || pupil.leftAt)
      errors.push({ name: 'eleve', message: 'Choisissez un élève de la classe.' })
    if (!period) errors.push({ name: 'periode', message: 'Choisissez la période dont l’élève est dispensé.' })
    if (!isExemptionReason(form.motif)) errors.push({ name: 'motif', message: 'Choisissez un motif.' })
    if (form.mots.length > longestWords)
      errors.push({ name: 'mots', message: `Écrivez ${longestWords} signes au plus.` })
    if (errors.length > 0 || !pupil || !period || !isExemptionReason(form.motif)) return { errors }
    const [reason, since] = [form.motif, services.clock.now().toString()]
    const values = { reason, words: wordsFor(reason, form.mots), by_account: grounds.by ?? null, since }
    await tx
      .insertInto('exemptions')
      .values({
        ...{
          territory_id: territoryId,
          id: services.newId(),
          pupil_id: pupil.id,
          period_id: period.id,
          ended_at: null,
        },
        ...values,
      })
      .onConflict((on) =>
        on.columns(['territory_id', 'pupil_id', 'period_id']).where('ended_at', 'is', null).doUpdateSet({
          reason: values.reason,
          words: values.words,
        }),
      )
      .execute()
    await record(services, tx, {
      ...grounds,
      territoryId,
      what: 'exemption.given',
      about: { kind: 'pupil', id: pupil.id },
    })
    return { pupilId: pupil.id }
  })
}

/** Words about health or family are dropped even when somebody sends them. */
const wordsFor = (reason: ExemptionReason, words: string): string | null =>
  explained.has(reason) && words !== '' ? words : null

/** Takes an exemption back: the pupil looks for a place again. */
export function endExemption(
  services: Services,
  { of, exemptionId, grounds }: { readonly of: SchoolClass; readonly exemptionId: string; readonly grounds: Grounds },
): Promise<void> {
  return services.db.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('exemptions')
      .set({ ended_at: services.clock.now().toString() })
      .where('territory_id', '=', of.territoryId)
      .where('id', '=', exemptionId)
      .where('ended_at', 'is', null)
      .where(
        'pupil_id',
        'in',
        tx.selectFrom('pupils').select('id').where('territory_id', '=', of.territoryId).where('class_id', '=', of.id),
      )
      .returning('pupil_id')
      .executeTakeFirst()
    if (ended)
      await record(services, tx, {
        ...grounds,
        territoryId: of.territoryId,
        what: 'exemption.ended',
        about: { kind: 'pupil', id: ended.pupil_id },
      })
  })
}
