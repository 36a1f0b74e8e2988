import type { Offer } from './offer.ts'
import type { DayHours, OfferHours } from './tables.ts'

/** What was typed, field by field, as a form sends it: a draft keeps it whether it can be read or not. */
export type OfferAnswers = Readonly<Record<string, string | readonly string[]>>

/** The pages of the form: one thing each where people hesitate. A key that ends with `*` stands for all keys that begin so. */
export const offerSteps = [
  {
    name: 'presentation',
    title: 'Que verra l’élève ?',
    short: 'Présentation',
    keys: ['titre', 'description', 'activites'],
  },
  { name: 'public', title: 'Qui accueillez-vous ?', short: 'Élèves', keys: ['dispositifs', 'niveaux', 'age'] },
  { name: 'semaines', title: 'Quelles semaines, combien de places ?', short: 'Semaines', keys: ['portee', 'places-*'] },
  {
    name: 'horaires',
    title: 'À quels horaires ?',
    short: 'Horaires',
    keys: ['jours', 'debut', 'fin', 'midi', 'reprise', 'debut-*', 'fin-*', 'midi-*', 'reprise-*'],
  },
  { name: 'lieu', title: 'Où viendra l’élève ?', short: 'Lieu', keys: ['lieu', 'arret'] },
  { name: 'metier', title: 'Quel secteur, quels métiers ?', short: 'Métiers', keys: ['secteur', 'metiers'] },
  {
    name: 'accueil',
    title: 'Que faut-il savoir avant de venir ?',
    short: 'Accueil',
    keys: ['acces', 'adaptations', 'equipement', 'tenue', 'repas'],
  },
  {
    name: 'reservation',
    title: 'Gardez-vous ces places à certains élèves ?',
    short: 'Réservation',
    keys: ['groupe_min', 'groupe_max', 'reserve', 'etablissements'],
  },
  { name: 'contact', title: 'Qui répond aux candidatures ?', short: 'Contact', keys: ['nom', 'email', 'telephone'] },
  { name: 'photos', title: 'Avez-vous une photo du lieu ?', short: 'Photos', keys: ['photo-*'] },
] as const satisfies readonly {
  readonly name: string
  readonly title: string
  readonly short: string
  readonly keys: readonly string[]
}[]

export type OfferStep = (typeof offerSteps)[number]['name']

export const isOfferStep = (text: string): text is OfferStep => offerSteps.some(({ name }) => name === text)

/** The step that asks for a key; undefined for a key that no page asks for. */
export const stepOfKey = (key: string): OfferStep | undefined =>
  offerSteps.find(({ keys }) =>
    keys.some((known: string) => (known.endsWith('*') ? key.startsWith(known.slice(0, -1)) : known === key)),
  )?.name

/** Keys that hold several values; the others hold one. */
const severalValues = new Set(['dispositifs', 'niveaux', 'jours', 'metiers', 'acces', 'reserve'])

/** More than any answer needs: the readers say how long each may be, and nothing typed by a person is cut before that. */
const longestAnswer = 10_000
const mostValues = 200

/** The answers of one step out of what a browser sent. What the step does not ask for is ignored. */
export function readStepAnswers(step: OfferStep, sent: ReadonlyMap<string, readonly string[]>): OfferAnswers {
  const answers: Record<string, string | readonly string[]> = {}
  for (const [key, values] of [...sent].slice(0, mostValues))
    if (stepOfKey(key) === step && key.length < 60 && !severalValues.has(key)) answers[key] = clean(values.at(-1) ?? '')
  for (const key of severalValues)
    if (stepOfKey(key) === step)
      answers[key] = [...new Set((sent.get(key) ?? []).slice(0, mostValues).map(clean))].filter((text) => text !== '')
  return answers
}

/** Nothing that a database or a page could stumble over: no control signs but line breaks and tabs. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
    .slice(0, longestAnswer)

/** Answers with those of one step in the place of what the step held before. */
export const withStep = (answers: OfferAnswers, step: OfferStep, next: OfferAnswers): OfferAnswers => ({
  ...Object.fromEntries(Object.entries(answers).filter(([key]) => stepOfKey(key) !== step)),
  ...next,
})

export const textOf = (answers: OfferAnswers, key: string): string => {
  const value = answers[key]
  return typeof value === 'string' ? value : ''
}
export const valuesOf = (answers: OfferAnswers, key: string): readonly string[] => {
  const value = answers[key]
  return Array.isArray(value) ? value : []
}

/** The answers that would make this offer: what its form shows. */
export function answersOf(offer: Omit<Offer, 'state'>): OfferAnswers {
  const { group, minAge } = offer
  return {
    titre: offer.title,
    description: offer.description,
    activites: offer.activities,
    dispositifs: offer.schemes,
    niveaux: offer.levels,
    age: minAge === undefined ? '' : String(minAge),
    portee: offer.span,
    ...Object.fromEntries(offer.weeks.map(({ week, seats }) => [`places-${week}`, String(seats)])),
    ...hoursAnswers(offer.hours),
    lieu: offer.remote ? 'distance' : (offer.siteId ?? ''),
    arret: offer.nearestStop,
    secteur: offer.sector,
    metiers: offer.trades,
    acces: offer.facilities,
    adaptations: offer.adaptations,
    equipement: offer.equipment,
    tenue: offer.dress,
    repas: offer.meals,
    groupe_min: group ? String(group.min) : '',
    groupe_max: group ? String(group.max) : '',
    reserve: [
      ...(offer.minPriority === undefined ? [] : ['priorite']),
      ...(offer.reservedQpv ? ['qpv'] : []),
      ...(offer.reservedWithoutNetwork ? ['reseau'] : []),
    ],
    etablissements: offer.reservedSchools.join('\n'),
    nom: offer.contact.name,
    email: offer.contact.email,
    telephone: offer.contact.phone,
    ...Object.fromEntries(offer.images.map(({ id, alternative }) => [`photo-${id}`, alternative])),
  }
}

export const weekdays = [1, 2, 3, 4, 5, 6] as const
export type Weekday = (typeof weekdays)[number]

/** `09:00` */
export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const dayTexts = ({ start, end, lunch }: DayHours): readonly [string, string, string, string] => [
  clockText(start),
  clockText(end),
  lunch ? clockText(lunch.start) : '',
  lunch ? clockText(lunch.end) : '',
]

/** The most frequent day first, the others by themselves. */
function hoursAnswers(hours: OfferHours): OfferAnswers {
  const days = weekdays.flatMap((day) => {
    const of = hours[day]
    return of ? [{ day, texts: dayTexts(of) }] : []
  })
  const kinds = [...Map.groupBy(days, ({ texts }) => texts.join())].toSorted(
    ([, one], [, other]) => other.length - one.length,
  )
  const usual = kinds[0]?.[1][0]?.texts ?? ['', '', '', '']
  const answers: Record<string, string | readonly string[]> = { jours: days.map(({ day }) => String(day)) }
  for (const [at, key] of hourKeys.entries()) answers[key] = usual[at] ?? ''
  for (const { day, texts } of days)
    if (texts.join() !== usual.join())
      for (const [at, key] of hourKeys.entries()) answers[`${key}-${day}`] = texts[at] ?? ''
  return answers
}

/** Arrival, departure, lunch from and to; with `-1` to `-6` for a day that differs. */
export const hourKeys = ['debut', 'fin', 'midi', 'reprise'] as const
