import {
  Chips,
  type Column,
  countWords,
  numberWords,
  ShareBar,
  shareWords,
  Table,
  TerritoryMap,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import { boardHref, levelWords, measureNames, measureShare, measures, type SortKey, sortKeys } from '../board-view.ts'
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
  const measure = measures[view.measure]
  const shareOf = ({ figures }: AreaRow) => measureShare(view.measure, figures)
  const isGood = view.measure !== 'without'
  const worst = new Set(
    areas.toSorted((a, b) => ((shareOf(a) ?? 1) - (shareOf(b) ?? 1)) * (isGood ? 1 : -1)).slice(0, namesOnMap),
  )
  const circles = areas.slice(0, mostCircles).flatMap((area) => {
    const { at, name, lat, lon, figures } = area
    if (lat === undefined || lon === undefined || pupilsOf(figures) === 0) return []
    const share = shareOf(area)
    const words = shareWords(measure.of(figures), pupilsOf(figures))
    return {
      ...{ id: at.code, name, lat, lon, size: pupilsOf(figures) },
      href: boardHref(territory.id, view, { at, below: undefined }),
      title: `${name} : ${words} ${measure.scale}, ${countWords(without(figures), 'élève')} sans solution`,
      ...(share === undefined ? {} : { share }),
      ...(worst.has(area) ? { label: `${shortName(name)} · ${words}` } : {}),
    }
  })
  return (
    <section aria-label="Carte">
      <Chips
        label="Couleur de la carte"
        chips={measureNames.map((name) => ({
          label: measures[name].label,
          href: boardHref(territory.id, view, { measure: name }),
          current: name === view.measure,
        }))}
      />
      <TerritoryMap
        label={`Part des élèves ${measure.scale}, ${levelWords[below].by.toLowerCase()}`}
        outlines={outlines}
        circles={circles}
        words={`Un rond est ${levelWords[below].circle}\u202f; sa taille, ses élèves.`}
        scaleWords={measure.scale}
        tableHref="#tableau"
        tiles={tiles}
      />
    </section>
  )
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
        columns={columnsFor(levelWords[below].one)}
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

const columnsFor = (area: string): Column<AreaRow>[] => [
  { key: 'name', label: area, sortable: true, cell: ({ name }) => name },
  figure('pupils', 'Élèves', ({ figures }) => pupilsOf(figures), true),
  {
    key: 'share',
    label: 'Placés',
    sortable: true,
    cell: ({ figures }) => <ShareBar part={placed(figures)} whole={pupilsOf(figures)} />,
  },
  { ...figure('online', 'En ligne', ({ figures }) => figures.online + figures.mixed), wideOnly: true },
  { ...figure('paper', 'Papier', ({ figures }) => figures.paper), wideOnly: true },
  { ...figure('outside', 'Hors plateforme', ({ figures }) => figures.outside), wideOnly: true },
  figure('underWay', 'En cours', ({ figures }) => underWay(figures), true),
  figure('without', 'Sans solution', ({ figures }) => without(figures), true),
]

const figure = (key: string, label: string, of: (row: AreaRow) => number, sortable = false): Column<AreaRow> => ({
  ...{ key, label, numeric: true, sortable, descendingFirst: true },
  cell: (row) => numberWords(of(row)),
})
