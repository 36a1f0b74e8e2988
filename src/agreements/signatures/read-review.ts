import './tables.ts'
import { sql } from 'kysely'
import type { ProgressState } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import { agreementOf } from '../agreements.ts'
import { type Change, changesIn } from '../document/amended.ts'
import { type Anomaly, anomaliesOf, weightOf } from './anomalies.ts'
import { awaited } from './circuit.ts'
import { frozenAmendment } from './review-queue.ts'
import { hostNames } from './say-agreement.ts'
import { itemsOfRequest } from './sign-request.ts'
import { type SignatoryRow, signatoriesOf } from './signatories.ts'
import type { SigningRequest } from './signing-requests.ts'
import type { SigningResult } from './tables.ts'

/** One agreement of a head's signature. */
export interface ReviewLine {
  readonly agreementId: string
  readonly pupil: string
  readonly className: string | undefined
  readonly host: string
  readonly anomalies: readonly Anomaly[]
  readonly changes: readonly Change[]
  readonly result: SigningResult | undefined
  /** Those whose signature is still missing, as things stand now. */
  readonly awaited: readonly SignatoryRow[]
}

/** The agreements of a request, what did not go through first. */
export async function readReview(db: Db, request: SigningRequest): Promise<readonly ReviewLine[]> {
  const items = await itemsOfRequest(db, request)
  if (items.length === 0) return []
  const rows = await db
    .selectFrom('agreements as a')
    .leftJoin('agreement_versions as v', (join) =>
      join
        .onRef('v.territory_id', '=', 'a.territory_id')
        .onRef('v.agreement_id', '=', 'a.id')
        .onRef('v.version', '=', 'a.version'),
    )
    .selectAll('a')
    .select(frozenAmendment.as('amendment'))
    .where('a.territory_id', '=', request.territoryId)
    .where(sql<boolean>`a.id = any(${items.map(({ agreementId }) => agreementId)}::uuid[])`)
    .execute()
  const signatories = await signatoriesOf(
    db,
    request.territoryId,
    rows.map(({ id }) => id),
  )
  const results = new Map(items.map(({ agreementId, result }) => [agreementId, result]))
  const stuck = ({ result }: ReviewLine): number => Number(result === 'signed' || result === 'already')
  return rows
    .map((row): ReviewLine => {
      const agreement = agreementOf(row)
      const people = signatories.get(agreement.id) ?? []
      return {
        agreementId: agreement.id,
        pupil: `${agreement.content.pupil.lastName} ${agreement.content.pupil.firstName}`,
        className: agreement.content.pupil.className,
        host: hostNames(agreement.content),
        anomalies: anomaliesOf(agreement, people),
        changes: row.amendment === null ? [] : changesIn(row.amendment),
        result: results.get(agreement.id),
        awaited: agreement.state === 'signing' ? awaited(people) : [],
      }
    })
    .toSorted(
      (a, b) =>
        stuck(a) - stuck(b) || weightOf(b.anomalies) - weightOf(a.anomalies) || a.pupil.localeCompare(b.pupil, 'fr'),
    )
}

/** How far the signing of an approved request is; `here`: the page that shows what became of each. */
export function progressOf(lines: readonly ReviewLine[], here: string): ProgressState {
  const done = lines.filter(({ result }) => result !== undefined).length
  return {
    stage: 'Signature des conventions',
    done,
    total: lines.length,
    ...(done === lines.length ? { next: here } : {}),
  }
}
