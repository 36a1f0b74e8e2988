import './tables.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import {
  type AgreementState,
  hasSigned,
  type Party,
  type SignatoryRow,
  type SignatureZone,
  signatureZones,
} from '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Batch } from './batches.ts'
import type { Placement } from './page-geometry.ts'
import { type Sheaf, type SortedPage, sortPages } from './sheaf.ts'
import type { ConfirmationState } from './tables.ts'

/** A page with its picture. */
export interface StackPage extends SortedPage {
  readonly image: string | undefined
  readonly width: number
  readonly height: number
  readonly placement: Placement | undefined
  readonly ink: readonly number[] | undefined
}

/** Someone who may have signed on the pages that came. */
export interface ZoneOnPage {
  readonly signatoryId: string
  readonly party: Party
  readonly name: string
  readonly takesNote: boolean
  /** Where they sign; undefined where the page did not come. */
  readonly page: StackPage | undefined
  readonly zone: SignatureZone
  /** Thousandths of the box that are written on; undefined where nothing could measure it. */
  readonly ink: number | undefined
  /** Signed already, online or on paper. */
  readonly isSigned: boolean
  /** A newer version asked them again: this paper does not count for them. */
  readonly isOutdated: boolean
}

/** Where an agreement of the batch stands. */
export type SheafState =
  /** Someone is to look at it. */
  | 'open'
  /** Looked at; counted soon. */
  | 'waiting'
  | 'counted'
  /** Nothing more to count: all who may sign on these pages have. */
  | 'settled'
  /** The page of signatures did not come. */
  | 'no-signatures'
  /** The document was made anew since it was printed. */
  | 'outdated'
  /** Not to be signed (any more). */
  | 'closed'

export interface StackSheaf extends Sheaf<StackPage> {
  readonly code: string
  readonly pupilId: string
  readonly pupilName: string
  readonly className: string
  readonly agreementState: AgreementState
  readonly zones: readonly ZoneOnPage[]
  readonly state: SheafState
  readonly confirmation: { readonly id: string; readonly state: ConfirmationState; readonly count: number } | undefined
}

const signersSchema = z.object({
  signers: z.array(z.object({ party: z.string(), rank: z.number(), name: z.string(), takesNote: z.boolean() })),
})

/**
 * What a batch holds, agreement by agreement, in the order of classes and names. Eight queries, however many pages.
 * Of a school's office: read under `guarded`. `only`: one agreement.
 */
export async function readStack(
  db: Db,
  batch: Pick<Batch, 'territoryId' | 'id'>,
  only?: string,
): Promise<readonly StackSheaf[]> {
  const { territoryId } = batch
  const own = await pagesWhere(db, territoryId, {
    batchId: batch.id,
    ...(only === undefined ? {} : { agreementIds: [only] }),
  })
  const ids = [...new Set(own.map(({ agreementId }) => agreementId))]
  if (ids.length === 0) return []
  const others = (await pagesWhere(db, territoryId, { agreementIds: ids })).filter((page) => page.batchId !== batch.id)
  const agreements = await agreementsOf(db, territoryId, ids)
  const versions = await versionsOf(db, territoryId, ids)
  const signatories = await signatoriesIn(db, territoryId, ids)
  const confirmations = await confirmationsOf(db, territoryId, batch.id)
  return sortPages(own, others, (agreementId, version) => versions.get(`${agreementId} ${version}`)?.pages)
    .flatMap((sheaf) => {
      const agreement = agreements.get(sheaf.agreementId)
      const frozen = versions.get(`${sheaf.agreementId} ${sheaf.version}`)
      if (!agreement || !frozen) return []
      const zones = zonesOf(sheaf, frozen, signatories.get(sheaf.agreementId) ?? [])
      const confirmation = confirmations.get(sheaf.agreementId)
      const state = stateOf(agreement.agreementState, zones, confirmation?.state)
      return [{ ...sheaf, ...agreement, zones, confirmation, state }]
    })
    .toSorted(
      (one, other) =>
        one.className.localeCompare(other.className, 'fr', { numeric: true }) ||
        one.pupilName.localeCompare(other.pupilName, 'fr') ||
        (one.agreementId < other.agreementId ? -1 : 1),
    )
}

function stateOf(
  agreement: AgreementState,
  zones: readonly ZoneOnPage[],
  confirmation: ConfirmationState | undefined,
): SheafState {
  if (confirmation === 'waiting' || confirmation === 'counted') return confirmation
  if (!['signing', 'signed', 'running', 'completed'].includes(agreement)) return 'closed'
  const there = zones.filter(({ page }) => page)
  if (there.length === 0) return 'no-signatures'
  if (there.some(({ isSigned, isOutdated }) => !isSigned && !isOutdated)) return 'open'
  return there.some(({ isSigned, isOutdated }) => !isSigned && isOutdated) ? 'outdated' : 'settled'
}

function zonesOf(
  sheaf: Sheaf<StackPage>,
  { pages, signers }: FrozenVersion,
  signatories: readonly SignatoryRef[],
): ZoneOnPage[] {
  const zones = signatureZones(signers, pages)
  const firstOfPage = new Map<number, number>()
  zones.forEach((zone, index) => {
    if (!firstOfPage.has(zone.page)) firstOfPage.set(zone.page, index)
  })
  return zones.flatMap((zone, index) => {
    const signatory = signatories.find(({ party, rank }) => party === zone.party && rank === zone.rank)
    if (!signatory) return []
    const page = sheaf.pages.find((each) => each.page === zone.page)
    return [
      {
        signatoryId: signatory.id,
        party: zone.party,
        name: zone.name,
        takesNote: zone.takesNote,
        page,
        zone,
        ink: page?.ink?.[index - (firstOfPage.get(zone.page) ?? 0)],
        isSigned: hasSigned(signatory),
        isOutdated: signatory.askedVersion > sheaf.version,
      },
    ]
  })
}

async function pagesWhere(
  db: Db,
  territoryId: string,
  { batchId, agreementIds }: { readonly batchId?: string; readonly agreementIds?: readonly string[] },
): Promise<StackPage[]> {
  const rows = await db
    .selectFrom('paper_pages')
    .select(['id', 'batch_id', 'agreement_id', 'version', 'page', 'image_sha256', 'image_width', 'image_height'])
    .select(['placement', 'ink'])
    .where('territory_id', '=', territoryId)
    .where('state', '=', 'known')
    .$if(batchId !== undefined, (query) => query.where('batch_id', '=', batchId ?? ''))
    .$if(agreementIds !== undefined, (query) => query.where(sql<boolean>`agreement_id = any(${agreementIds}::uuid[])`))
    .orderBy('batch_id')
    .orderBy('position')
    .execute()
  return rows.flatMap((row) =>
    row.agreement_id === null || row.version === null || row.page === null
      ? []
      : [
          {
            id: row.id,
            batchId: row.batch_id,
            agreementId: row.agreement_id,
            version: row.version,
            page: row.page,
            image: row.image_sha256 ?? undefined,
            width: row.image_width ?? 1,
            height: row.image_height ?? 1,
            placement: row.placement ?? undefined,
            ink: row.ink ?? undefined,
          },
        ],
  )
}

async function agreementsOf(db: Db, territoryId: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('agreements as a')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .leftJoin('classes as c', (on) =>
      on.onRef('c.territory_id', '=', 'a.territory_id').onRef('c.id', '=', 'a.class_id'),
    )
    .select(['a.id', 'a.code', 'a.state', 'a.pupil_id', 'p.first_name', 'p.last_name', 'c.name as class_name'])
    .where('a.territory_id', '=', territoryId)
    .where(sql<boolean>`a.id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        code: row.code,
        pupilId: row.pupil_id,
        pupilName: `${row.last_name} ${row.first_name}`,
        className: row.class_name ?? '',
        agreementState: row.state,
      },
    ]),
  )
}

interface FrozenVersion {
  readonly pages: number
  readonly signers: Parameters<typeof signatureZones>[0]
}

async function versionsOf(
  db: Db,
  territoryId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FrozenVersion>> {
  const rows = await db
    .selectFrom('agreement_versions')
    .select(['agreement_id', 'version', 'pages'])
    .select(sql`canonical_json::jsonb -> 'signers'`.as('signers'))
    .where('territory_id', '=', territoryId)
    .where(sql<boolean>`agreement_id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => {
      const { signers } = signersSchema.parse({ signers: row.signers })
      // What was frozen is ours: its parties are parties.
      return [`${row.agreement_id} ${row.version}`, { pages: row.pages, signers: signers as FrozenVersion['signers'] }]
    }),
  )
}

type SignatoryRef = Pick<SignatoryRow, 'id' | 'party' | 'rank' | 'askedVersion' | 'signedVersion'>

async function signatoriesIn(
  db: Db,
  territoryId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly SignatoryRef[]>> {
  const rows = await db
    .selectFrom('agreement_signatories')
    .select(['id', 'agreement_id', 'party', 'rank', 'asked_version', 'signed_version'])
    .where('territory_id', '=', territoryId)
    .where(sql<boolean>`agreement_id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ agreement_id }) => agreement_id)].map(([id, own]) => [
      id,
      own.map((row) => ({
        id: row.id,
        party: row.party,
        rank: row.rank,
        askedVersion: row.asked_version,
        signedVersion: row.signed_version ?? undefined,
      })),
    ]),
  )
}

async function confirmationsOf(db: Db, territoryId: string, batchId: string) {
  const rows = await db
    .selectFrom('paper_confirmations')
    .select(['id', 'agreement_id', 'state', 'signatories'])
    .where('territory_id', '=', territoryId)
    .where('batch_id', '=', batchId)
    .where('state', 'in', ['waiting', 'counted', 'refused'])
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.agreement_id, { id: row.id, state: row.state, count: row.signatories.length }]))
}
