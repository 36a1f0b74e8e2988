import { mondayOf, sayWeek, weekOf } from '#/calendar/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { isLevel, isSchemeId, type Level, type SchemeId } from '#/rules/index.ts'
import type { OfferContent, OfferWeek } from './offer.ts'
import { type OfferAnswers, type OfferStep, stepOfKey, textOf, valuesOf } from './offer-answers.ts'
import { type Fail, readHours } from './read-hours.ts'
import { trades } from './trades.ts'

/** What reading answers needs to know of the world. */
export interface OfferSetting {
  readonly today: Temporal.PlainDate
  /** Of the host, open ones. */
  readonly sites: readonly { readonly id: string; readonly lat: number; readonly lon: number }[]
  /** The weeks of the offer as they stand, when there is one: what is past or closed stays so. */
  readonly weeks: readonly OfferWeek[]
  /** UAI and name of the schools that the answers may mean. */
  readonly schools: readonly { readonly uai: string; readonly name: string }[]
}

/** Something to mend: in which field of which step, and how. */
export interface AnswerError {
  readonly step: OfferStep
  readonly name: string
  readonly message: string
}

/** The levels that a scheme is made for, when the host does not choose among them. */
const usualLevels: Readonly<Record<SchemeId, readonly Level[]>> = {
  'observation-4e': ['quatrieme'],
  'observation-3e': ['troisieme'],
  'observation-2de': ['seconde'],
  pfmp: ['cap', 'bac_pro'],
  'mini-stage': ['quatrieme', 'troisieme', 'seconde', 'cap', 'bac_pro'],
  pmsmp: ['other'],
  'digital-week': ['troisieme', 'seconde'],
}

export const mostSeats = 200
/** How far ahead weeks can be offered. */
export const monthsAhead = 18

/** The offer that the answers describe, or all that is wrong with them in the order of the steps. */
export function readOfferAnswers(
  answers: OfferAnswers,
  setting: OfferSetting,
): { readonly content: OfferContent; readonly errors: readonly AnswerError[] } {
  const errors: AnswerError[] = []
  const fail = (name: string, message: string): void => {
    errors.push({ step: stepOfKey(name) ?? 'presentation', name, message })
  }
  const text = (key: string, label: string, most: number, least = 0): string => {
    const value = textOf(answers, key)
    if (least > 0 && value.length < least)
      fail(
        key,
        value === ''
          ? `${label} : écrivez quelques mots.`
          : `${label} : ${least} signes au moins, pour que l’élève comprenne.`,
      )
    else if (value.length > most)
      fail(key, `${label} : ${most} signes au plus ; il y en a ${value.length}. Raccourcissez.`)
    return value
  }
  const whole = (key: string, label: string, least: number, most: number): number | undefined => {
    const value = textOf(answers, key)
    if (value === '') return undefined
    const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
    if (number >= least && number <= most) return number
    fail(key, `${label} : un nombre de ${least} à ${most}, ou rien.`)
    return undefined
  }

  const title = text('titre', 'Titre', 150, 5)
  const description = text('description', 'Description', 1500, 20)
  const activities = text('activites', 'Activités', 1500)

  const schemes = valuesOf(answers, 'dispositifs').filter(isSchemeId)
  if (schemes.length === 0) fail('dispositifs', 'Choisissez au moins une sorte de stage.')
  const chosen = valuesOf(answers, 'niveaux').filter(isLevel)
  const levels = chosen.length > 0 ? chosen : [...new Set(schemes.flatMap((scheme) => usualLevels[scheme]))]
  const minAge = whole('age', 'Âge minimum', 13, 25)

  const span = textOf(answers, 'portee') === 'all' ? ('all' as const) : ('week' as const)
  const weeks = readWeeks(answers, setting, fail)

  const hours = readHours(answers, fail)

  const place = textOf(answers, 'lieu')
  const remote = place === 'distance'
  const site = setting.sites.find(({ id }) => id === place)
  const around = site ?? setting.sites[0]
  if (!remote && !site)
    fail(
      'lieu',
      setting.sites.length === 0 ? 'Ajoutez d’abord l’adresse de votre structure.' : 'Choisissez où l’élève viendra.',
    )
  const nearestStop = text('arret', 'Arrêt le plus proche', 150)

  const sector = textOf(answers, 'secteur')
  if (!sectorLabels.has(sector)) fail('secteur', 'Choisissez un secteur dans la liste.')
  const asked = valuesOf(answers, 'metiers')
  const unknown = asked.find((code) => !trades.has(code))
  if (unknown !== undefined) fail('metiers', `« ${unknown} » n’est pas un métier de la liste ; cherchez-le par un mot.`)
  if (asked.length > 5) fail('metiers', 'Cinq métiers au plus : gardez ceux que l’élève verra vraiment.')

  const least = whole('groupe_min', 'Élèves au moins', 1, mostSeats)
  const most = whole('groupe_max', 'Élèves au plus', 1, mostSeats)
  if (least !== undefined && most !== undefined && least > most)
    fail('groupe_max', `Ce nombre doit être au moins ${least}, le nombre d’élèves sans lequel vous n’accueillez pas.`)
  const group = least === undefined && most === undefined ? undefined : { min: least ?? 1, max: most ?? mostSeats }
  const reserve = valuesOf(answers, 'reserve')
  const reservedSchools = readSchools(textOf(answers, 'etablissements'), setting, fail)

  const name = text('nom', 'Nom', 150, 2)
  const email = text('email', 'Adresse électronique', 254)
  if (!/^[^\s@<>",;:()]+@[^\s@<>",;:()]+\.[^\s@<>",;:().]{2,}$/.test(email))
    fail('email', 'Donnez une adresse électronique complète, par exemple prenom.nom@exemple.fr.')
  const phone = text('telephone', 'Téléphone', 30)
  if (phone !== '' && !/^[+\d][\d .()-]{7,}$/.test(phone))
    fail('telephone', 'Écrivez le numéro en chiffres, par exemple 02 31 00 00 00.')

  const images = Object.keys(answers)
    .filter((key) => /^photo-[0-9a-f-]{36}$/.test(key))
    .map((key) => {
      const alternative = textOf(answers, key)
      if (alternative.length < 3) fail(key, 'Dites en quelques mots ce que l’on voit, pour qui ne voit pas l’image.')
      if (alternative.length > 200) fail(key, 'Deux cents signes au plus pour dire ce que l’on voit.')
      return { id: key.slice('photo-'.length), alternative }
    })

  const content: OfferContent = {
    siteId: remote ? undefined : site?.id,
    ...{ title, description, activities, sector, trades: asked, schemes, levels, span, group, hours, remote },
    facilities: valuesOf(answers, 'acces').filter((code) => facilityCodes.includes(code)),
    adaptations: text('adaptations', 'Aménagements possibles', 500),
    equipment: text('equipement', 'Équipement', 300),
    dress: text('tenue', 'Tenue', 300),
    meals: text('repas', 'Repas', 300),
    ...{ nearestStop, minAge, reservedSchools },
    minPriority: reserve.includes('priorite') ? 1 : undefined,
    reservedQpv: reserve.includes('qpv'),
    reservedWithoutNetwork: reserve.includes('reseau'),
    contact: { name, email: email.toLowerCase(), phone },
    ...{ images, weeks },
    lat: around?.lat ?? 0,
    lon: around?.lon ?? 0,
  }
  return { content, errors }
}

/** What a place can have (src/rules). */
export const facilityCodes: readonly string[] = ['wheelchair', 'lift', 'hearing_loop', 'sign_language']

function readWeeks(answers: OfferAnswers, { today, weeks: former }: OfferSetting, fail: Fail): OfferContent['weeks'] {
  const now = weekOf(today)
  const last = weekOf(today.add({ months: monthsAhead }))
  const before = new Map(former.map((week) => [week.week, week]))
  // What is over is no longer asked about, and stays as it was.
  const weeks = new Map(
    former.filter(({ week }) => week < now).map(({ week, seats, closed }) => [week, { week, seats, closed }]),
  )
  for (const key of Object.keys(answers)) {
    if (!key.startsWith('places-')) continue
    const week = key.slice('places-'.length)
    const value = textOf(answers, key)
    if (week < now && before.has(week)) continue
    if (value === '' || value === '0') continue
    const seats = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN
    if (!mondayOf(week)) fail(key, `« ${week} » n’est pas une semaine.`)
    else if (week < now) fail(key, `La ${sayWeek(week)} est passée ; laissez-la vide.`)
    else if (week > last) fail(key, `La ${sayWeek(week)} est trop loin : ${monthsAhead} mois au plus.`)
    else if (!(seats >= 1 && seats <= mostSeats))
      fail(key, `${sayWeek(week)} : un nombre de places de 1 à ${mostSeats}, ou rien.`)
    else weeks.set(week, { week, seats, closed: before.get(week)?.closed ?? false })
  }
  for (const { week, taken } of former)
    if (week >= now && taken > (weeks.get(week)?.seats ?? 0))
      fail(`places-${week}`, `${sayWeek(week)} : ${taken} places sont déjà prises ; gardez-en au moins autant.`)
  const found = [...weeks.values()].toSorted((a, b) => (a.week < b.week ? -1 : 1))
  if (!found.some(({ week }) => week >= now)) fail('places-*', 'Donnez au moins une place, une semaine à venir.')
  return found
}

/** Schools by UAI or by name, one a line. */
function readSchools(text: string, { schools }: OfferSetting, fail: Fail): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length > 100) fail('etablissements', 'Cent établissements au plus.')
  const found = lines.slice(0, 100).flatMap((line) => {
    const uai = /^\d{7}[A-Za-z]/.exec(line)?.[0].toUpperCase()
    const school = schools.find((each) => each.uai === uai || each.name.toLowerCase() === line.toLowerCase())
    if (!school)
      fail(
        'etablissements',
        `« ${line.slice(0, 80)} » n’est pas un établissement connu ici ; écrivez son nom exact ou son UAI.`,
      )
    return school ? [school.uai] : []
  })
  return [...new Set(found)]
}
