import { countWords, dayWords, listWords } from '#/design/words.ts'
import type { Principle } from './principle.ts'

/** By their number, from 1. */
export const monthNames = [
  ...(['janvier', 'février', 'mars', 'avril', 'mai', 'juin'] as const),
  ...(['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'] as const),
] as const

/** « 4 élèves par an, sauf en juillet et août. » */
export function welcomeWords({ pupilsAYear, monthsWithout }: Principle): string {
  const months = listWords(monthsWithout.flatMap((month) => monthNames[month - 1] ?? []))
  const without = months === '' ? '' : `, sauf en ${months}`
  if (pupilsAYear === undefined)
    return months === '' ? 'Rien n’est encore dit.' : `Nombre d’élèves non précisé${without}.`
  if (pupilsAYear === 0) return 'Cette structure ne souhaite pas accueillir d’élèves pour l’instant.'
  return `${countWords(pupilsAYear, 'élève')} par an${without}.`
}

/** « Par téléphone de préférence, le matin. » */
export function reachWords({ contactBy, contactHours }: Principle): string {
  const way = { any: 'Par téléphone ou par courriel', phone: 'Par téléphone', email: 'Par courriel' }[contactBy]
  return contactHours === '' ? `${way}.` : `${way} : ${contactHours}.`
}

/** « mardi 1er septembre 2026 » out of an ISO date. */
export const dateWords = (date: string): string => dayWords(Temporal.PlainDate.from(date), { year: true })
