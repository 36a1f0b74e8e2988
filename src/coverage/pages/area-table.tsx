import { type Column, numberWords, ShareBar, Table } from '#/design/index.ts'
import { type AreaCoverage, type Level, type SortKey, withoutPlace } from '../area-coverage.ts'
import { areaHref, descendingFirst, levelWords, type View } from '../links.ts'

interface AreaTableProps {
  readonly campaign: string
  readonly here: { readonly level: Level; readonly code: string } | undefined
  readonly view: View
  readonly areas: readonly AreaCoverage[]
}

/** The areas below, with their pupils: the same selection as the map's circles. */
export function AreaTable({ campaign, here, view, areas }: AreaTableProps) {
  return (
    <Table
      caption={levelWords[view.below].by}
      captionHidden
      rows={areas}
      keyOf={({ code }) => code}
      hrefOf={(area) => areaHref(campaign, area)}
      circleOf={({ code }) => code}
      columns={columnsFor(view.below)}
      sort={{
        column: view.sort.key,
        descending: view.sort.descending,
        href: (column, descending) =>
          `${areaHref(campaign, here, { below: view.below, sort: { key: sortKeyOf(column), descending } })}#tableau`,
      }}
    />
  )
}

type AreaColumn = Column<AreaCoverage> & { readonly key: SortKey }

const columnsFor = (level: Level): AreaColumn[] => [
  { key: 'name', label: levelWords[level].one, sortable: true, cell: ({ name }) => name },
  figureColumn('pupils', 'Élèves', ({ pupils }) => pupils),
  {
    key: 'share',
    label: 'Ont une place ou une proposition',
    sortable: true,
    cell: ({ held, proposed, pupils }) => <ShareBar part={held} proposed={proposed} whole={pupils} />,
  },
  figureColumn('none', 'Sans place', withoutPlace),
  { ...figureColumn('unreached', 'Hors de portée', ({ unreached }) => unreached), wideOnly: true },
]

function figureColumn(key: SortKey, label: string, of: (area: AreaCoverage) => number): AreaColumn {
  return {
    key,
    label,
    numeric: true,
    sortable: true,
    descendingFirst: descendingFirst(key),
    cell: (area) => numberWords(of(area)),
  }
}

const sortKeyOf = (column: string): SortKey =>
  columnsFor('etablissement').find(({ key }) => key === column)?.key ?? 'none'
