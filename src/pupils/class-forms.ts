import { mondayOf } from '#/calendar/index.ts'
import type { FieldError } from '#/design/index.ts'
import { isLevel, isSchemeId, type Level, type SchemeId } from '#/rules/index.ts'
import { dateOf } from './pupil-form.ts'
import { sentLine } from './sent-text.ts'

/** A class to add, as typed. */
export interface ClassForm {
  readonly cle: string
  readonly nom: string
  readonly niveau: string
}

export const readClassForm = (sent: Readonly<Record<string, unknown>>): ClassForm => ({
  cle: sentLine(sent.cle, 40),
  nom: sentLine(sent.nom),
  niveau: sentLine(sent.niveau, 20),
})

const longestName = 40

export function checkClassForm({
  nom,
  niveau,
}: ClassForm): { readonly name: string; readonly level: Level } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  if (nom === '') errors.push({ name: 'nom', message: 'Donnez un nom à la classe, par exemple 2de A.' })
  else if (nom.length > longestName)
    errors.push({ name: 'nom', message: `Donnez un nom de ${longestName} signes au plus.` })
  if (!isLevel(niveau)) errors.push({ name: 'niveau', message: 'Choisissez un niveau.' })
  return errors.length === 0 && isLevel(niveau) ? { name: nom, level: niveau } : { errors }
}

/** Weeks to fill, as typed: a first day and a number of weeks in a row. */
export interface PeriodForm {
  readonly cle: string
  readonly nom: string
  readonly dispositif: string
  readonly debut: string
  readonly semaines: string
}

export const readPeriodForm = (sent: Readonly<Record<string, unknown>>): PeriodForm => ({
  cle: sentLine(sent.cle, 40),
  nom: sentLine(sent.nom),
  dispositif: sentLine(sent.dispositif, 40),
  debut: sentLine(sent.debut, 20),
  semaines: sentLine(sent.semaines, 5),
})

/** A form to fill, with what a class of this level most often does. */
export const emptyPeriodForm = (cle: string, level: Level): PeriodForm => ({
  ...readPeriodForm({}),
  cle,
  dispositif: usualSchemes[level] ?? 'pfmp',
  semaines: level === 'seconde' ? '2' : '1',
})

const usualSchemes: { readonly [Of in Level]?: SchemeId } = {
  quatrieme: 'observation-4e',
  troisieme: 'observation-3e',
  seconde: 'observation-2de',
}

/** A bac pro spends 22 weeks at work in three years; no school year has more of them in a row. */
const mostWeeks = 12

/** Judges the form; `schoolYear` is the class's. */
export function checkPeriodForm(
  form: PeriodForm,
  schoolYear: number,
):
  | { readonly name: string; readonly scheme: SchemeId; readonly weeks: readonly string[] }
  | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: keyof PeriodForm, message: string): void => {
    errors.push({ name, message })
  }
  const { nom, dispositif, debut, semaines } = form
  if (nom === '') fail('nom', 'Donnez un nom à ces semaines, par exemple Stage de juin.')
  else if (nom.length > longestName) fail('nom', `Donnez un nom de ${longestName} signes au plus.`)
  if (!isSchemeId(dispositif)) fail('dispositif', 'Choisissez un type de stage.')
  const count = Number(semaines)
  const isCount = /^\d+$/.test(semaines) && count >= 1 && count <= mostWeeks
  if (!isCount) fail('semaines', `Donnez un nombre de semaines, de 1 à ${mostWeeks}.`)
  const day = dateOf(debut)
  const [first, last] = [
    Temporal.PlainDate.from({ year: schoolYear, month: 8, day: 1 }),
    Temporal.PlainDate.from({ year: schoolYear + 1, month: 8, day: 31 }),
  ]
  if (!day) fail('debut', 'Donnez un jour de la première semaine, par exemple 15/06/2026.')
  else if (Temporal.PlainDate.compare(day, first) < 0 || Temporal.PlainDate.compare(day, last) > 0)
    fail('debut', `Donnez un jour de l’année scolaire ${schoolYear}-${schoolYear + 1} de cette classe.`)
  if (errors.length > 0 || !day || !isSchemeId(dispositif)) return { errors }
  return { name: nom, scheme: dispositif, weeks: weeksFrom(day, count) }
}

function weeksFrom(day: Temporal.PlainDate, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const { yearOfWeek, weekOfYear } = day.add({ weeks: index })
    const week = `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`
    if (!mondayOf(week)) throw new RangeError(`No such week: ${week}`)
    return week
  })
}
