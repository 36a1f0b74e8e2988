import type { FieldError } from '#/design/index.ts'
import { readDay } from '#/platform/read-day.ts'
import type { ContactBy, Principle } from './principle.ts'

/** The answers about an agreement of principle as texts. */
export const emptyPrincipleForm = {
  eleves: '',
  moyen: 'any',
  contact: '',
  email: '',
  telephone: '',
  heures: '',
  avant: '',
  note: '',
}
export type PrincipleForm = { readonly [Field in keyof typeof emptyPrincipleForm]: string } & {
  readonly mois: readonly string[]
}

export const readPrincipleForm = (
  sent: (name: string) => string,
  ticked: (name: string) => readonly string[],
): PrincipleForm => {
  const form = { ...emptyPrincipleForm }
  for (const field of Object.keys(emptyPrincipleForm))
    if (isField(field)) form[field] = sent(field).replaceAll('\0', '').trim().slice(0, 3000)
  return { ...form, mois: ticked('mois') }
}
const isField = (name: string): name is keyof typeof emptyPrincipleForm => name in emptyPrincipleForm

export const principleFormOf = (principle: Principle): PrincipleForm => ({
  eleves: principle.pupilsAYear === undefined ? '' : String(principle.pupilsAYear),
  moyen: principle.contactBy,
  contact: principle.contactName,
  email: principle.contactEmail ?? '',
  telephone: principle.contactPhone ?? '',
  heures: principle.contactHours,
  avant: principle.notBefore ?? '',
  note: principle.note,
  mois: principle.monthsWithout.map(String),
})

const contactWays: readonly ContactBy[] = ['any', 'email', 'phone']
const longest = { line: 150, note: 1000 }
const mostPupils = 10_000

/** What a form says the host agrees to, or all that is to be mended in it. */
export function judgePrincipleForm(
  form: PrincipleForm,
): { readonly principle: Principle } | { readonly errors: FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: string, message: string) => errors.push({ name, message })
  const pupils = form.eleves === '' ? undefined : Number(form.eleves)
  if (pupils !== undefined && !(Number.isInteger(pupils) && pupils >= 0 && pupils <= mostPupils))
    fail('eleves', 'Donnez un nombre d’élèves par an, par exemple 4, ou laissez vide.')
  const months = [...new Set(form.mois)].map(Number).toSorted((a, b) => a - b)
  if (months.some((month) => !Number.isInteger(month) || month < 1 || month > 12))
    fail('mois', 'Cochez des mois de la liste.')
  const contactBy = contactWays.find((way) => way === form.moyen)
  if (!contactBy) fail('moyen', 'Choisissez comment la structure préfère être contactée.')
  if (form.email !== '' && !/^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>"]{2,}$/.test(form.email))
    fail('email', 'Cette adresse électronique n’est pas complète : elle a la forme nom@exemple.fr.')
  if (form.email.length > longest.line) fail('email', 'Cette adresse électronique est trop longue.')
  if (form.telephone !== '' && !/^\+?[\d\s.()-]{8,25}$/.test(form.telephone))
    fail('telephone', 'Donnez un numéro de téléphone, par exemple 02 31 00 00 00.')
  if (contactBy === 'email' && form.email === '') fail('email', 'Donnez l’adresse électronique par laquelle écrire.')
  if (contactBy === 'phone' && form.telephone === '') fail('telephone', 'Donnez le numéro de téléphone à appeler.')
  for (const [field, label] of [
    ['contact', 'le nom de la personne'],
    ['heures', 'les heures'],
  ] as const)
    if (form[field].length > longest.line) fail(field, `Raccourcissez ${label} : ${longest.line} signes au plus.`)
  if (form.note.length > longest.note) fail('note', `Raccourcissez la note : ${longest.note} signes au plus.`)
  if (form.avant !== '' && !isDay(form.avant))
    fail('avant', 'Donnez une date, par exemple 2026-09-01, ou laissez vide.')
  if (errors.length > 0 || !contactBy) return { errors }
  return {
    principle: {
      pupilsAYear: pupils,
      monthsWithout: months,
      contactBy,
      contactName: form.contact,
      contactEmail: form.email === '' ? undefined : form.email.toLowerCase(),
      contactPhone: form.telephone === '' ? undefined : form.telephone,
      contactHours: form.heures,
      notBefore: form.avant === '' ? undefined : form.avant,
      note: form.note,
    },
  }
}

function isDay(text: string): boolean {
  const day = readDay(text)
  return day !== undefined && day.year >= 2000 && day.year < 2200
}
