import { readDay } from '#/platform/read-day.ts'
import './tables.ts'
import type { FieldError } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import { type HelpSettings, usualHelp } from './help.ts'

/** When a territory offers help; the usual where it chose nothing. */
export async function findHelpSettings(db: Db, territoryId: string): Promise<HelpSettings> {
  const row = await db
    .selectFrom('help_settings')
    .select(['opens_on', 'after_days', 'after_refusals'])
    .where('territory_id', '=', territoryId)
    .executeTakeFirst()
  if (!row) return usualHelp
  return {
    opensOn: row.opens_on === null ? undefined : Temporal.PlainDate.from(row.opens_on),
    afterDays: row.after_days,
    afterRefusals: row.after_refusals,
  }
}

export async function saveHelpSettings(db: Db, territoryId: string, settings: HelpSettings): Promise<void> {
  const chosen = {
    opens_on: settings.opensOn?.toString() ?? null,
    after_days: settings.afterDays,
    after_refusals: settings.afterRefusals,
  }
  await db
    .insertInto('help_settings')
    .values({ territory_id: territoryId, ...chosen })
    .onConflict((on) => on.column('territory_id').doUpdateSet(chosen))
    .execute()
}

/** The answers of the form, as they were typed. */
export interface HelpForm {
  readonly ouverture: string
  readonly jours: string
  readonly refus: string
}

export const helpFormOf = ({ opensOn, afterDays, afterRefusals }: HelpSettings): HelpForm => ({
  ouverture: opensOn?.toString() ?? '',
  jours: String(afterDays),
  refus: String(afterRefusals),
})

/** Reads the form's answers, or says what is to be mended. */
export function readHelpForm({
  ouverture,
  jours,
  refus,
}: HelpForm): { readonly settings: HelpSettings } | { readonly errors: readonly FieldError[] } {
  const opensOn = ouverture === '' ? undefined : dateOf(ouverture)
  const [afterDays, afterRefusals] = [numberOf(jours, 0, 365), numberOf(refus, 1, 50)]
  const errors: FieldError[] = []
  if (ouverture !== '' && !opensOn)
    errors.push({ name: 'ouverture', message: 'Donnez une date qui existe, ou laissez vide. Rien n’a changé.' })
  if (afterDays === undefined)
    errors.push({ name: 'jours', message: 'Donnez un nombre de jours de 0 à 365. Rien n’a changé.' })
  if (afterRefusals === undefined)
    errors.push({ name: 'refus', message: 'Donnez un nombre de refus de 1 à 50. Rien n’a changé.' })
  if (errors.length > 0 || afterDays === undefined || afterRefusals === undefined) return { errors }
  return { settings: { opensOn, afterDays, afterRefusals } }
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  return text.startsWith('20') ? readDay(text) : undefined
}

function numberOf(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : undefined
}
