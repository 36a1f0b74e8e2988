import { mondayOf, weekDefect } from '#/calendar/index.ts'
import type { ProblemList } from '#/platform/input-problems.ts'
import { type NamedBytes, readTable } from '#/platform/table-file.ts'
import { isLevel, levelNames } from '#/rules/index.ts'
import type { Campaign } from './campaign.ts'
import { type Cells, cellsOf, repeated } from './cells.ts'
import type { Offer } from './offer.ts'
import type { Pupil } from './pupil.ts'
import type { School } from './school.ts'

export interface PupilsContext {
  readonly campaign: Campaign | undefined
  readonly schools: ReadonlyMap<string, School> | undefined
  readonly offers: ReadonlyMap<string, Offer>
}

const required = ['pupil', 'school', 'level', 'birth_date', 'lat', 'lon', 'weeks']
/** Nobody outside these ages is in a scheme: a birth date that says so is a slip. */
const [youngest, oldest] = [10, 80]
/** Ranks of wishes add to a cost that fits 16 bits. */
const mostWishes = 100

/** Reads pupils.csv; what is wrong goes to `problems`. In the order of lines. */
export function readPupils(file: NamedBytes, context: PupilsContext, problems: ProblemList): readonly Pupil[] {
  const table = readTable(file, required, problems)
  const pupils: Pupil[] = []
  const lines = new Map<string, number>()
  const taken = new Map<string, number>()
  for (const row of table.rows) {
    const cells = cellsOf(table.name, row, problems)
    const id = cells.required('pupil', 'eleve-1')
    if (id === undefined) continue
    const before = lines.get(id)
    if (before !== undefined) {
      cells.fail('pupil', `l’élève « ${id} » est déjà à la ligne ${before} ; donnez à chaque élève une seule ligne.`)
      continue
    }
    lines.set(id, row.line)
    const level = cells.text('level')
    if (!isLevel(level)) cells.fail('level', `« ${level} » n’est pas un niveau ; écrivez l’un de ${levelNames}.`)
    const weeks = readWeeks(cells, context.campaign)
    const wishes = cells.values('wishes')
    for (const wish of repeated(wishes))
      cells.fail('wishes', `le vœu « ${wish} » est donné deux fois ; gardez-le une fois.`)
    if (wishes.length > mostWishes) cells.fail('wishes', `${wishes.length} vœux, pour ${mostWishes} au plus.`)
    const pupil: Pupil = {
      id,
      school: cells.required('school', '0670001A') ?? '',
      level: isLevel(level) ? level : 'other',
      birthDate: readBirthDate(cells, context.campaign),
      position: readHome(cells, context.schools),
      weeks,
      priority: cells.integer('priority', { min: -1_000_000, max: 1_000_000 }) ?? 0,
      wishes,
      needs: [...new Set(cells.values('needs'))].toSorted(),
      maxMinutes: cells.integer('max_minutes', { min: 1, max: 300 }),
      fixed: cells.text('fixed') || undefined,
      avoid: [...new Set(cells.values('avoid'))].filter((offer) => context.offers.has(offer)).toSorted(),
    }
    checkFixed(pupil, cells, context.offers, taken)
    pupils.push(pupil)
  }
  return pupils
}

function readWeeks(cells: Cells, campaign: Campaign | undefined): readonly string[] {
  const weeks = cells.values('weeks')
  if (weeks.length === 0)
    cells.fail('weeks', 'aucune semaine ; donnez celles qui restent à remplir, par exemple 2026-W25|2026-W26.')
  for (const week of repeated(weeks))
    cells.fail('weeks', `la semaine ${week} est donnée deux fois ; gardez-la une fois.`)
  for (const week of weeks) {
    const defect = weekDefect(week)
    if (defect !== undefined) cells.fail('weeks', defect)
    else if (campaign && !campaign.weeks.includes(week))
      cells.fail(
        'weeks',
        `${week} n’est pas une semaine de la campagne (${campaign.weeks.join(', ')}) ; corrigez-la ou ajoutez-la à la campagne.`,
      )
  }
  return weeks.toSorted()
}

function readBirthDate(cells: Cells, campaign: Campaign | undefined): Temporal.PlainDate {
  const none = Temporal.PlainDate.from('2000-01-01')
  if (cells.required('birth_date', '2010-05-31') === undefined) return none
  const date = cells.date('birth_date')
  const start = campaign?.weeks[0] === undefined ? undefined : mondayOf(campaign.weeks[0])
  if (date && start) {
    const age = date.until(start, { largestUnit: 'years' }).years
    if (Temporal.PlainDate.compare(date, start) >= 0)
      cells.fail('birth_date', `${date.toString()} vient après le début de la campagne ; vérifiez l’année.`)
    else if (age < youngest || age > oldest)
      cells.fail('birth_date', `${date.toString()} donne l’âge de ${age} ans ; vérifiez l’année.`)
  }
  return date ?? none
}

function readHome(cells: Cells, schools: PupilsContext['schools']): Pupil['position'] {
  const none = { lat: 0, lon: 0 }
  const uai = cells.text('school')
  const school = schools?.get(uai)
  if (schools && !school && uai !== '')
    cells.fail(
      'school',
      `l’établissement ${uai} n’est pas dans la liste des établissements ; corrigez l’UAI ou complétez la liste.`,
    )
  if (cells.text('lat') !== '' || cells.text('lon') !== '') return cells.position('lat', 'lon') ?? none
  if (!schools)
    cells.fail(
      'lat',
      'ni domicile ni liste des établissements ; donnez la position, ou le fichier des établissements avec --schools.',
    )
  else if (school && !school.position)
    cells.fail('lat', `ni domicile ni position de l’établissement ${uai} ; donnez l’une des deux.`)
  return school?.position ?? none
}

function checkFixed(pupil: Pupil, cells: Cells, offers: ReadonlyMap<string, Offer>, taken: Map<string, number>): void {
  if (pupil.fixed === undefined) return
  const offer = offers.get(pupil.fixed)
  if (!offer) {
    cells.fail(
      'fixed',
      `l’offre « ${pupil.fixed} » n’est pas dans la liste des offres ; corrigez l’identifiant ou ajoutez l’offre.`,
    )
    return
  }
  if (pupil.avoid.includes(offer.id))
    cells.fail(
      'avoid',
      `l’offre « ${offer.id} » est tenue par cet élève (fixed) et en même temps à éviter ; retirez-la d’une des deux colonnes.`,
    )
  for (const week of pupil.weeks) {
    const seats = offer.seats.find((each) => each.week === week)?.seats
    if (seats === undefined) {
      cells.fail(
        'fixed',
        `l’offre « ${offer.id} » n’a pas de place en ${week} ; ajoutez la semaine à ses places ou corrigez celles de l’élève.`,
      )
      continue
    }
    const key = JSON.stringify([offer.id, week])
    const used = (taken.get(key) ?? 0) + 1
    taken.set(key, used)
    if (used > seats)
      cells.fail(
        'fixed',
        `l’offre « ${offer.id} » a ${seats} ${seats > 1 ? 'places' : 'place'} en ${week} et cet élève est le ${used}ᵉ à la tenir ; augmentez ses places ou corrigez.`,
      )
  }
}
