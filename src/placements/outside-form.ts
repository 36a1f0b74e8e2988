import { readDayHours } from '#/agreements/index.ts'
import type { FieldError } from '#/design/index.ts'
import { readSiret, siretWords } from '#/directory/index.ts'
import type { OfferHours } from '#/offers/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import { sentText } from './sent-text.ts'

/** The form of a placement made elsewhere, as it was typed. */
export interface OutsideForm {
  readonly eleve: string
  readonly siret: string
  readonly structure: string
  readonly rue: string
  readonly code: string
  readonly commune: string
  readonly du: string
  readonly au: string
  /** ISO weekdays, `1` for Monday. */
  readonly jours: readonly string[]
  readonly horaires: string
  readonly tuteur: string
  readonly courriel: string
  readonly telephone: string
  /** `1`: the place is to be added to the directory. */
  readonly annuaire: string
}

const texts = [
  'eleve',
  'siret',
  'structure',
  'rue',
  'code',
  'commune',
  'du',
  'au',
  'horaires',
  'tuteur',
  'courriel',
  'telephone',
  'annuaire',
] as const

/** Reads the form out of what a browser sent. */
export function readOutsideForm(sent: Readonly<Record<string, unknown>>): OutsideForm {
  const read = Object.fromEntries(texts.map((name) => [name, sentText(sent[name], 300).replaceAll('\n', ' ')]))
  const text = (name: (typeof texts)[number]): string => read[name] ?? ''
  return {
    ...{ eleve: text('eleve'), siret: text('siret'), structure: text('structure'), commune: text('commune') },
    ...{ rue: text('rue'), code: text('code'), annuaire: text('annuaire') === '1' ? '1' : '' },
    ...{ du: text('du'), au: text('au'), horaires: text('horaires') },
    ...{ tuteur: text('tuteur'), courriel: text('courriel'), telephone: text('telephone') },
    jours: [sent.jours].flat().filter((day): day is string => typeof day === 'string' && /^[1-6]$/.test(day)),
  }
}

/** What a form says once it can be read. The host is found by its SIRET, or named. */
export interface JudgedOutside {
  readonly pupilId: string
  readonly siret: string | undefined
  readonly name: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  /** To be added to the directory, where it is not there. */
  readonly enrols: boolean
  /** ISO dates. */
  readonly from: string
  readonly to: string
  readonly hours: OfferHours
  readonly tutor: { readonly name: string; readonly email?: string; readonly phone?: string } | undefined
}

/** Longer than a school year is a slip of the year. */
const mostDays = 366

/** The placement that a form describes, or all that is to be mended. `mayBe`: the pupils of the class. */
export function judgeOutside(
  form: OutsideForm,
  mayBe: (pupilId: string) => boolean,
): { readonly outside: JudgedOutside } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: keyof OutsideForm, message: string): void => {
    errors.push({ name, message })
  }
  if (!isId(form.eleve) || !mayBe(form.eleve)) fail('eleve', 'Choisissez un élève de la liste.')
  const siret = form.siret === '' ? undefined : readSiret(form.siret)
  if (siret && 'why' in siret) fail('siret', siretWords(siret))
  if (!siret && form.structure === '') fail('siret', 'Donnez le SIRET du lieu d’accueil, ou son nom et sa commune.')
  if (!siret && form.structure !== '' && form.commune === '') fail('commune', 'Donnez la commune du lieu d’accueil.')
  const postcode = form.code.replaceAll(/\s/g, '')
  if (postcode !== '' && !/^\d{5}$/.test(postcode))
    fail('code', 'Donnez le code postal : cinq chiffres, par exemple 14500.')
  const enrols = form.annuaire === '1'
  if (enrols && postcode === '' && !siret)
    fail('code', 'Pour ajouter le lieu à l’annuaire, donnez son code postal, par exemple 14500.')
  const [from, to] = [readTypedDay(form.du), readTypedDay(form.au)]
  if (!from) fail('du', 'Donnez le premier jour, par exemple 15/06/2026.')
  if (!to) fail('au', 'Donnez le dernier jour, par exemple 19/06/2026.')
  if (from && to && Temporal.PlainDate.compare(from, to) > 0) fail('au', 'Le dernier jour est avant le premier.')
  else if (from && to && from.until(to).days > mostDays)
    fail('au', 'Plus d’un an : vérifiez l’année du premier et du dernier jour.')
  if (form.jours.length === 0) fail('jours', 'Choisissez au moins un jour de la semaine.')
  const day = readDayHours(form.horaires)
  if (!day) fail('horaires', 'Écrivez les heures d’une journée, par exemple « 9 h – 12 h, 13 h – 16 h 30 ».')
  if (form.courriel !== '' && !/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(form.courriel))
    fail('courriel', 'Cette adresse n’est pas complète : il lui faut un @ et un point, comme nom@exemple.fr.')
  if (errors.length > 0 || !from || !to || !day) return { errors }
  const named = form.tuteur !== '' || form.courriel !== '' || form.telephone !== ''
  return {
    outside: {
      pupilId: form.eleve,
      siret: siret && 'siret' in siret ? siret.siret : undefined,
      name: form.structure,
      street: form.rue,
      postcode,
      city: form.commune,
      enrols,
      from: from.toString(),
      to: to.toString(),
      hours: Object.fromEntries(form.jours.map((weekday) => [weekday, day])),
      tutor: named
        ? {
            name: form.tuteur,
            ...(form.courriel === '' ? {} : { email: form.courriel.toLowerCase() }),
            ...(form.telephone === '' ? {} : { phone: form.telephone }),
          }
        : undefined,
    },
  }
}
