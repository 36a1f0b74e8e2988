import { plainText } from '#/applications/index.ts'
import type { FieldError } from '#/design/index.ts'
import { readDay } from '#/platform/read-day.ts'
import type { AgreementContent } from './content.ts'
import { readAmount } from './costs.ts'
import type { Field } from './fields.ts'
import { readDayHours } from './hours-text.ts'

const letters = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/
const digits = /^\+?[\d\s.()-]{6,25}$/

/** Why an answer cannot be kept, in words that say how to mend it; undefined when it can. An empty answer always can. */
export function answerDefect({ label, kind, most }: Field, value: string): string | undefined {
  if (value === '') return undefined
  if (value.length > most)
    return `${label} : ${most} signes au plus, il y en a ${value.length}. Raccourcissez un peu ; le reste est gardé.`
  switch (kind) {
    case 'email':
      return letters.test(value)
        ? undefined
        : `${label} : écrivez une adresse comme prenom.nom@exemple.fr. Le reste est gardé.`
    case 'tel':
      return digits.test(value) ? undefined : `${label} : écrivez un numéro comme 06 12 34 56 78. Le reste est gardé.`
    case 'date':
      return isDay(value) ? undefined : `${label} : choisissez une date, par exemple 2025-11-04. Le reste est gardé.`
    case 'number':
      return /^\d{1,6}$/.test(value) ? undefined : `${label} : écrivez un nombre entier. Le reste est gardé.`
    case 'amount':
      return readAmount(value) === undefined
        ? `${label} : écrivez un montant en euros, par exemple 12,50. Le reste est gardé.`
        : undefined
    case 'hours':
      return readDayHours(value)
        ? undefined
        : `Horaires du ${label} : écrivez par exemple « 9 h – 12 h 30, 13 h 30 – 17 h ». Le reste est gardé.`
    case 'text':
      return value.includes('\n') ? `${label} : écrivez sur une seule ligne. Le reste est gardé.` : undefined
    case 'long':
      return undefined
    default:
      return kind satisfies never
  }
}

/** Whether a text is a day that exists, of a year that an agreement can be about. */
export const isDay = (text: string): boolean => text.startsWith('20') && readDay(text) !== undefined

/**
 * The content with the answers of a form. What can be kept is kept, whatever else is wrong: nobody types twice. Fields that the form did
 * not hold stay as they are.
 */
export function withAnswers(
  content: AgreementContent,
  fields: readonly Field[],
  answers: (name: string) => string | undefined,
): { readonly content: AgreementContent; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  let next = content
  for (const field of fields) {
    const given = answers(field.name)
    if (given === undefined) continue
    const value = plainText(given)
    const defect = answerDefect(field, value)
    if (defect !== undefined) errors.push({ name: field.name, message: defect })
    else if (value !== field.read(next)) next = field.write(next, value)
  }
  return { content: next, errors }
}
