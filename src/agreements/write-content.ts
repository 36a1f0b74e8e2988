import './tables.ts'
import { record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Agreement } from './agreement.ts'
import { agreementOf } from './agreements.ts'
import { changedAspects } from './consent.ts'
import type { AgreementContent } from './content.ts'
import { missingFields } from './fields.ts'
import { judgeAgreement, personKey } from './judge-agreement.ts'
import { type Actor, type MoveServices, moveAgreement, noteEvent, platformActor } from './move-agreement.ts'
import { spanOf } from './presence-days.ts'

/** The columns that repeat the content, for lists, overlaps and limits. */
export function columnsOf(content: AgreementContent) {
  const { firstDay, lastDay, weeks } = spanOf(content)
  const host = content.hosts[0]
  return {
    content: JSON.stringify(content),
    first_day: firstDay,
    last_day: lastDay,
    weeks: [...weeks],
    tutor_key: personKey(host.tutor ?? host.representative) ?? null,
    referent_key: personKey(content.referent) ?? null,
  }
}

/**
 * Writes what an agreement says, in the caller's transaction, which holds it locked: checks it anew, keeps its dates in step, notes what
 * changed, and moves it where it now belongs. The caller decided that it may be changed at all. Nothing happens when nothing changed.
 */
export async function writeContent(
  services: MoveServices,
  tx: Db,
  before: Agreement,
  content: AgreementContent,
  by: Actor,
): Promise<Agreement> {
  if (JSON.stringify(content) === JSON.stringify(before.content)) return before
  const { territoryId, id } = before
  const changed = changedAspects(before.content, content)
  const findings = await judgeAgreement(services, tx, { ...before, content })
  const row = await tx
    .updateTable('agreements')
    .set((on) => ({
      ...columnsOf(content),
      findings: JSON.stringify(findings),
      row_version: on('row_version', '+', 1),
    }))
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteEvent(services, tx, before, {
    what: before.state === 'signing' && changed.length === 0 ? 'corrected' : 'changed',
    by,
    detail: changed.length === 0 ? {} : { about: changed.map(({ says }) => says).join(', ') },
  })
  await record(services, tx, {
    ...by.grounds,
    territoryId,
    what: 'agreement.changed',
    about: { kind: 'agreement', id },
    pupilId: before.pupilId,
  })
  return settle(services, tx, agreementOf(row), changed.length > 0)
}

/** Moves an agreement where what it says puts it: filled when nothing is missing, to be checked again when its substance changed. */
export async function settle(
  services: MoveServices,
  tx: Db,
  agreement: Agreement,
  substance: boolean,
): Promise<Agreement> {
  const lacks = missingFields(agreement.content).length > 0
  const { state } = agreement
  const transition =
    state === 'draft' && !lacks
      ? 'fill'
      : (state === 'filled' || state === 'checked') && lacks
        ? 'empty'
        : state === 'checked' && substance
          ? 'change'
          : undefined
  if (!transition) return agreement
  const moved = await moveAgreement(services, tx, { agreementId: agreement.id, transition, by: platformActor })
  return 'agreement' in moved ? moved.agreement : agreement
}
