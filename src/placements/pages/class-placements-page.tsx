import { addressOf } from '#/addresses.ts'
import {
  Actions,
  countWords,
  DeskPage,
  daysWords,
  dayWords,
  EmptyState,
  LinkButton,
  Table,
  Tag,
  type TagTone,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import type { ClassPlacement } from '../class-placements.ts'
import { halfWords } from '../half-day.ts'
import { hostNamesOf } from '../placement.ts'
import type { PresenceState } from '../presence.ts'

/** The placements of a class: who is missing today first, what is known, whom to call or visit. */
export function ClassPlacementsPage({
  account,
  of,
  schoolName,
  placements,
}: {
  readonly account: Account
  readonly of: SchoolClass
  readonly schoolName: string
  readonly placements: readonly ClassPlacement[]
}) {
  const title = titleOf(placements)
  const toClass = { class: of.id }
  return (
    <DeskPage
      title={`${of.name} : ${title}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={schoolName}
    >
      <Title eyebrow={<a href={addressOf('class', toClass)}>{of.name}</a>}>{title}</Title>
      <Actions>
        <LinkButton href={addressOf('visits', toClass)} look="plain" small>
          Appels et visites
        </LinkButton>
        <LinkButton href={addressOf('outsideNew', toClass)} look="plain" small>
          Noter un stage trouvé ailleurs
        </LinkButton>
      </Actions>
      <Table
        caption="Les stages de la classe, qui manque aujourd’hui en tête"
        captionHidden
        rows={placements}
        keyOf={({ placement }) => placement.agreement.id}
        hrefOf={({ placement }) => addressOf('placement', { agreement: placement.agreement.id })}
        columns={[
          {
            key: 'name',
            label: 'Élève',
            header: true,
            cell: ({ placement }) => nameOf(placement.agreement.content.pupil),
          },
          {
            key: 'host',
            label: 'Lieu',
            cell: ({ placement: { agreement } }) => (
              <>
                {hostNamesOf(agreement)}
                {agreement.source === 'outside' && <span class="soft"> (noté ailleurs)</span>}
              </>
            ),
          },
          {
            key: 'days',
            label: 'Dates',
            cell: ({ placement: { agreement } }) =>
              daysWords(Temporal.PlainDate.from(agreement.firstDay), Temporal.PlainDate.from(agreement.lastDay)),
          },
          { key: 'today', label: 'Aujourd’hui', cell: Today },
          {
            key: 'sum',
            label: 'Présence',
            cell: ({ sum, placement }) =>
              placement.phase === 'before'
                ? 'à venir'
                : `${sum.present} sur ${sum.expected}${sum.absent > 0 ? `, ${countWords(sum.absent, 'absence')}` : ''}`,
          },
          {
            key: 'visit',
            label: 'Appel ou visite',
            cell: ({ visit }) =>
              visit &&
              `${visit.kind === 'call' ? 'appel' : 'visite'} ${visit.state === 'done' ? 'fait' : 'prévu'}${visit.kind === 'visit' ? 'e' : ''} ${dayWords(Temporal.PlainDate.from(visit.day), { weekday: false })}`,
          },
          {
            key: 'after',
            label: 'Suite',
            cell: ({ placement: { agreement, phase } }) => {
              const to = { agreement: agreement.id }
              return phase === 'after' ? (
                <>
                  <a href={addressOf('evaluation', to)}>Bilans</a> ·{' '}
                  <a href={addressOf('certificate', to)}>Attestation</a>
                </>
              ) : phase === 'during' ? (
                <a href={addressOf('placementWelcome', to)}>Dire la présence</a>
              ) : null
            },
          },
        ]}
        empty={
          <EmptyState
            title="Aucun stage signé dans cette classe"
            action={
              <LinkButton href={addressOf('classAgreements', toClass)} look="plain">
                Voir les conventions
              </LinkButton>
            }
          >
            <p>Dès qu’une convention est signée, son stage se suit ici : présence, visites, attestation.</p>
          </EmptyState>
        }
      />
    </DeskPage>
  )
}

const nameOf = ({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }): string =>
  `${lastName} ${firstName}`

function titleOf(placements: readonly ClassPlacement[]): string {
  const during = placements.filter(({ placement }) => placement.phase === 'during').length
  const absent = placements.filter(({ today }) => today.some(({ state }) => state === 'absent')).length
  const before = placements.filter(({ placement }) => placement.phase === 'before').length
  const words = [
    during > 0 ? `${countWords(during, 'stage')} en cours` : undefined,
    absent > 0 ? `${countWords(absent, 'absent')} aujourd’hui` : undefined,
    before > 0 ? `${countWords(before, 'stage')} à venir` : undefined,
  ].filter(Boolean)
  return words.length > 0 ? words.join(', ') : countWords(placements.length, 'stage')
}

const tones: Readonly<Record<PresenceState, TagTone>> = { present: 'ok', absent: 'need', unsaid: 'plain' }
const states: Readonly<Record<PresenceState, string>> = { present: 'là', absent: 'absent', unsaid: 'rien de dit' }

function Today({ today }: ClassPlacement) {
  if (today.length === 0) return null
  const [first] = today
  if (first && today.every(({ state }) => state === first.state))
    return <Tag tone={tones[first.state]}>{states[first.state]}</Tag>
  return (
    <>
      {today.map(({ half, state }) => (
        <Tag key={half} tone={tones[state]}>
          {halfWords[half]} : {states[state]}
        </Tag>
      ))}
    </>
  )
}
