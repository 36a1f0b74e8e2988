import { addressOf } from '#/addresses.ts'
import { type Column, momentWords } from '#/design/index.ts'
import { type ProposalState, proposalStates } from '#/proposals/index.ts'
import type { Change, ChangeKind } from '../changes.ts'

export const hostLink = (id: string, name: string) => <a href={addressOf('host', { host: id })}>{name}</a>

export const pupilLink = (pupil: Change['pupil']) =>
  pupil ? (
    <>
      <a href={addressOf('class', { class: pupil.classId })}>{pupil.name}</a> <span class="soft">{pupil.school}</span>
    </>
  ) : (
    '–'
  )

/** What is said of each thing that happened, by kind. */
export function changeColumns(kind: ChangeKind, timeZone: string): readonly Column<Change>[] {
  const at: Column<Change> = { key: 'at', label: 'Quand', cell: (row) => momentWords(row.at, timeZone) }
  const pupil: Column<Change> = { key: 'pupil', label: 'Élève', header: true, cell: (row) => pupilLink(row.pupil) }
  const host: Column<Change> = {
    key: 'host',
    label: 'Structure',
    cell: (row) => (row.host ? hostLink(row.host.id, row.host.name) : '–'),
  }
  const offer: Column<Change> = {
    key: 'offer',
    label: 'Offre',
    header: kind === 'offres',
    cell: (row) => (row.offer ? <a href={addressOf('offer', { offer: row.offer.id })}>{row.offer.title}</a> : '–'),
  }
  switch (kind) {
    case 'offres':
      return [offer, host, at]
    case 'demandes':
      return [pupil, at]
    case 'signees':
      return [pupil, host, at]
    case 'reponses':
      return [
        pupil,
        host,
        {
          key: 'state',
          label: 'Réponse',
          cell: ({ id, state }) => (
            <a href={addressOf('proposal', { proposal: id })}>
              {isProposalState(state) ? proposalStates[state].words : ''}
            </a>
          ),
        },
        at,
      ]
    case 'confirmees':
    case 'annulees':
      return [pupil, host, offer, at]
    default:
      return kind satisfies never
  }
}

const isProposalState = (text: string | undefined): text is ProposalState =>
  text !== undefined && Object.hasOwn(proposalStates, text)
