import { capital, clockWords, countWords, dayWords, numberWords, shareWords } from '#/design/index.ts'
import { type Pdf, pdfTemplate, typesetPdf } from '#/platform/pdf.ts'
import type { Services } from '#/platform/services.ts'
import { levelWords } from '../board-view.ts'
import { type Figures, placed, pupilsOf, underWay, without } from '../figures.ts'
import { schemeWords } from '../pages/board-frame.tsx'
import { readAlerts } from '../read-alerts.ts'
import type { Board } from '../read-board.ts'
import { readSchool } from '../read-school.ts'
import type { SliceFigures } from '../slices.ts'
import { dayOf } from './read-figure-rows.ts'
import { schoolThingsToDo, thingsToDo } from './things-to-do.ts'

const template = pdfTemplate(import.meta.resolve('./state.typ'))
/** As many lines as stand on one page with all the rest. */
const mostRows = 18

interface StateTable {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What was left out. */
  readonly more: string
}

/** The state of a territory, an area or a school on one page, to be put on a table: no name of a pupil. */
export async function typesetState({ db, clock }: Pick<Services, 'db' | 'clock'>, board: Board): Promise<Pdf> {
  const { territory, here, scheme, figures, view, target } = board
  const [now, day] = [clock.now(), dayOf(board)]
  const where = here?.name ?? territory.name
  const { todo, table } = await actionsOf({ db, clock }, board)
  const [part, whole] = [placed(figures), pupilsOf(figures)]
  const data = {
    title: `Où en sont les stages : ${shortened(where)}`,
    lead: `${capital(schemeWords(scheme))}, ${dayWords(day, { year: true })}`,
    share: shareWords(part, whole),
    shareWords: `des élèves placés (${numberWords(part)} sur ${numberWords(whole)})${
      target && !here ? `, objectif ${target.share}\u202f% le ${dayWords(target.byDay, { weekday: false })}` : ''
    }`,
    part: whole === 0 ? 0 : part / whole,
    figures: figureWords(figures),
    todo,
    tables: table ? [table] : [],
    foot: [
      `Passerelle, ${view.day ? `au soir du ${dayWords(day, { year: true })}` : `le ${dayWords(day, { year: true })} à ${clockWords(now, territory.timeZone)}`}. Placé : convention signée pour toutes ses semaines, en ligne, sur papier ou ailleurs. En cours : convention, oui, proposition ou candidature.`,
      'Document de travail : de petits nombres peuvent permettre de reconnaître quelqu’un, ne le diffusez pas.',
    ],
  }
  return typesetPdf(template, data, { at: now })
}

const figureWords = (figures: Figures): readonly (readonly [string, string])[] => [
  [numberWords(pupilsOf(figures)), 'élèves à placer'],
  [numberWords(figures.partly), 'placés en partie'],
  [numberWords(underWay(figures)), 'en cours'],
  [numberWords(without(figures)), 'sans solution'],
  [numberWords(figures.exempt), 'dispensés'],
]

/** What to do, and the table of those who do it: the classes of a school, else the areas with most pupils without anything. */
async function actionsOf(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  board: Board,
): Promise<{ readonly todo: readonly string[]; readonly table: StateTable | undefined }> {
  const { territory, here, scheme, below, areas, figures, view } = board
  if (here?.at.level === 'etablissement') {
    const asked = { territoryId: territory.id, school: here.at.code, scheme, day: view.day, now: clock.now() }
    const { classes, steps } = await readSchool(db, asked)
    return { todo: schoolThingsToDo(steps), table: tableOf('Classe par classe', 'Classe', classes) }
  }
  const todo = view.day ? [] : thingsToDo(figures, await readAlerts(db, board))
  if (!below) return { todo, table: undefined }
  const worst = areas.toSorted((a, b) => without(b.figures) - without(a.figures) || a.name.localeCompare(b.name, 'fr'))
  const rows = worst.map(({ name, figures: own }) => ({
    ...{ name, pupils: pupilsOf(own), placed: placed(own), underWay: underWay(own), without: without(own) },
  }))
  return { todo, table: tableOf(levelWords[below].by, levelWords[below].one, rows) }
}

function tableOf(
  title: string,
  one: string,
  all: readonly (Omit<SliceFigures, 'applied'> & { readonly name: string })[],
): StateTable | undefined {
  if (all.length === 0) return undefined
  const rows = all
    .slice(0, mostRows)
    .map((row) => [
      shortened(row.name),
      numberWords(row.pupils),
      `${numberWords(row.placed)} (${shareWords(row.placed, row.pupils)})`,
      numberWords(row.underWay),
      numberWords(row.without),
    ])
  const left = all.length - rows.length
  return {
    title,
    head: [one, 'Élèves', 'Placés', 'En cours', 'Sans solution'],
    rows,
    more: left > 0 ? `Et ${countWords(left, 'autre', 'autres')}, où moins d’élèves sont sans solution.` : '',
  }
}

/** A name never makes a second page. */
const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 59)}…` : name)
