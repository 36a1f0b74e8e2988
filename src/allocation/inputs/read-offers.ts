import { weekDefect } from '#/calendar/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import { type NamedBytes, readTable } from '#/platform/table-file.ts'
import { isLevel, type Level, levelNames } from '#/rules/index.ts'
import type { Campaign } from './campaign.ts'
import { type Cells, cellsOf, repeated } from './cells.ts'
import type { Offer } from './offer.ts'
import type { School } from './school.ts'

export interface OffersContext {
  /** Undefined when campaign.json itself is wrong: what depends on it is then not looked at. */
  readonly campaign: Campaign | undefined
  /** Undefined when no schools file was given. */
  readonly schools: ReadonlyMap<string, School> | undefined
  /** Things worth knowing that stop nothing. */
  readonly notes: InputProblem[]
}

const required = ['offer', 'host', 'title', 'sector', 'lat', 'lon', 'levels', 'seats', 'span']

/** Reads offers.csv; what is wrong goes to `problems`. Keyed by offer id, in the order of lines. */
export function readOffers(
  file: NamedBytes,
  context: OffersContext,
  problems: ProblemList,
): ReadonlyMap<string, Offer> {
  const table = readTable(file, required, problems)
  const offers = new Map<string, Offer>()
  const lines = new Map<string, number>()
  for (const row of table.rows) {
    const cells = cellsOf(table.name, row, problems)
    const id = cells.required('offer', 'offre-1')
    if (id === undefined) continue
    const before = lines.get(id)
    if (before !== undefined) {
      cells.fail('offer', `l’offre « ${id} » est déjà à la ligne ${before} ; donnez à chaque offre son identifiant.`)
      continue
    }
    lines.set(id, row.line)
    const sector = cells.text('sector')
    if (sector !== '' && !sectorLabels.has(sector))
      context.notes.push({
        file: table.name,
        line: row.line,
        column: 'sector',
        message: `le secteur « ${sector} » n’est pas dans la nomenclature ; les vœux ne le reconnaîtront que s’ils portent le même code.`,
      })
    const position = cells.position('lat', 'lon')
    if (position === undefined && cells.text('lat') === '' && cells.text('lon') === '')
      cells.fail('lat', 'le lieu de travail n’a pas de position ; donnez sa latitude et sa longitude.')
    const startSeconds = cells.seconds('start') ?? context.campaign?.arriveBySeconds ?? 0
    const endSeconds = cells.seconds('end') ?? context.campaign?.leaveAfterSeconds ?? 86_399
    if (endSeconds <= startSeconds)
      cells.fail('end', 'la journée finit avant d’avoir commencé ; vérifiez start et end.')
    const breakMinutes = cells.integer('break_minutes', { min: 0, max: 480 }) ?? 60
    if (endSeconds > startSeconds && breakMinutes * 60 >= endSeconds - startSeconds)
      cells.fail('break_minutes', 'la pause dure plus que la journée ; vérifiez start, end et break_minutes.')
    const schools = cells.values('schools')
    for (const uai of schools)
      if (context.schools && !context.schools.has(uai))
        cells.fail(
          'schools',
          `l’établissement ${uai} n’est pas dans la liste des établissements ; corrigez l’UAI ou complétez la liste.`,
        )
    offers.set(id, {
      id,
      host: cells.required('host', '13002526500013') ?? '',
      title: cells.text('title'),
      sector,
      position: position ?? { lat: 0, lon: 0 },
      levels: readLevels(cells),
      seats: readSeats(cells, table.name, context),
      span: readSpan(cells),
      group: readGroup(cells),
      minAge: cells.integer('min_age', { min: 0, max: 99 }),
      facilities: cells.values('facilities'),
      schools: [...new Set(schools)].toSorted(),
      minPriority: cells.integer('min_priority', { min: -1_000_000, max: 1_000_000 }),
      startSeconds,
      endSeconds,
      breakMinutes,
    })
  }
  return offers
}

function readLevels(cells: Cells): readonly Level[] {
  const values = cells.values('levels')
  if (values.length === 0)
    cells.fail('levels', `aucun niveau ; donnez ceux que l’offre accepte parmi ${levelNames}, séparés par |.`)
  for (const value of values)
    if (!isLevel(value)) cells.fail('levels', `« ${value} » n’est pas un niveau ; écrivez l’un de ${levelNames}.`)
  return values.filter(isLevel)
}

function readSeats(cells: Cells, file: string, { campaign, notes }: OffersContext): Offer['seats'] {
  const values = cells.values('seats')
  if (values.length === 0) cells.fail('seats', 'aucune place ; écrivez par exemple 2026-W25:3|2026-W26:2.')
  const read: { week: string; seats: number }[] = []
  for (const value of values) {
    const colon = value.indexOf(':')
    if (colon === -1) {
      cells.fail('seats', `« ${value} » ne dit pas combien de places ; écrivez par exemple 2026-W25:3.`)
      continue
    }
    const [week, count] = [value.slice(0, colon).trim(), value.slice(colon + 1).trim()]
    const defect = weekDefect(week)
    if (defect !== undefined) cells.fail('seats', defect)
    else if (/^-\d+$/.test(count))
      cells.fail('seats', `${count} places en ${week} : un nombre de places ne peut pas être négatif.`)
    else if (!/^\d{1,6}$/.test(count))
      cells.fail('seats', `« ${count} » n’est pas un nombre de places ; écrivez par exemple ${week}:3.`)
    else read.push({ week, seats: Number(count) })
  }
  for (const week of repeated(read.map((each) => each.week)))
    cells.fail('seats', `la semaine ${week} est donnée deux fois ; gardez-la une fois.`)
  const outside = read.filter(({ week }) => campaign && !campaign.weeks.includes(week)).map(({ week }) => week)
  if (outside.length > 0)
    notes.push({
      file,
      line: cells.line,
      column: 'seats',
      message: `les places de ${outside.join(', ')} sont hors des semaines de la campagne : elles ne servent pas.`,
    })
  // An offer for weeks together, one of which is not the campaign's, can be held by no one here.
  if (outside.length > 0 && cells.text('span') === 'all') return []
  return read.filter(({ week }) => !outside.includes(week)).toSorted((a, b) => (a.week < b.week ? -1 : 1))
}

function readSpan(cells: Cells): Offer['span'] {
  const span = cells.text('span')
  if (span !== 'week' && span !== 'all')
    cells.fail(
      'span',
      `« ${span} » n’est pas prévu ; écrivez week (une place pour une semaine) ou all (une place pour toutes les semaines).`,
    )
  return span === 'all' ? 'all' : 'week'
}

function readGroup(cells: Cells): Offer['group'] {
  const group = cells.text('group')
  if (group === '') return undefined
  const [, low, high] = /^(\d{1,6})\s*-\s*(\d{1,6})$/.exec(group) ?? []
  if (low === undefined || high === undefined)
    return cells.fail(
      'group',
      `« ${group} » n’est pas une taille de groupe ; écrivez minimum-maximum, par exemple 3-6.`,
    )
  const [min, max] = [Number(low), Number(high)]
  if (min > max) return cells.fail('group', `le minimum ${min} dépasse le maximum ${max} ; écrivez ${max}-${min}.`)
  if (min < 1)
    return cells.fail('group', 'un groupe a au moins 1 élève ; laissez la cellule vide s’il n’y a pas de groupe.')
  return { min, max }
}
