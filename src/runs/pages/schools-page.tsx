import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  countWords,
  EmptyState,
  LinkButton,
  numberWords,
  Pager,
  SearchForm,
  ShareBar,
  type Sort,
  Table,
  Title,
} from '#/design/index.ts'
import type { SchoolRow } from '../results.ts'
import type { RunHead } from '../runs.ts'
import { RunFrame } from './run-frame.tsx'

interface SchoolsProps {
  readonly room: Room
  readonly run: RunHead
  /** Of this page only. */
  readonly schools: readonly SchoolRow[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly sort: Pick<Sort, 'column' | 'descending'>
  readonly search: string
}

/** Every school of a run, sortable, with a search. */
export function SchoolsPage({ room, run, schools, total, page, pageSize, sort, search }: SchoolsProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const href = (query: { tri?: string; page?: number }) =>
    addressOf('runSchools', keys, { q: search, tri: query.tri ?? sortText(sort), page: query.page })
  const title = countWords(total, 'établissement')
  return (
    <RunFrame room={room} run={run} title={title} steps={[{ label: 'Établissements' }]}>
      <Title>{title}</Title>
      <SearchForm
        action={addressOf('runSchools', keys)}
        label="Nom ou UAI"
        value={search}
        keep={{ tri: sortText(sort) }}
      />
      <Table
        caption="Établissements"
        captionHidden
        rows={schools}
        keyOf={({ school }) => school}
        hrefOf={({ school }) => addressOf('runPupils', keys, { etablissement: school })}
        sort={{ ...sort, href: (column, descending) => href({ tri: sortText({ column, descending }) }) }}
        empty={
          <EmptyState
            title="Aucun établissement ne correspond"
            action={
              <LinkButton look="plain" href={addressOf('runSchools', keys)}>
                Tout voir
              </LinkButton>
            }
          />
        }
        columns={[
          { key: 'name', label: 'établissement', header: true, sortable: true, cell: ({ name }) => name },
          {
            key: 'pupils',
            label: 'élèves',
            numeric: true,
            sortable: true,
            descendingFirst: true,
            cell: ({ pupils }) => numberWords(pupils),
          },
          {
            key: 'share',
            label: 'ont une place',
            sortable: true,
            cell: ({ placed, pupils }) => <ShareBar part={placed} whole={pupils} />,
          },
          {
            key: 'without',
            label: 'sans place',
            numeric: true,
            sortable: true,
            descendingFirst: true,
            cell: ({ partly, unplaced }) => numberWords(partly + unplaced),
          },
          {
            key: 'outOfReach',
            label: 'hors de portée',
            numeric: true,
            sortable: true,
            descendingFirst: true,
            wideOnly: true,
            cell: ({ outOfReach }) => numberWords(outOfReach),
          },
          {
            key: 'seatsTaken',
            label: 'places prises',
            numeric: true,
            sortable: true,
            descendingFirst: true,
            wideOnly: true,
            cell: ({ seatsTaken }) => numberWords(seatsTaken),
          },
        ]}
      />
      <Pager page={page} pageSize={pageSize} total={total} of="établissements" href={(to) => href({ page: to })} />
    </RunFrame>
  )
}

export const sortText = ({ column, descending }: Pick<Sort, 'column' | 'descending'>): string =>
  descending ? `${column}-desc` : column
