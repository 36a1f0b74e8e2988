import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  Chips,
  countWords,
  durationWords,
  EmptyState,
  LinkButton,
  numberWords,
  Pager,
  SearchForm,
  ShareBar,
  type Sort,
  shareWords,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import type { ListedPupil, SchoolRow } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { ShortageRow } from '../shortages.ts'
import { pupilStateWords, sayCode } from '../words.ts'
import { RunFrame } from './run-frame.tsx'
import { detailWords, missingWords } from './run-page.tsx'

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

interface PupilsProps {
  readonly room: Room
  readonly run: RunHead
  readonly pupils: readonly ListedPupil[]
  readonly count: number
  readonly query: Readonly<Record<string, string | undefined>>
  /** What the filter says, in words, beside state and reason: « Lycée Malherbe ». */
  readonly said: readonly string[]
  readonly codes: Readonly<Record<string, number>>
  /** The last pupil of this page when there are more. */
  readonly next: string | undefined
}

/** The pupils a filter keeps, in the order of ids, a page at a time. */
export function PupilsPage({ room, run, pupils, count, query, said, codes, next }: PupilsProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const link = (change: Record<string, string | undefined>) =>
    addressOf('runPupils', keys, { ...query, apres: undefined, ...change })
  const title = [countWords(count, 'élève'), ...said].join(', ')
  const states = [
    { etat: undefined, label: 'Tous' },
    { etat: 'sans-place', label: 'Sans place' },
    { etat: 'partiel', label: 'Une partie des semaines' },
    { etat: 'places', label: 'Placés' },
    { etat: 'tenus', label: 'Place déjà tenue' },
  ]
  return (
    <RunFrame room={room} run={run} title={title} steps={[{ label: 'Élèves' }]}>
      <Title>{title}</Title>
      <SearchForm
        action={addressOf('runPupils', keys)}
        label={room.mayAct ? 'Nom, identifiant ou établissement' : 'Identifiant ou établissement'}
        value={query.q ?? ''}
        keep={{ ...query, q: undefined, apres: undefined }}
      />
      <Chips
        label="État"
        chips={states.map(({ etat, label }) => ({
          label,
          href: link({ etat, motif: undefined }),
          current: query.etat === etat && query.motif === undefined,
        }))}
      />
      {Object.keys(codes).length > 0 && (
        <Chips
          label="Raison"
          chips={Object.keys(codes)
            .filter((code) => code !== 'needs' || room.mayAct)
            .map((code) => ({
              label: sayCode(code, room.mayAct),
              href: link({ motif: query.motif === code ? undefined : code, etat: undefined }),
              current: query.motif === code,
            }))}
        />
      )}
      <Table
        caption="Élèves"
        captionHidden
        rows={pupils}
        keyOf={({ pupil }) => pupil}
        hrefOf={({ pupil }) => addressOf('runPupil', { ...keys, pupil })}
        empty={
          <EmptyState
            title="Aucun élève ne correspond"
            action={
              <LinkButton look="plain" href={addressOf('runPupils', keys)}>
                Tous les élèves
              </LinkButton>
            }
          />
        }
        columns={[
          { key: 'pupil', label: 'élève', header: true, cell: ({ name, pupil }) => name ?? pupil },
          { key: 'school', label: 'établissement', cell: ({ schoolName }) => schoolName },
          {
            key: 'state',
            label: 'état',
            cell: ({ state }) => <Tag tone={pupilStateWords[state].tone}>{pupilStateWords[state].word}</Tag>,
          },
          // Health data stays out of lists, whoever reads.
          { key: 'code', label: 'raison', cell: ({ code }) => (code === undefined ? '' : sayCode(code, false)) },
          {
            key: 'minutes',
            label: 'trajet',
            numeric: true,
            cell: ({ minutes }) => (minutes === undefined ? '–' : durationWords(minutes)),
          },
        ]}
      />
      <div class="actions">
        {query.apres !== undefined && (
          <LinkButton look="quiet" href={link({})}>
            Revenir au début
          </LinkButton>
        )}
        {next !== undefined && (
          <LinkButton look="plain" href={link({ apres: next })}>
            Élèves suivants
          </LinkButton>
        )}
      </div>
    </RunFrame>
  )
}

/** Where places are missing, as a list of calls to make. */
export function ShortagesPage({
  room,
  run,
  shortages,
  total,
}: {
  room: Room
  run: RunHead
  shortages: readonly ShortageRow[]
  total: number
}) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const missing = run.figures?.seatsMissing ?? 0
  const title =
    total === 0
      ? 'Aucun manque de places'
      : `Il manque ${countWords(missing, 'place')}, en ${countWords(total, 'endroit')}`
  return (
    <RunFrame room={room} run={run} title={title} steps={[{ label: 'Manques' }]}>
      <Title lead="Chaque ligne est un groupe d’élèves qui, ensemble, n’ont pas assez de places à portée. Une place de plus y place un élève de plus.">
        {title}
      </Title>
      <Table
        caption="Manques, le plus grand en tête"
        captionHidden
        rows={shortages}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('runShortage', { ...keys, shortage: id })}
        empty={<EmptyState title="Toutes les places nécessaires existent à portée" />}
        columns={[
          { key: 'place', label: 'endroit', header: true, cell: missingWords },
          { key: 'detail', label: 'qui, quand, quoi', cell: detailWords },
          {
            key: 'share',
            label: 'places pour ces élèves',
            wideOnly: true,
            numeric: true,
            cell: ({ seats, pupils }) => shareWords(seats, pupils),
          },
        ]}
      />
      {shortages.length < total && (
        <p class="soft">Les {numberWords(shortages.length)} plus grands ; les autres sont dans certificate.json.</p>
      )}
    </RunFrame>
  )
}
