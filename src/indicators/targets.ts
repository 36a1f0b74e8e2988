import { readDay } from '#/platform/read-day.ts'
import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** What a coordination wants to reach for a scheme. */
export interface Target {
  /** Per cent of the pupils placed. */
  readonly share: number
  readonly byDay: Temporal.PlainDate
}

export async function findTarget(db: Db, territoryId: string, scheme: string): Promise<Target | undefined> {
  const row = await db
    .selectFrom('coverage_targets')
    .select(['share', 'by_day'])
    .where('territory_id', '=', territoryId)
    .where('scheme', '=', scheme)
    .executeTakeFirst()
  return row && { share: row.share, byDay: Temporal.PlainDate.from(row.by_day) }
}

/** The fields of the form as typed. */
export interface TargetForm {
  readonly share: string
  readonly byDay: string
}

/** Reads the form; `null` takes the target back, a text says what is wrong with a field. */
export function readTarget({
  share,
  byDay,
}: TargetForm): { target: Target | null } | { share?: string; byDay?: string } {
  if (share.trim() === '' && byDay.trim() === '') return { target: null }
  const percent = /^\d{1,3}$/.test(share.trim()) ? Number(share) : 0
  const day = readDay(byDay.trim())
  const wrong = {
    ...(percent < 1 || percent > 100 ? { share: 'Donnez une part entre 1 et 100. Rien n’a changé.' } : {}),
    ...(day ? {} : { byDay: 'Donnez un jour du calendrier, comme 2026-06-01. Rien n’a changé.' }),
  }
  return day && Object.keys(wrong).length === 0 ? { target: { share: percent, byDay: day } } : wrong
}

/** Sets a scheme's target, or takes it back; the same again changes nothing. */
export async function saveTarget(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, scheme, by }: { readonly territoryId: string; readonly scheme: string; readonly by: string },
  target: Target | null,
): Promise<void> {
  if (target === null) {
    await db
      .deleteFrom('coverage_targets')
      .where('territory_id', '=', territoryId)
      .where('scheme', '=', scheme)
      .execute()
    return
  }
  const set = { share: target.share, by_day: target.byDay.toString(), set_by: by, set_at: clock.now().toString() }
  await db
    .insertInto('coverage_targets')
    .values({ territory_id: territoryId, scheme, ...set })
    .onConflict((on) => on.columns(['territory_id', 'scheme']).doUpdateSet(set))
    .execute()
}
