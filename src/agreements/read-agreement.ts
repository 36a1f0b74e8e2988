import './tables.ts'
import { type Account, holds, type Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { ageOn } from '#/rules/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from './agreement.ts'
import { amendmentsOf, findAgreement } from './agreements.ts'
import { amendedFacts, type Change, changesIn } from './document/amended.ts'
import { findVersion } from './document/versions.ts'
import type { Part } from './fields.ts'
import { awaited } from './signatures/circuit.ts'
import { listSignatories, type SignatoryRow } from './signatures/signatories.ts'
import type { StandingSignatory } from './steps.ts'
import { type AgreementEvent, eventsOf } from './timeline.ts'

/** On which side of an agreement someone stands: the closest to the pupil first. */
export type Viewer = 'pupil' | 'family' | 'host' | 'school'

export function viewerOf(account: Account, place: Place): Viewer {
  if (holds(account, ['pupil'], place)) return 'pupil'
  if (holds(account, ['representative'], place)) return 'family'
  return holds(account, ['host'], place) ? 'host' : 'school'
}

/** `draft`: as it would be frozen now; `frozen`: what is signed; `file`: what was handed in; `none`: it came here signed, without any. */
export type Paper = 'draft' | 'frozen' | 'file' | 'none'

/** What the agreement's page shows. */
export interface AgreementView {
  readonly agreement: Agreement
  readonly viewer: Viewer
  readonly signatories: readonly (SignatoryRow & StandingSignatory)[]
  readonly events: readonly AgreementEvent[]
  readonly amendments: readonly Agreement[]
  /** Of an amendment: what it amends. */
  readonly amended: Agreement | undefined
  /** And what it changes. */
  readonly changes: readonly Change[]
  /** What there is to read of it on paper. */
  readonly paper: Paper
  /** The one that took its place. */
  readonly successor: string | undefined
  readonly timeZone: string
  readonly today: Temporal.PlainDate
  /** A plan for health to bring along (PAI); undefined where it is not this reader's to know, or nobody said. */
  readonly hasPlan: boolean | undefined
}

/** Reads an agreement with all that its page shows, behind whatever lock the caller reads by; undefined when it is not there. */
export async function readAgreementView(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  id: string,
  viewer: Viewer,
): Promise<AgreementView | undefined> {
  const agreement = await findAgreement(db, id)
  if (!agreement) return undefined
  const { territoryId, amends } = agreement
  const timeZone = await timeZoneOf(db, territoryId)
  const health = await db
    .selectFrom('agreement_health')
    .select('has_plan')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .executeTakeFirst()
  const successor = await db
    .selectFrom('agreements')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('replaces', '=', id)
    .executeTakeFirst()
  const amended = amends === undefined ? undefined : await findAgreement(db, amends)
  return {
    agreement,
    viewer,
    signatories: withWaits(await listSignatories(db, agreement)),
    events: await eventsOf(db, agreement),
    amendments: await amendmentsOf(db, agreement),
    amended,
    changes: amended === undefined ? [] : await changesOf(db, agreement, amended),
    paper: await paperOf(db, agreement),
    successor: successor?.id,
    timeZone,
    today: clock.now().toZonedDateTimeISO(timeZone).toPlainDate(),
    hasPlan: health?.has_plan,
  }
}

async function paperOf(db: Db, { territoryId, id: agreementId, version, source, state }: Agreement): Promise<Paper> {
  if (source === 'outside') {
    const file = await db
      .selectFrom('outside_files')
      .select('media_type')
      .where('territory_id', '=', territoryId)
      .where('agreement_id', '=', agreementId)
      .executeTakeFirst()
    return file ? 'file' : 'none'
  }
  if (state === 'draft' || state === 'filled' || state === 'checked') return 'draft'
  if (version === 0) return ['signed', 'running', 'completed'].includes(state) ? 'none' : 'draft'
  return (await findVersion(db, { territoryId, agreementId, version })) ? 'frozen' : 'none'
}

/** As it was frozen to be signed: once it is, the agreement already says the same. Before, as it would be. */
async function changesOf(db: Db, amendment: Agreement, amended: Agreement): Promise<readonly Change[]> {
  const { territoryId, id: agreementId, version, content } = amendment
  const frozen = version === 0 ? undefined : await findVersion(db, { territoryId, agreementId, version })
  return frozen ? changesIn(frozen.json) : amendedFacts(amended.content, content)
}

/** Signatories, with those marked without whom it is not signed yet. */
export function withWaits<Row extends SignatoryRow>(
  rows: readonly Row[],
): readonly (Row & { readonly waits: boolean })[] {
  const waited = awaited(rows)
  return rows.map((row) => ({ ...row, waits: waited.includes(row) }))
}

/** The part that this side fills; a pupil only once adult, since a family's part is the family's. */
export function partOf({
  viewer,
  agreement,
  today,
}: Pick<AgreementView, 'viewer' | 'agreement' | 'today'>): Part | undefined {
  if (viewer === 'pupil')
    return ageOn(Temporal.PlainDate.from(agreement.content.pupil.birthDate), today) >= 18 ? 'family' : undefined
  return viewer
}
