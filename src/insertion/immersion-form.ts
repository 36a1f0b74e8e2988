import { objectiveWords, readDayHours } from '#/agreements/index.ts'
import type { FieldError } from '#/design/index.ts'
import { readSiret, siretWords } from '#/directory/index.ts'
import type { OfferHours } from '#/offers/index.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import { ageOn } from '#/rules/index.ts'

/** The texts of the form of a new PMSMP, by the names of its fields. */
const blank = {
  ...{ organisme: '', prenom: '', nom: '', naissance: '', courriel: '', telephone: '' },
  ...{ responsable: '', responsableCourriel: '', responsableTelephone: '' },
  ...{ employeur: '', employeurNom: '', employeurCourriel: '', contratDu: '', contratAu: '' },
  ...{ siret: '', structure: '', adresse: '', contact: '', contactCourriel: '' },
  ...{ objectif: '', du: '', au: '', horaires: '', taches: '' },
  ...{ accompagnant: '', accompagnantNom: '', accompagnantCourriel: '' },
}

export type ImmersionField = keyof typeof blank
const isField = (name: string): name is ImmersionField => Object.hasOwn(blank, name)
/** The form as it was typed. `jours`: ISO weekdays, `1` for Monday. */
export type ImmersionForm = Readonly<Record<ImmersionField, string>> & { readonly jours: readonly string[] }

/** A text that somebody sent, without what no keyboard types. */
const sentText = (value: unknown, most: number): string =>
  typeof value === 'string'
    ? value
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n]/gu, '')
        .toWellFormed()
        .trim()
        .slice(0, most)
    : ''

/** Reads the form out of what a browser sent. */
export function readImmersionForm(sent: Readonly<Record<string, unknown>>): ImmersionForm {
  const texts = { ...blank }
  for (const name of Object.keys(blank).filter(isField))
    texts[name] = name === 'taches' ? sentText(sent[name], 2000) : sentText(sent[name], 400).replaceAll('\n', ' ')
  return {
    ...texts,
    jours: [sent.jours].flat().filter((day): day is string => typeof day === 'string' && /^[1-6]$/.test(day)),
  }
}

/** Someone named by an organisation, with where to write to them. */
export interface Signing {
  readonly organisation: string
  readonly name: string
  readonly email: string
}

/** What a form says once it can be read; what the law says of it comes after. Days are ISO days. */
export interface JudgedImmersion {
  readonly beneficiary: {
    readonly firstName: string
    readonly lastName: string
    readonly birthDate: string
    readonly email: string | undefined
    readonly phone: string | undefined
  }
  /** Of a minor. */
  readonly representative:
    | { readonly name: string; readonly email: string | undefined; readonly phone: string | undefined }
    | undefined
  readonly employer: Signing | undefined
  /** Of an employee in insertion. */
  readonly contract: { readonly from: string; readonly to: string } | undefined
  readonly host: {
    readonly siret: string
    readonly name: string
    readonly address: string
    readonly contact: string
    readonly email: string
  }
  readonly objective: keyof typeof objectiveWords
  readonly from: string
  readonly to: string
  readonly hours: OfferHours
  readonly tasks: string
  readonly companion: Signing | undefined
}

const isEmail = (text: string): boolean => /^[^\s@<>",;]{1,64}@[^\s@<>",;]+\.[^\s@<>",;.]{2,}$/.test(text)
const isObjective = (text: string): text is keyof typeof objectiveWords => Object.hasOwn(objectiveWords, text)

/** A day that exists, as date fields send it or as people write it: `15/06/2026`. */
export function readDay(text: string): string | undefined {
  const day = readTypedDay(text)
  return day && day.year >= 1900 && day.year < 2100 ? day.toString() : undefined
}

/** The PMSMP that a form describes, or all that is to be mended, each with how. `today`: who is a minor today has someone sign with them. */
export function judgeImmersion(
  form: ImmersionForm,
  today: Temporal.PlainDate,
): { readonly immersion: JudgedImmersion } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: keyof ImmersionForm, message: string): void => {
    errors.push({ name, message })
  }
  const needed = (name: ImmersionField, message: string): string => {
    if (form[name] === '') fail(name, message)
    else if (name !== 'taches' && form[name].length > 200) fail(name, '200 signes au plus. Raccourcissez un peu.')
    return form[name]
  }
  const email = (name: ImmersionField, isNeeded: boolean): string | undefined => {
    const value = form[name].toLowerCase()
    if (value === '' && !isNeeded) return undefined
    if (!isEmail(value)) fail(name, 'Écrivez une adresse électronique complète, comme prenom.nom@exemple.fr.')
    return value
  }
  const organised = (at: ImmersionField, who: ImmersionField, where: ImmersionField): Signing | undefined => {
    if (form[at] === '' && form[who] === '' && form[where] === '') return undefined
    const organisation = needed(at, 'Donnez le nom de l’organisme, ou laissez les trois champs vides.')
    return { organisation, name: needed(who, 'Donnez le nom de qui signe.'), email: email(where, true) ?? '' }
  }

  const beneficiary = {
    firstName: needed('prenom', 'Donnez le prénom.'),
    lastName: needed('nom', 'Donnez le nom.'),
    birthDate: readDay(form.naissance) ?? '',
    email: email('courriel', false),
    phone: readPhone('telephone'),
  }
  if (beneficiary.birthDate === '' || beneficiary.birthDate >= today.toString())
    fail('naissance', 'Donnez la date de naissance, par exemple 14/03/2001.')
  const isMinor = beneficiary.birthDate !== '' && ageOn(Temporal.PlainDate.from(beneficiary.birthDate), today) < 18
  const representative = isMinor
    ? {
        name: needed('responsable', 'Cette personne a moins de 18 ans : donnez le nom de son responsable légal.'),
        email: email('responsableCourriel', false),
        phone: readPhone('responsableTelephone'),
      }
    : undefined
  const employer = organised('employeur', 'employeurNom', 'employeurCourriel')
  const contract = readContract()
  const siret = readSiret(form.siret)
  if ('why' in siret) fail('siret', siretWords(siret))
  const host = {
    siret: 'siret' in siret ? siret.siret : '',
    name: form.structure,
    address: form.adresse,
    contact: needed('contact', 'Donnez le nom de la personne qui signera pour la structure.'),
    email: email('contactCourriel', true) ?? '',
  }
  if (!isObjective(form.objectif)) fail('objectif', 'Choisissez un objectif, et un seul.')
  const [from, to] = [readDay(form.du), readDay(form.au)]
  if (!from) fail('du', 'Donnez le premier jour, par exemple 15/06/2026.')
  if (!to) fail('au', 'Donnez le dernier jour, par exemple 10/07/2026.')
  if (from && to && from > to) fail('au', 'Le dernier jour est avant le premier.')
  if (form.jours.length === 0) fail('jours', 'Choisissez au moins un jour de la semaine.')
  const day = readDayHours(form.horaires)
  if (!day) fail('horaires', 'Écrivez les heures d’une journée, par exemple « 9 h – 12 h, 13 h – 17 h ».')
  const tasks = needed('taches', 'Décrivez les tâches en quelques lignes : elles servent l’objectif.')
  if (tasks.length > 1500) fail('taches', '1 500 signes au plus.')
  const companion = organised('accompagnant', 'accompagnantNom', 'accompagnantCourriel')
  if (errors.length > 0 || !from || !to || !day || !isObjective(form.objectif)) return { errors }
  return {
    immersion: {
      ...{ beneficiary, representative, employer, contract, host, tasks, companion, from, to },
      objective: form.objectif,
      hours: Object.fromEntries(form.jours.map((weekday) => [weekday, day])),
    },
  }

  function readPhone(name: ImmersionField): string | undefined {
    if (form[name] === '') return undefined
    if (!/^\+?[\d\s.()-]{6,25}$/.test(form[name])) fail(name, 'Écrivez un numéro comme 06 12 34 56 78.')
    return form[name]
  }

  function readContract(): { readonly from: string; readonly to: string } | undefined {
    if (form.contratDu === '' && form.contratAu === '') return undefined
    const [start, end] = [readDay(form.contratDu), readDay(form.contratAu)]
    if (!start) fail('contratDu', 'Donnez le premier jour du contrat, ou laissez les deux dates vides.')
    if (!end) fail('contratAu', 'Donnez le dernier jour du contrat, ou laissez les deux dates vides.')
    if (start && end && start > end) fail('contratAu', 'Le contrat finit avant de commencer.')
    if (!employer) fail('employeur', 'Un contrat d’insertion a un employeur : il signe aussi.')
    return start && end ? { from: start, to: end } : undefined
  }
}
