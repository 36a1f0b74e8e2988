import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from './agreement.ts'
import { type AgreementAnswers, type Part, rememberedOf } from './fields.ts'

/** What the host answered for its agreements, to be offered again. */
export async function answersOfHost(db: Db, territoryId: string, hostId: string): Promise<AgreementAnswers> {
  const row = await db
    .selectFrom('host_agreement_answers')
    .select('answers')
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .executeTakeFirst()
  return row?.answers ?? {}
}

/** What the school answered for its agreements. */
export async function answersOfSchool(db: Db, territoryId: string, school: string): Promise<AgreementAnswers> {
  const row = await db
    .selectFrom('school_agreement_answers')
    .select('answers')
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .executeTakeFirst()
  return row?.answers ?? {}
}

/** Keeps what was answered for the next agreements of the same host or school; a family's answers are nobody else's. */
export async function remember(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  { territoryId, hostId, school, content }: Pick<Agreement, 'territoryId' | 'hostId' | 'school' | 'content'>,
  part: Part,
): Promise<void> {
  const [answers, at] = [rememberedOf(content, part), clock.now().toString()]
  if (Object.keys(answers).length === 0) return
  if (part === 'host' && hostId !== undefined) {
    const known = await answersOfHost(tx, territoryId, hostId)
    await tx
      .insertInto('host_agreement_answers')
      .values({ territory_id: territoryId, host_id: hostId, answers: JSON.stringify({ ...known, ...answers }), at })
      .onConflict((on) =>
        on
          .columns(['territory_id', 'host_id'])
          .doUpdateSet((set) => ({ answers: set.ref('excluded.answers'), at: set.ref('excluded.at') })),
      )
      .execute()
  }
  if (part === 'school' && school !== '') {
    const known = await answersOfSchool(tx, territoryId, school)
    await tx
      .insertInto('school_agreement_answers')
      .values({ territory_id: territoryId, school, answers: JSON.stringify({ ...known, ...answers }), at })
      .onConflict((on) =>
        on
          .columns(['territory_id', 'school'])
          .doUpdateSet((set) => ({ answers: set.ref('excluded.answers'), at: set.ref('excluded.at') })),
      )
      .execute()
  }
}
