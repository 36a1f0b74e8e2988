import './tables.ts'
import type { Agreement } from '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Answers, EvaluationSide } from './evaluation.ts'

/** How a placement went, as one side said it. */
export interface Evaluation {
  readonly side: EvaluationSide
  /** Id of the template that it answers. */
  readonly template: string
  readonly answers: Answers
  readonly byName: string
  readonly at: Temporal.Instant
}

/** What each side said, as far as this transaction may read it. */
export async function evaluationsOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<readonly Evaluation[]> {
  const rows = await db
    .selectFrom('placement_evaluations')
    .select(['side', 'template', 'answers', 'by_name', 'at'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .orderBy('side')
    .execute()
  return rows.map(({ by_name: byName, ...row }) => ({ ...row, byName }))
}

/** Keeps what one side said; said again, it replaces what was said. */
export async function saveEvaluation(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  {
    agreement: { territoryId, id, pupilId, classId, school },
    evaluation,
    by,
  }: {
    readonly agreement: Agreement
    readonly evaluation: Pick<Evaluation, 'side' | 'template' | 'answers'>
    readonly by: { readonly account: string | undefined; readonly name: string }
  },
): Promise<void> {
  const said = {
    template: evaluation.template,
    answers: JSON.stringify(evaluation.answers),
    by_account: by.account ?? null,
    by_name: by.name,
    at: clock.now().toString(),
  }
  await db
    .insertInto('placement_evaluations')
    .values({
      territory_id: territoryId,
      agreement_id: id,
      side: evaluation.side,
      pupil_id: pupilId,
      class_id: classId ?? null,
      school,
      ...said,
    })
    .onConflict((on) => on.columns(['territory_id', 'agreement_id', 'side']).doUpdateSet(said))
    .execute()
}
