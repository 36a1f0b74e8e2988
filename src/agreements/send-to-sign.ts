import './tables.ts'
import { sql } from 'kysely'
import { plainText } from '#/applications/index.ts'
import { record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from './agreement.ts'
import { findAgreement, lockAgreement } from './agreements.ts'
import { concernedBy } from './consent.ts'
import type { AgreementContent } from './content.ts'
import { freezeVersion } from './document/index.ts'
import { judgeAgreement, standingFindings } from './judge-agreement.ts'
import { type Actor, moveAgreement, noteEvent } from './move-agreement.ts'
import { openSigning } from './signatures/open-signing.ts'
import type { AgreementFinding, KeptOverride, Party } from './tables.ts'

export type Sent =
  | { readonly agreement: Agreement }
  | { readonly why: 'unknown' }
  | { readonly why: 'changed'; readonly agreement: Agreement }
  /** The rules refuse it; nothing was sent. */
  | { readonly why: 'findings'; readonly findings: readonly AgreementFinding[] }
  /** A written reason is too short, too long, or not this person's to give. */
  | { readonly why: 'reason'; readonly rule: string }

/** What a validator writes to let pass what the law leaves to a person, by rule. */
export type Reasons = Readonly<Record<string, string>>

const [leastReason, mostReason] = [10, 500]

export type SendServices = Pick<
  Services,
  'db' | 'clock' | 'newId' | 'notifications' | 'configuration' | 'announce' | 'files' | 'key'
>

/**
 * Checks an agreement and sends it to signature, in one transaction: the day of its submission becomes that of its rules for ever, the
 * document is frozen, everyone who signs gets their link. After a change, only those whose consent it takes are asked again; an
 * amendment asks nobody else. A second click finds it sent.
 */
export async function sendToSign(
  services: SendServices,
  {
    agreementId,
    by,
    mayOverride,
    name,
    reasons,
  }: {
    readonly agreementId: string
    readonly by: Actor
    /** A validator: whoever answers for the school, or the prescriber. */
    readonly mayOverride: boolean
    /** Who writes the reasons. */
    readonly name: string
    readonly reasons: Reasons
  },
): Promise<Sent> {
  return services.db.transaction().execute(async (tx): Promise<Sent> => {
    const before = await lockAgreement(tx, agreementId)
    if (!before) return { why: 'unknown' }
    if (before.state !== 'filled' && before.state !== 'checked') return { why: 'changed', agreement: before }
    const { territoryId } = before
    const today = services.clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(tx, territoryId))
      .toPlainDate()
      .toString()
    // What was submitted keeps the rules of its day, whenever it is changed afterwards.
    const submittedOn = before.submittedOn ?? today
    const findings = await judgeAgreement(services, tx, { ...before, submittedOn })
    const overridden = readOverrides(findings, before.overrides, { by, mayOverride, name, reasons, today })
    if ('rule' in overridden) return { why: 'reason', rule: overridden.rule }
    const { overrides, added } = overridden
    await tx
      .updateTable('agreements')
      .set({ findings: JSON.stringify(findings) })
      .where('territory_id', '=', territoryId)
      .where('id', '=', agreementId)
      .execute()
    const standing = standingFindings(findings, overrides)
    if (standing.length > 0) return { why: 'findings', findings: standing }
    for (const { rule, reason } of added) await noteOverride(services, tx, before, by, { rule, reason, name })
    if (before.state === 'filled')
      await moveAgreement(services, tx, { agreementId, transition: 'check', by, set: { submittedOn, overrides } })
    const checked = (await findAgreement(tx, agreementId)) ?? before
    const concerned = await concernedSince(tx, checked)
    const { version } = await freezeVersion(services, tx, checked, by.grounds.by)
    const sent = await moveAgreement(services, tx, {
      agreementId,
      transition: 'send',
      by,
      detail: { version },
      set: { version },
    })
    if ('agreement' in sent) await openSigning(services, tx, sent.agreement, concerned)
    return sent
  })
}

/** Whose consent is asked: everyone's for a first version, then of those concerned by what changed; of an amendment, by what it changes. */
async function concernedSince(
  tx: Db,
  { territoryId, id, version, amends, content }: Agreement,
): Promise<'all' | ReadonlySet<Party>> {
  const amended = amends === undefined ? undefined : await findAgreement(tx, amends)
  if (amended) return concernedBy(amended.content, content)
  if (version === 0) return 'all'
  const former = await tx
    .selectFrom('agreement_versions')
    .select(sql<AgreementContent>`canonical_json::jsonb -> 'content'`.as('content'))
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return former ? concernedBy(former.content, content) : 'all'
}

/** The written reasons, kept beside those that were given before; `rule` where one cannot be taken. */
function readOverrides(
  findings: readonly AgreementFinding[],
  kept: readonly KeptOverride[],
  given: {
    readonly by: Actor
    readonly mayOverride: boolean
    readonly name: string
    readonly reasons: Reasons
    readonly today: string
  },
):
  | { readonly overrides: readonly KeptOverride[]; readonly added: readonly KeptOverride[] }
  | { readonly rule: string } {
  const added: KeptOverride[] = []
  for (const { rule } of standingFindings(findings, kept).filter(({ overridable }) => overridable)) {
    const reason = plainText(given.reasons[rule] ?? '')
    if (reason === '' || added.some((each) => each.rule === rule)) continue
    if (!given.mayOverride || reason.length < leastReason || reason.length > mostReason) return { rule }
    added.push({ rule, reason, by: given.by.grounds.by ?? '', name: given.name, on: given.today })
  }
  return { overrides: [...kept, ...added], added }
}

async function noteOverride(
  services: SendServices,
  tx: Db,
  agreement: Agreement,
  by: Actor,
  { rule, reason, name }: { readonly rule: string; readonly reason: string; readonly name: string },
): Promise<void> {
  await noteEvent(services, tx, agreement, { what: 'override', by, detail: { rule, why: reason, name } })
  await record(services, tx, {
    ...by.grounds,
    territoryId: agreement.territoryId,
    what: 'agreement.overridden',
    about: { kind: 'agreement', id: agreement.id },
    pupilId: agreement.pupilId,
  })
}
