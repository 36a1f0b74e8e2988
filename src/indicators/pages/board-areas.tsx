import {
  Chips,
  type Column,
  countWords,
  dayWords,
  numberWords,
  ShareBar,
  shareWords,
  Table,
  TerritoryMap,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import {
  boardHref,
  levelWords,
  type Measure,
  measureNames,
  measureShare,
  measureWords,
  type SortKey,
  sortKeys,
} from '../board-view.ts'
import { placed, pupilsOf, underWay, without } from '../figures.ts'
import type { AreaRow, Board } from '../read-board.ts'

const namesOnMap = 4
/** More circles than anyone tells apart, and a page that stays light. */
const mostCircles = 400
/** The worst of many; the address narrows it down. */
const mostRows = 200

/** A circle an area, coloured by what one chooses. */
export function BoardMap({ board, tiles }: { readonly board: Board; readonly tiles: Configuration['tiles'] }) {
  const { territory, view, below, areas, outlines } = board
  if (!below) return null
  const measure = measureWords(view.measure)
  const shareOf = (area: AreaRow) => measureShare(view.measure, area)
  const sign = measure.moreIsBetter ? 1 : -1
  const worst = new Set(
    areas
      .filter((area) => shareOf(area) !== undefined)
      .toSorted((a, b) => ((shareOf(a) ?? 0) - (shareOf(b) ?? 0)) * sign)
      .slice(0, namesOnMap),
  )
  const circles = areas.slice(0, mostCircles).flatMap((area) => {
    const { at, name, lat, lon, figures } = area
    if (lat === undefined || lon === undefined || pupilsOf(figures) === 0) return []
    const share = shareOf(area)
    const words = valueWords(view.measure, area)
    return {
      ...{ id: at.code, name, lat, lon, size: pupilsOf(figures) },
      href: boardHref(territory.id, view, { at, below: undefined }),
      title: `${name} : ${words} ${measure.scale}, ${countWords(without(figures), 'élève')} sans solution`,
      ...(share === undefined ? {} : { share }),
      ...(worst.has(area) ? { label: `${shortName(name)} · ${words}` } : {}),
    }
  })
  const offered = measureNames.filter((name) => {
    const { aside, fromRun } = measureWords(name)
    return name === view.measure || (!aside && (!fromRun || board.reach !== undefined))
  })
  return (
    <section aria-label="Carte">
      <Chips
        label="Couleur de la carte"
        chips={offered.map((name) => ({
          label: measureWords(name).label,
          href: boardHref(territory.id, view, { measure: name }),
          current: name === view.measure,
        }))}
      />
      <TerritoryMap
        id="carte"
        label={`${measure.unit === 'points' ? 'Points' : 'Part des élèves'} ${measure.scale}, ${levelWords[below].by.toLowerCase()}`}
        outlines={outlines}
        circles={circles}
        words={`Un rond est ${levelWords[below].circle}\u202f; sa taille, ses élèves.`}
        scaleWords={measure.scale}
        scaleUnit={measure.unit === 'points' ? 'points' : '%'}
        tableHref="#tableau"
        tiles={tiles}
      />
      {measure.fromRun && board.reach && (
        <p class="soft">
          {view.measure === 'unreached'
            ? 'Élèves pour qui aucune place n’est à portée à pied ou en bus'
            : 'Élèves dont toutes les places à portée sont prises'}
          , selon l’affectation du{' '}
          {dayWords(board.reach.run.finishedAt.toZonedDateTimeISO(territory.timeZone).toPlainDate())}.
        </p>
      )}
    </section>
  )
}

/** « 40 % », « 12 points »; a dash where it is not known. */
function valueWords(name: Measure, area: AreaRow): string {
  const { of, unit } = measureWords(name)
  const value = of(area)
  if (value === undefined || pupilsOf(area.figures) === 0) return '–'
  return unit === 'points' ? countWords(value, 'point') : shareWords(value, pupilsOf(area.figures))
}

/** « Flers » for « Bassin de Flers ». */
const shortName = (name: string): string =>
  name
    .replace(/^Bassin (de |d’)/, '')
    .replace(/^Bassin du /, 'Le ')
    .replace(/^Bassin des /, 'Les ')

/** The same selection as the map's circles, in figures. */
export function BoardTable({ board }: { readonly board: Board }) {
  const { territory, view, below, choices, areas } = board
  if (!below) return null
  return (
    <>
      {choices.length > 1 && (
        <Chips
          label="Niveau de la carte et du tableau"
          chips={choices.map((level) => ({
            label: levelWords[level].by,
            href: `${boardHref(territory.id, view, { below: level })}#tableau`,
            current: level === below,
          }))}
        />
      )}
      <Table
        caption={levelWords[below].by}
        captionHidden
        rows={areas.slice(0, mostRows)}
        keyOf={({ at }) => at.code}
        hrefOf={({ at }) => boardHref(territory.id, view, { at, below: undefined })}
        circleOf={({ at }) => at.code}
        columns={columnsFor(levelWords[below].one, view.measure)}
        sort={{
          column: view.sort.key,
          descending: view.sort.descending,
          href: (column, descending) =>
            `${boardHref(territory.id, view, { sort: { key: sortKeyOf(column), descending } })}#tableau`,
        }}
      />
      {areas.length > mostRows && (
        <p class="soft">
          Les {numberWords(mostRows)} premiers sur {numberWords(areas.length)} : ouvrez un bassin ou un département pour
          voir les siens.
        </p>
      )}
    </>
  )
}

const sortKeyOf = (column: string): SortKey => sortKeys.find((key) => key === column) ?? 'without'

const columnsFor = (area: string, measure: Measure): Column<AreaRow>[] => [
  { key: 'name', label: area, sortable: true, cell: ({ name }) => name },
  figure('pupils', 'Élèves', ({ figures }) => pupilsOf(figures), true),
  {
    key: 'share',
    label: 'Placés',
    sortable: true,
    cell: ({ figures }) => <ShareBar part={placed(figures)} whole={pupilsOf(figures)} />,
  },
  // What the map shows, where the columns do not say it already.
  ...(inColumns.has(measure)
    ? []
    : [
        {
          ...{
            key: 'measure',
            label: measureWords(measure).label,
            numeric: true,
            sortable: true,
            descendingFirst: true,
          },
          cell: (row: AreaRow) => {
            const value = measureWords(measure).of(row)
            return value === undefined ? '–' : numberWords(value)
          },
        },
      ]),
  { ...figure('online', 'En ligne', ({ figures }) => figures.online + figures.mixed), wideOnly: true },
  { ...figure('paper', 'Papier', ({ figures }) => figures.paper), wideOnly: true },
  { ...figure('outside', 'Hors plateforme', ({ figures }) => figures.outside), wideOnly: true },
  figure('underWay', 'En cours', ({ figures }) => underWay(figures), true),
  figure('without', 'Sans solution', ({ figures }) => without(figures), true),
]

const inColumns: ReadonlySet<Measure> = new Set(['placed', 'underWay', 'without'])

const figure = (key: string, label: string, of: (row: AreaRow) => number, sortable = false): Column<AreaRow> => ({
  ...{ key, label, numeric: true, sortable, descendingFirst: true },
  cell: (row) => numberWords(of(row)),
})
