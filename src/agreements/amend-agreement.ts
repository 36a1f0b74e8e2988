import type { FieldError } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Agreement } from './agreement.ts'
import { agreementStates } from './agreement.ts'
import { amendmentsOf, findAgreement, lockAgreement } from './agreements.ts'
import { changedAspects } from './consent.ts'
import type { AgreementContent } from './content.ts'
import { insertAgreement } from './draft-agreement.ts'
import { type Field, fields } from './fields.ts'
import { type Actor, type MoveServices, noteEvent, platformActor } from './move-agreement.ts'
import { isDay, withAnswers } from './read-answers.ts'
import { columnsOf } from './write-content.ts'

export type Amended =
  | { readonly amendment: Agreement }
  | { readonly why: 'unknown' | 'not_signed' | 'nothing' }
  /** One amendment at a time: this one is not signed yet. */
  | { readonly why: 'open'; readonly amendment: Agreement }
  | { readonly errors: readonly FieldError[] }

/** What an amendment may change, beside the dates. */
const amendable = [
  'siteAddress',
  ...[1, 2, 3, 4, 5, 6].map((weekday) => `hours${weekday}`),
  ...['activities', 'tutorName', 'tutorRole', 'tutorEmail', 'tutorPhone', 'referentName', 'referentEmail'],
]
export const amendableFields: readonly Field[] = fields.filter(({ name }) => amendable.includes(name))

/**
 * Writes an amendment to a signed agreement: what it will say once all those whose consent it changes have signed. Until then the
 * agreement stands as it was.
 */
export async function amendAgreement(
  services: MoveServices,
  {
    agreementId,
    by,
    answers,
  }: { readonly agreementId: string; readonly by: Actor; readonly answers: (name: string) => string | undefined },
): Promise<Amended> {
  return services.db.transaction().execute(async (tx): Promise<Amended> => {
    const before = await lockAgreement(tx, agreementId)
    if (!before) return { why: 'unknown' }
    if (before.amends !== undefined || !['signed', 'running'].includes(before.state)) return { why: 'not_signed' }
    const amendments = await amendmentsOf(tx, before)
    const open = amendments.find(({ state }) => !agreementStates[state].final && state !== 'signed')
    if (open) return { why: 'open', amendment: open }
    const dated = withDates(before.content, answers)
    const { content, errors } = withAnswers(dated.content, amendableFields, answers)
    if (dated.errors.length + errors.length > 0) return { errors: [...dated.errors, ...errors] }
    if (changedAspects(before.content, content).length === 0) return { why: 'nothing' }
    const { territoryId, pupilId, classId, school, organisation, offerId, hostId, source } = before
    const amendment = await insertAgreement(
      services,
      tx,
      {
        ...{ territoryId, pupilId, classId, school, organisation, offerId, hostId },
        source: source === 'outside' ? 'online' : source,
        state: 'filled',
        amends: before.id,
        content,
      },
      { what: 'amended', grounds: by.grounds },
    )
    await noteEvent(services, tx, before, { what: 'amended', by })
    return { amendment }
  })
}

/** New dates are whole: weeks that were picked out of a longer time give way to them. */
function withDates(content: AgreementContent, answers: (name: string) => string | undefined) {
  const host = content.hosts[0]
  const [from, to] = [answers('from') ?? host.from, answers('to') ?? host.to]
  const errors: FieldError[] = []
  if (!isDay(from)) errors.push({ name: 'from', message: 'Premier jour : choisissez une date. Rien n’est perdu.' })
  if (!isDay(to)) errors.push({ name: 'to', message: 'Dernier jour : choisissez une date. Rien n’est perdu.' })
  if (errors.length === 0 && to < from)
    errors.push({ name: 'to', message: 'Le dernier jour vient avant le premier. Corrigez l’un des deux.' })
  if (errors.length > 0 || (from === host.from && to === host.to)) return { content, errors }
  const { weeks: _, ...dated } = host
  return { content: { ...content, hosts: [{ ...dated, from, to }, ...content.hosts.slice(1)] as const }, errors }
}

/** An amendment is signed: the agreement says what it says from now on, in the same transaction. */
export async function applyAmendment(
  services: MoveServices,
  tx: Db,
  { agreementId, amends }: { readonly agreementId: string; readonly amends: string | undefined },
): Promise<void> {
  const amendment = amends === undefined ? undefined : await findAgreement(tx, agreementId)
  const before = amends === undefined ? undefined : await lockAgreement(tx, amends)
  if (!amendment || !before) return
  await tx
    .updateTable('agreements')
    .set((on) => ({
      ...columnsOf(amendment.content),
      findings: JSON.stringify(amendment.findings),
      row_version: on('row_version', '+', 1),
    }))
    .where('territory_id', '=', before.territoryId)
    .where('id', '=', before.id)
    .execute()
  await noteEvent(services, tx, before, {
    what: 'amendment-signed',
    by: platformActor,
    detail: {
      about: changedAspects(before.content, amendment.content)
        .map(({ says }) => says)
        .join(', '),
    },
  })
}
