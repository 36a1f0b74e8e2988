import './tables.ts'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { Agreement } from '../agreement.ts'
import { agreementOf } from '../agreements.ts'
import { type Change, changesIn } from '../document/amended.ts'
import { type Anomaly, anomaliesOf, weightOf } from './anomalies.ts'
import { awaited } from './circuit.ts'
import { pupilName } from './say-agreement.ts'
import { type SignatoryRow, signatoriesOf } from './signatories.ts'
import type { SigningItem } from './signing-requests.ts'

/** An agreement that waits for the head, with what to look at first. */
export interface QueueRow {
  readonly agreement: Agreement
  readonly item: SigningItem
  readonly anomalies: readonly Anomaly[]
  /** What it changes, when it is an amendment. */
  readonly changes: readonly Change[]
  /** Others without whom it is not signed. */
  readonly othersAwaited: readonly SignatoryRow[]
}

export interface QueueOf {
  readonly territoryId: string
  readonly school: string
  readonly classId?: string | undefined
}

/** A school’s agreements of one season: whoever has more signs them in several times. */
export const mostInQueue = 1000

type Waiting = SelectQueryBuilder<
  { a: Schema['agreements']; s: Schema['agreement_signatories']; v: Schema['agreement_versions'] },
  'a' | 's' | 'v',
  object
>

function waiting(db: Db, { territoryId, school, classId }: QueueOf): Waiting {
  const query = db
    .selectFrom('agreements as a')
    .innerJoin('agreement_signatories as s', (join) =>
      join
        .onRef('s.territory_id', '=', 'a.territory_id')
        .onRef('s.agreement_id', '=', 'a.id')
        .on('s.party', '=', 'head')
        .on((on) =>
          on.or([on('s.signed_version', 'is', null), on('s.signed_version', '<', on.ref('s.asked_version'))]),
        ),
    )
    .innerJoin('agreement_versions as v', (join) =>
      join
        .onRef('v.territory_id', '=', 'a.territory_id')
        .onRef('v.agreement_id', '=', 'a.id')
        .onRef('v.version', '=', 'a.version'),
    )
    .where('a.territory_id', '=', territoryId)
    .where('a.school', '=', school)
    .where('a.state', '=', 'signing')
  return classId === undefined ? query : query.where('a.class_id', '=', classId)
}

/** What was frozen of an amendment; of others nothing is read. */
export const frozenAmendment = sql<string | null>`case when a.amends is not null then v.canonical_json end`

/** How many wait. */
export async function countQueue(db: Db, of: QueueOf): Promise<number> {
  const { count } = await waiting(db, of)
    .select((on) => on.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The first amendments of those that wait, and what they change: few, to be said in a mail. */
export async function amendmentsWaiting(
  db: Db,
  of: QueueOf,
): Promise<readonly { readonly of: string; readonly changes: readonly Change[] }[]> {
  const rows = await waiting(db, of)
    .where('a.amends', 'is not', null)
    .select(['a.content', 'v.canonical_json'])
    .orderBy('a.id')
    .limit(5)
    .execute()
  return rows.map(({ content, canonical_json }) => ({ of: pupilName(content), changes: changesIn(canonical_json) }))
}

/** Those that wait for the head of a school: what stands out first, then by class and name. */
export async function listQueue(db: Db, of: QueueOf): Promise<readonly QueueRow[]> {
  const rows = await waiting(db, of)
    .selectAll('a')
    .select(['s.id as signatory_id', 'v.pdf_sha256', frozenAmendment.as('amendment')])
    .orderBy('a.id')
    .limit(mostInQueue)
    .execute()
  if (rows.length === 0) return []
  const byAgreement = await signatoriesOf(
    db,
    of.territoryId,
    rows.map(({ id }) => id),
  )
  return rows
    .map((row): QueueRow => {
      const agreement = agreementOf(row)
      const signatories = byAgreement.get(row.id) ?? []
      return {
        agreement,
        item: {
          agreementId: row.id,
          signatoryId: row.signatory_id,
          version: row.version,
          documentSha256: row.pdf_sha256,
        },
        anomalies: anomaliesOf(agreement, signatories),
        changes: row.amendment === null ? [] : changesIn(row.amendment),
        othersAwaited: awaited(signatories).filter(({ party }) => party !== 'head'),
      }
    })
    .toSorted(
      (a, b) =>
        weightOf(b.anomalies) - weightOf(a.anomalies) ||
        sortName(a.agreement).localeCompare(sortName(b.agreement), 'fr'),
    )
}

const sortName = ({ content: { pupil } }: Agreement): string =>
  `${pupil.className ?? ''} ${pupil.lastName} ${pupil.firstName}`
