import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  Actions,
  Chips,
  countWords,
  durationWords,
  EmptyState,
  LinkButton,
  SearchForm,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import type { ListedPupil, PupilFilter } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { PupilState } from '../tables.ts'
import { pupilStateWords, sayCode } from '../words.ts'
import { RunFrame } from './run-frame.tsx'

interface PupilsProps {
  readonly room: Room
  readonly run: RunHead
  readonly pupils: readonly ListedPupil[]
  /** Of the rest of the filter, whatever state and reason it names. */
  readonly counts: readonly {
    readonly state: PupilState
    readonly code: string | undefined
    readonly count: number
  }[]
  readonly query: Readonly<Record<string, string | undefined>>
  readonly state: PupilFilter['state']
  /** What the filter says, in words, beside the state: « Lycée Malherbe ». */
  readonly said: readonly string[]
  /** The last pupil of this page when there are more. */
  readonly next: string | undefined
}

/** What the address may ask for. Those that others contain are shown as a chip only when they are asked for. */
export const stateFilters: readonly {
  readonly etat: string | undefined
  readonly state: PupilFilter['state']
  readonly label: string
  readonly holds: readonly PupilState[]
  readonly within?: boolean
}[] = [
  { etat: undefined, state: undefined, label: 'Tous', holds: ['unplaced', 'partly', 'placed', 'fixed'] },
  { etat: 'sans-place', state: 'without', label: 'Sans place', holds: ['unplaced', 'partly'] },
  { etat: 'rien', state: 'unplaced', label: 'Aucune semaine', holds: ['unplaced'], within: true },
  { etat: 'partiel', state: 'partly', label: 'Une partie des semaines', holds: ['partly'] },
  { etat: 'avec-place', state: 'seated', label: 'Ont une place', holds: ['placed', 'fixed'], within: true },
  { etat: 'places', state: 'placed', label: 'Place proposée', holds: ['placed'] },
  { etat: 'tenus', state: 'fixed', label: 'Place déjà tenue', holds: ['fixed'] },
]

/** The pupils a filter keeps, those without a place first, a page at a time. */
export function PupilsPage({ room, run, pupils, counts, query, state, said, next }: PupilsProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const link = (change: Record<string, string | undefined>) =>
    addressOf('runPupils', keys, { ...query, apres: undefined, ...change })
  const sum = (matches: (row: (typeof counts)[number]) => boolean) =>
    counts.reduce((total, row) => (matches(row) ? total + row.count : total), 0)
  const asked = stateFilters.find((each) => each.state === state)
  const count = sum(
    (row) =>
      (asked?.holds.includes(row.state) ?? true) &&
      (query.motif === undefined || (row.code === query.motif && mayList(row.code, room))),
  )
  const states = asked?.etat === undefined ? [] : [asked.label.toLowerCase()]
  const title = [countWords(count, 'élève'), ...states, ...said].join(', ')
  const codes = [...new Set(counts.flatMap(({ code }) => code ?? []))].filter((code) => mayList(code, room))
  return (
    <RunFrame room={room} run={run} title={title} steps={[{ label: 'Élèves' }]}>
      <Title>{title}</Title>
      <div class="filters">
        <SearchForm
          action={addressOf('runPupils', keys)}
          label={room.mayAct ? 'Nom ou établissement' : 'Code ou établissement'}
          value={query.q ?? ''}
          keep={{ ...query, q: undefined, apres: undefined }}
        />
        <Chips
          label="État"
          chips={stateFilters
            .filter(({ within, etat }) => !within || etat === query.etat)
            .map(({ etat, label, holds }) => ({
              label,
              count: sum((row) => holds.includes(row.state)),
              href: link({ etat, motif: undefined }),
              current: asked?.etat === etat && query.motif === undefined,
            }))}
        />
        {codes.length > 0 && (
          <Chips
            label="Raison"
            chips={codes
              .map((code) => ({
                label: sayCode(code, room.mayAct),
                count: sum((row) => row.code === code),
                href: link({ motif: query.motif === code ? undefined : code, etat: undefined }),
                current: query.motif === code,
              }))
              .toSorted((a, b) => b.count - a.count)}
          />
        )}
      </div>
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
            cell: ({ state: its }) => <Tag tone={pupilStateWords[its].tone}>{pupilStateWords[its].word}</Tag>,
          },
          {
            key: 'what',
            label: 'raison ou trajet',
            // Health data stays out of lists, whoever reads.
            cell: ({ state: its, code, minutes }) =>
              [
                code !== undefined && sayCode(code, false),
                minutes === undefined
                  ? its === 'fixed' && 'pas de trajet connu'
                  : `${durationWords(minutes)} de trajet`,
              ]
                .filter(Boolean)
                .join(' · '),
          },
        ]}
      />
      {(next !== undefined || query.apres !== undefined) && (
        <Actions>
          {next !== undefined && (
            <LinkButton look="plain" href={link({ apres: next })}>
              Élèves suivants
            </LinkButton>
          )}
          {query.apres !== undefined && (
            <LinkButton look="quiet" href={link({})}>
              Revenir au début
            </LinkButton>
          )}
        </Actions>
      )}
    </RunFrame>
  )
}

/** A list of those with a need would be health data: it is empty for whoever may not see it. */
const mayList = (code: string, { mayAct }: Room): boolean => code !== 'needs' || mayAct
