import { record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from './agreement.ts'
import { agreementsOfClass, lockAgreement } from './agreements.ts'
import { ask } from './ask-parts.ts'
import { missingParts } from './fields.ts'
import { type Actor, type MoveServices, noteEvent } from './move-agreement.ts'
import { awaited } from './signatures/circuit.ts'
import { listSignatories } from './signatures/signatories.ts'
import { askSignatory } from './signatures/tell-signatories.ts'

/** Asks again those whom an agreement waits for, once a day at most whoever clicks. Returns whether it was the first time today. */
export async function remindAgreement(
  services: MoveServices,
  { agreementId, by }: { readonly agreementId: string; readonly by: Actor },
): Promise<boolean> {
  return services.db.transaction().execute((tx) => remind(services, tx, agreementId, by))
}

/** The same for every agreement of a class that waits for someone outside the school. Returns how many. */
export async function remindClass(
  services: MoveServices,
  { territoryId, classId, by }: { readonly territoryId: string; readonly classId: string; readonly by: Actor },
): Promise<number> {
  let reminded = 0
  const { rows } = await agreementsOfClass(services.db, { territoryId, classId, limit: 200 })
  for (const { id, state } of rows)
    if ((state === 'draft' || state === 'signing') && (await remindAgreement(services, { agreementId: id, by })))
      reminded++
  return reminded
}

async function remind(services: MoveServices, tx: Db, agreementId: string, by: Actor): Promise<boolean> {
  const agreement = await lockAgreement(tx, agreementId)
  if (!agreement) return false
  const day = services.clock
    .now()
    .toZonedDateTimeISO(await timeZoneOf(tx, agreement.territoryId))
    .toPlainDate()
    .toString()
  if (await wasReminded(tx, agreement, day)) return false
  const asked = await askWhoBlocks(services, tx, agreement, day)
  if (!asked) return false
  await noteEvent(services, tx, agreement, { what: 'reminded', by, detail: { day } })
  await record(services, tx, {
    ...by.grounds,
    territoryId: agreement.territoryId,
    what: 'agreement.reminded',
    about: { kind: 'agreement', id: agreementId },
    pupilId: agreement.pupilId,
  })
  return true
}

async function askWhoBlocks(services: MoveServices, tx: Db, agreement: Agreement, day: string): Promise<boolean> {
  if (agreement.state === 'draft') {
    let asked = 0
    for (const part of missingParts(agreement.content))
      if (part !== 'school') asked += await ask(services, tx, agreement, part, `remind-${day}`, undefined)
    return asked > 0
  }
  if (agreement.state !== 'signing') return false
  const waited = awaited(await listSignatories(tx, agreement))
  for (const signatory of waited) await askSignatory(services, tx, agreement, signatory, `remind-${day}`)
  return waited.length > 0
}

async function wasReminded(tx: Db, { territoryId, id }: Agreement, day: string): Promise<boolean> {
  const rows = await tx
    .selectFrom('agreement_events')
    .select('detail')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .where('what', '=', 'reminded')
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  return rows.some(({ detail }) => detail.day === day)
}
