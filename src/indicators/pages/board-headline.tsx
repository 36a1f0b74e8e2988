import { addressOf } from '#/addresses.ts'
import {
  Bar,
  BarKey,
  type BarPart,
  countWords,
  dayWords,
  Figure,
  type KeyFigure,
  KeyFigures,
  listWords,
  numberWords,
  shareWords,
} from '#/design/index.ts'
import { boardHref, type Measure } from '../board-view.ts'
import { type Figures, placed, pupilsOf, underWay, without } from '../figures.ts'
import type { Board } from '../read-board.ts'

/** The share placed as one big number, what it is made of, and the figures that ask for a person. */
export function BoardHeadline({ board, mayAct }: { readonly board: Board; readonly mayAct: boolean }) {
  const { figures, target } = board
  const pupils = pupilsOf(figures)
  const held = placed(figures)
  const parts: BarPart[] = [
    { label: countWords(held, 'placé'), value: held, tone: 'held' },
    { label: `${numberWords(figures.partly)} en partie`, value: figures.partly, tone: 'wait' },
    { label: `${numberWords(underWay(figures))} en cours`, value: underWay(figures), tone: 'proposed' },
    { label: `${numberWords(without(figures))} sans solution`, value: without(figures), tone: 'need' },
  ]
  return (
    <div class="room-head">
      <Figure value={shareWords(held, pupils)}>
        <p>{placedWords(board, held, pupils)}</p>
        {held > 0 && <p>{sourcesWords(figures)}</p>}
        {target && <p>{targetWords(held, pupils, target)}</p>}
      </Figure>
      <KeyFigures figures={keyFigures(board, mayAct)} />
      <div class="room-bar">
        <Bar parts={parts} height={12} />
        <BarKey parts={parts.filter(({ value }) => value > 0)} />
      </div>
    </div>
  )
}

function placedWords({ view }: Board, held: number, pupils: number): string {
  const weeks = `une convention signée pour toutes ${held > 1 ? 'leurs' : 'ses'} semaines.`
  if (held === 0)
    return `Sur ${countWords(pupils, 'élève')}, aucun ${view.day ? 'n’avait' : 'n’a encore'} de ${weeks.slice(4)}`
  const have = view.day ? (held > 1 ? 'avaient' : 'avait') : held > 1 ? 'ont' : 'a'
  return `${countWords(held, 'élève')} sur ${numberWords(pupils)} ${have} ${weeks}`
}

function sourcesWords({ online, paper, outside, mixed }: Figures): string {
  const said = [
    ...(online > 0 ? [`${numberWords(online)} en ligne`] : []),
    ...(paper > 0 ? [`${numberWords(paper)} sur papier`] : []),
    ...(outside > 0 ? [`${numberWords(outside)} hors plateforme`] : []),
    ...(mixed > 0 ? [`${numberWords(mixed)} de plusieurs façons`] : []),
  ]
  return `Signées : ${listWords(said)}.`
}

function targetWords(held: number, pupils: number, { share, byDay }: NonNullable<Board['target']>): string {
  const missing = Math.max(0, Math.ceil((share * pupils) / 100) - held)
  const aim = `Objectif : ${share}\u202f% le ${dayWords(byDay)}`
  return missing === 0 ? `${aim}, atteint.` : `${aim}, encore ${countWords(missing, 'élève')} à placer.`
}

/** Each opens what stands behind it: the schools with most of it first, the list of those who ask for help, or the school's own page. */
function keyFigures(board: Board, mayAct: boolean): KeyFigure[] {
  const { territory, view, figures, here, reach, scheme } = board
  const own = here?.at.level === 'etablissement' ? here.at.code : undefined
  const inSchool = (part: string) =>
    mayAct && own !== undefined && !view.day
      ? `${addressOf('school', { territory: territory.id, school: own }, { stage: scheme })}${part}`
      : undefined
  const schoolsBy = (measure: Measure) =>
    `${boardHref(territory.id, view, { below: 'etablissement', measure, sort: { key: 'measure', descending: true } })}#tableau`
  const behind = (measure: Measure, part: string) => (own === undefined ? schoolsBy(measure) : inSchool(part))
  const figure = (label: string, count: number, href: string | undefined, need = false): KeyFigure => ({
    label,
    value: numberWords(count),
    ...(href !== undefined && count > 0 ? { href } : {}),
    ...(need && count > 0 ? { need } : {}),
  })
  const help =
    mayAct && !here && !view.day ? addressOf('helpList', { territory: territory.id }) : behind('helped', '#sans-rien')
  return [
    figure('sans solution', without(figures), behind('without', '#sans-rien'), true),
    ...(figures.silent > 0 ? [figure('ne donnent plus signe', figures.silent, behind('silent', '#sans-rien'))] : []),
    ...(figures.helped > 0 ? [figure('demandent de l’aide', figures.helped, help)] : []),
    ...(reach && reach.unreached > 0
      ? [figure('hors de portée d’un bus', reach.unreached, behind('unreached', '#hors-atteinte'))]
      : []),
    ...(figures.exempt > 0 ? [figure('dispensés', figures.exempt, behind('exempt', ''))] : []),
  ]
}
