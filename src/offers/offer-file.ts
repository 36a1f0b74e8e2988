import { sectorLabels } from '#/directory/index.ts'
import type { ProblemList } from '#/platform/input-problems.ts'
import { searchable } from '#/platform/searchable.ts'
import { splitValues, type TableFile, type TableRow } from '#/platform/table-file.ts'
import { isLevel, isSchemeId, levels, schemes } from '#/rules/index.ts'
import type { OfferSite } from './offer.ts'
import { clockText, type OfferAnswers } from './offer-answers.ts'
import { readClock } from './read-hours.ts'

/** A line of a host's file: what it calls the offer, and the answers that it gives. */
export interface FileLine {
  readonly line: number
  readonly reference: string
  readonly answers: OfferAnswers
}

/** The columns, by their French names and those of the file format (docs/file-formats.md), and the answer that each gives. */
const columns: readonly { readonly key: string; readonly names: readonly string[] }[] = [
  { key: 'reference', names: ['offre', 'offer', 'reference', 'identifiant'] },
  { key: 'titre', names: ['titre', 'title'] },
  { key: 'description', names: ['description'] },
  { key: 'activites', names: ['activites', 'activities'] },
  { key: 'secteur', names: ['secteur', 'sector'] },
  { key: 'metiers', names: ['metiers', 'rome', 'trades'] },
  { key: 'dispositifs', names: ['stages', 'dispositifs', 'schemes'] },
  { key: 'niveaux', names: ['niveaux', 'levels'] },
  { key: 'places', names: ['places', 'seats'] },
  { key: 'portee', names: ['duree', 'span'] },
  { key: 'groupe', names: ['groupe', 'group'] },
  { key: 'age', names: ['age minimum', 'age', 'min_age'] },
  { key: 'acces', names: ['accessibilite', 'facilities'] },
  { key: 'etablissements', names: ['etablissements', 'schools'] },
  { key: 'debut', names: ['arrivee', 'debut', 'start'] },
  { key: 'fin', names: ['depart', 'fin', 'end'] },
  { key: 'pause', names: ['pause', 'break_minutes'] },
  { key: 'lieu', names: ['lieu', 'site'] },
  { key: 'tenue', names: ['tenue', 'dress'] },
  { key: 'repas', names: ['repas', 'meals'] },
  { key: 'equipement', names: ['equipement', 'equipment'] },
  { key: 'nom', names: ['contact', 'nom'] },
  { key: 'email', names: ['courriel', 'email'] },
]

/** What the columns of a file are called there, by our key. */
export function columnsOf(file: TableFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const column of file.columns) {
    const known = columns.find(({ names }) => names.includes(searchable(column)))
    if (known && !found.has(known.key)) found.set(known.key, column)
  }
  return found
}

/** The lines as answers to the form, over the usual ones. What a column lacks stays as it is. */
export function linesOf(
  file: TableFile,
  usual: OfferAnswers,
  { sites }: { readonly sites: readonly Pick<OfferSite, 'id' | 'name'>[] },
  problems: ProblemList,
): FileLine[] {
  const named = columnsOf(file)
  const missing = ['titre', 'description', 'places'].filter((key) => !named.has(key))
  if (missing.length > 0) {
    problems.add({
      file: file.name,
      line: 1,
      message: `il manque ${missing.length > 1 ? 'les colonnes' : 'la colonne'} ${missing.join(', ')} (colonnes lues : ${file.columns.join(', ')}).`,
    })
    return []
  }
  const seen = new Map<string, number>()
  return file.rows.map((row) => {
    const reference = cell(row, named, 'reference') || searchable(cell(row, named, 'titre')).slice(0, 60)
    const before = seen.get(reference)
    if (before !== undefined)
      problems.add({
        file: file.name,
        line: row.line,
        column: named.get('reference') ?? named.get('titre') ?? '',
        message: `« ${reference} » est déjà à la ligne ${before} ; donnez un autre identifiant à cette offre.`,
      })
    seen.set(reference, row.line)
    return {
      line: row.line,
      reference: reference.slice(0, 100),
      answers: { ...usual, ...answersOfRow(row, named, sites) },
    }
  })
}

const cell = (row: TableRow, named: ReadonlyMap<string, string>, key: string): string => {
  const column = named.get(key)
  return column === undefined ? '' : row.cell(column).slice(0, 5000)
}

function answersOfRow(
  row: TableRow,
  named: ReadonlyMap<string, string>,
  sites: readonly Pick<OfferSite, 'id' | 'name'>[],
): OfferAnswers {
  const text = (key: string): string => cell(row, named, key)
  const answers: Record<string, string | readonly string[]> = {}
  for (const key of ['titre', 'description', 'activites', 'age', 'tenue', 'repas', 'equipement', 'nom', 'email'])
    if (text(key) !== '') answers[key] = text(key)
  if (text('secteur') !== '') answers.secteur = codeOf(text('secteur'), sectorLabels)
  const schemeNames = new Map(Object.entries(schemes).map(([id, { name }]) => [id, name]))
  const stages = splitValues(text('dispositifs')).map((value) => codeOf(value, schemeNames))
  answers.dispositifs = stages.length > 0 ? stages.filter(isSchemeId) : ['observation-2de']
  answers.niveaux = splitValues(text('niveaux'))
    .map((value) => codeOf(value, new Map(Object.entries(levels))))
    .filter(isLevel)
  answers.metiers = splitValues(text('metiers')).map((code) => code.toUpperCase())
  answers.acces = splitValues(text('acces'))
  answers.etablissements = splitValues(text('etablissements')).join('\n')
  answers.portee = /^(all|toutes)/i.test(text('portee')) ? 'all' : 'week'
  for (const value of splitValues(text('places'))) {
    const [week = '', seats = ''] = value.split(':').map((part) => part.trim())
    answers[`places-${week}`] = seats
  }
  const [least = '', most = ''] = text('groupe')
    .split('-')
    .map((part) => part.trim())
  if (least !== '') Object.assign(answers, { groupe_min: least, groupe_max: most })
  if (text('debut') !== '' || text('fin') !== '')
    Object.assign(answers, hoursOf(text('debut'), text('fin'), text('pause')))
  const place = sites.find(({ name }) => searchable(name) === searchable(text('lieu')))
  if (text('lieu') !== '')
    answers.lieu = /^à? ?distance$/i.test(text('lieu')) ? 'distance' : (place?.id ?? text('lieu'))
  return answers
}

/** The code of a label, in any case and without accents; the text itself when nothing is called so. */
const codeOf = (text: string, labels: ReadonlyMap<string, string>): string =>
  labels.has(text) ? text : ([...labels].find(([, label]) => searchable(label) === searchable(text))?.[0] ?? text)

/** Lunch from noon on, as long as the column says: an hour without it, none for 0. */
function hoursOf(start: string, end: string, pause: string): OfferAnswers {
  const minutes = /^\d{1,3}$/.test(pause) ? Number(pause) : 60
  const usual = { debut: start, fin: end, midi: '', reprise: '' }
  const [from, to] = [readClock(start), readClock(end)]
  if (minutes === 0 || from === undefined || to === undefined || from >= 720 || to <= 720 + minutes) return usual
  return { ...usual, midi: '12:00', reprise: clockText(720 + minutes) }
}

/** The column that gave an answer, to say where an error stands. */
export function columnOfAnswer(named: ReadonlyMap<string, string>, name: string): string | undefined {
  const key = name.startsWith('places-')
    ? 'places'
    : name.startsWith('groupe_')
      ? 'groupe'
      : ['midi', 'reprise'].includes(name)
        ? 'pause'
        : name
  return named.get(key)
}
