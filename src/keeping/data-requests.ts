import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { OfPupil } from './pupil-data.ts'
import type { RequestKind } from './tables.ts'

export interface DataRequest extends OfPupil {
  readonly id: string
  readonly kind: RequestKind
  readonly words: string
  readonly askedBy: string | undefined
  readonly askedName: string
  readonly askedAt: Temporal.Instant
  /** The law gives a month (RGPD, art. 12). */
  readonly dueOn: Temporal.PlainDate
  readonly answeredAt: Temporal.Instant | undefined
  readonly answer: string | undefined
}

export const requestKinds: { readonly [Kind in RequestKind]: string } = {
  read: 'Recevoir une copie',
  correct: 'Corriger',
  erase: 'Effacer',
}

export const isRequestKind = (text: string): text is RequestKind => Object.hasOwn(requestKinds, text)

/** Newest first. */
export async function requestsOfPupil(db: Db, { territoryId, pupilId }: OfPupil): Promise<DataRequest[]> {
  const rows = await db
    .selectFrom('data_requests')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .orderBy('asked_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(requestOf)
}

/** Those that a school has to answer, the most urgent first. */
export async function openRequestsOfSchool(
  db: Db,
  { territoryId, school }: { readonly territoryId: string; readonly school: string },
): Promise<(DataRequest & { readonly pupilName: string })[]> {
  const rows = await db
    .selectFrom('data_requests as d')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'd.territory_id').onRef('p.id', '=', 'd.pupil_id'),
    )
    .selectAll('d')
    .select(['p.first_name', 'p.last_name'])
    .where('d.territory_id', '=', territoryId)
    .where('d.school', '=', school)
    .where('d.answered_at', 'is', null)
    .orderBy('d.due_on')
    .orderBy('d.id')
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...requestOf(row), pupilName: `${row.first_name} ${row.last_name}` }))
}

/** As the transaction may answer it. */
export async function lockRequest(tx: Db, { territoryId, pupilId }: OfPupil, id: string) {
  const row = await tx
    .selectFrom('data_requests')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .where('pupil_id', '=', pupilId)
    .forUpdate()
    .executeTakeFirst()
  return row && requestOf(row)
}

const requestOf = (row: Selectable<Schema['data_requests']>): DataRequest => ({
  territoryId: row.territory_id,
  id: row.id,
  pupilId: row.pupil_id,
  kind: row.kind,
  words: row.words,
  askedBy: row.asked_by ?? undefined,
  askedName: row.asked_name,
  askedAt: row.asked_at,
  dueOn: Temporal.PlainDate.from(row.due_on),
  answeredAt: row.answered_at ?? undefined,
  answer: row.answer ?? undefined,
})
