import { type ComponentChildren, Fragment } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Chips,
  countWords,
  DeskPage,
  dayWords,
  LinkButton,
  listWords,
  momentWords,
  numberWords,
  PostButton,
  plural,
  Title,
  weeksWords,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { changeNames, changeWords } from '../changes.ts'
import { daysUnanswered, hoursLeft, type Pile } from '../piles.ts'
import type { Desk } from '../read-desk.ts'
import { PileSection } from './pile.tsx'

export interface CoordinatorDeskProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  /** Where else one coordinates. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
  readonly desk: Desk
  readonly notice: ComponentChildren
}

/** The two most pressing piles: a sum of all would frighten, and say nothing. */
function waitingWords({ stuck, expiring, tasks, unanswered }: Desk): string {
  const piles = [
    { count: stuck.count, words: countWords(stuck.count, 'élève sans solution', 'élèves sans solution') },
    { count: expiring.count, words: countWords(expiring.count, 'place bientôt perdue', 'places bientôt perdues') },
    { count: tasks.late, words: countWords(tasks.late, 'tâche en retard', 'tâches en retard') },
    {
      count: unanswered.applications,
      words: countWords(unanswered.applications, 'candidature sans réponse', 'candidatures sans réponse'),
    },
  ]
    .filter(({ count }) => count > 0)
    .slice(0, 2)
  if (piles.length === 0) return 'Rien ne vous attend'
  const isOne = piles.length === 1 && piles[0]?.count === 1
  return `${listWords(piles.map(({ words }) => words))} ${isOne ? 'vous attend' : 'vous attendent'}`
}

/** Where a coordinator starts the day: what changed, then what waits, pile by pile. */
export function CoordinatorDeskPage({ account, territory, others, desk, notice }: CoordinatorDeskProps) {
  const here = { territory: territory.id }
  const title = waitingWords(desk)
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <Title eyebrow={territory.name} lead={<ChangesLine territory={territory.id} changes={desk.changes} />}>
        {title}
      </Title>
      {others.length > 0 && (
        <Chips
          label="Territoire"
          chips={[territory, ...others].map(({ id, name }) => ({
            label: name,
            href: addressOf('desk', {}, { territoire: id }),
            current: id === territory.id,
          }))}
        />
      )}
      <div class="piles">
        <Stuck {...desk} territory={territory.id} />
        <Expiring {...desk} territory={territory.id} />
        <Unanswered {...desk} territory={territory.id} />
        <PileSection
          count={desk.tasks.count}
          title={`${plural(desk.tasks.count, 'tâche pour vous', 'tâches pour vous')}${desk.tasks.late > 0 ? `, dont ${desk.tasks.late} en retard` : ''}`}
          empty="Aucune tâche ne porte votre nom."
          need={desk.tasks.late > 0}
          rows={desk.tasks.rows.map(({ id, title: what, dueOn }) => ({
            key: id,
            what: <a href={addressOf('deskTask', { ...here, task: id })}>{what}</a>,
            detail: dueOn ? `pour ${dayWords(dueOn)}` : undefined,
          }))}
          action={
            <LinkButton href={addressOf('deskTasks', here)} look="plain" small>
              Les tâches
            </LinkButton>
          }
        />
        <PileSection
          count={desk.meetings.count}
          title={plural(desk.meetings.count, 'rencontre à venir', 'rencontres à venir')}
          empty="Aucune rencontre n’est prévue."
          rows={desk.meetings.rows.map(({ id, title: what, startsAt, place }) => ({
            key: id,
            what: <a href={addressOf('deskMeeting', { ...here, meeting: id })}>{what}</a>,
            detail: `${momentWords(startsAt, desk.timeZone)}, ${place}`,
          }))}
          action={
            <LinkButton href={addressOf('deskMeetings', here)} look="plain" small>
              Les rencontres
            </LinkButton>
          }
        />
        <PileSection
          count={desk.silent.count}
          title={plural(desk.silent.count, 'établissement silencieux', 'établissements silencieux')}
          empty="Dans chaque établissement, des élèves cherchent."
          rows={desk.silent.rows.map(({ uai, name, pupils }) => ({
            key: uai,
            what: <a href={addressOf('school', { ...here, school: uai })}>{name}</a>,
            detail: `${countWords(pupils, 'élève')}, aucun signe depuis deux semaines`,
          }))}
          action={
            desk.silent.count > 0 && (
              <LinkButton href={addressOf('deskPile', { ...here, pile: 'silencieux' })} look="plain" small>
                {desk.silent.count > desk.silent.rows.length ? 'Les voir tous' : 'Noter un appel à passer'}
              </LinkButton>
            )
          }
        />
        <PileSection
          count={desk.toThank.count}
          title={plural(desk.toThank.count, 'structure à remercier', 'structures à remercier')}
          empty="Personne n’attend de merci."
          rows={desk.toThank.rows.map(({ hostId, hostName, pupils }) => ({
            key: hostId,
            what: <a href={addressOf('host', { host: hostId })}>{hostName}</a>,
            detail: (
              <>
                {countWords(pupils, 'élève accueilli', 'élèves accueillis')}{' '}
                <PostButton action={addressOf('deskThank', here)} fields={{ structure: hostId }} look="quiet" small>
                  Remercier<span class="unseen"> {hostName}</span>
                </PostButton>
              </>
            ),
          }))}
          action={<All pile="merci" of={desk.toThank} territory={territory.id} />}
        />
      </div>
    </DeskPage>
  )
}

/** « Depuis hier : 4 places confirmées, 2 conventions signées et 1 élève de plus à aider. » Each leads to its list. */
function ChangesLine({ territory, changes }: { readonly territory: string; readonly changes: Desk['changes'] }) {
  const said = changeNames.filter((kind) => changes[kind] > 0)
  if (said.length === 0) return <>Rien de nouveau depuis hier.</>
  return (
    <>
      Depuis hier :{' '}
      {said.map((kind, index) => (
        <Fragment key={kind}>
          {index === 0 ? '' : index === said.length - 1 ? ' et ' : ', '}
          <a href={addressOf('deskPile', { territory, pile: kind })}>{changeWords(kind, changes[kind])}</a>
        </Fragment>
      ))}
      .
    </>
  )
}

function Stuck({ stuck, territory }: Pick<Desk, 'stuck'> & { readonly territory: string }) {
  return (
    <PileSection
      count={stuck.count}
      title={plural(stuck.count, 'élève sans solution', 'élèves sans solution')}
      empty="Chaque élève aidé a une place, ou une proposition."
      need
      rows={stuck.rows.map(({ pupilId, scheme, name, classId, schoolName, missing }) => ({
        key: `${pupilId} ${scheme}`,
        what: <a href={addressOf('class', { class: classId })}>{name}</a>,
        detail: `${schoolName}, ${weeksWords(missing)}`,
      }))}
      action={
        <LinkButton href={addressOf('helpList', { territory })} {...(stuck.count > 0 ? {} : { look: 'plain' })} small>
          {stuck.count > 0 ? 'Chercher des places' : 'Élèves à aider'}
        </LinkButton>
      }
    />
  )
}

/** The rest of a pile, where there is more than what is shown. */
function All({
  pile,
  of: { count, rows },
  territory,
}: {
  readonly pile: string
  readonly of: Pile<unknown>
  readonly territory: string
}) {
  if (count <= rows.length) return null
  return (
    <LinkButton href={addressOf('deskPile', { territory, pile })} look="plain" small>
      Les voir toutes
    </LinkButton>
  )
}

function Expiring({
  expiring,
  timeZone,
  territory,
}: Pick<Desk, 'expiring' | 'timeZone'> & { readonly territory: string }) {
  return (
    <PileSection
      count={expiring.count}
      title={plural(expiring.count, 'place bientôt perdue', 'places bientôt perdues')}
      empty={`Aucune place gardée ne se libère dans les ${hoursLeft} heures.`}
      need
      rows={expiring.rows.map(({ kind, id, hostId, hostName, pupil, until }) => ({
        key: id,
        what:
          kind === 'proposal' ? (
            <a href={addressOf('proposal', { proposal: id })}>{hostName}</a>
          ) : (
            <a href={addressOf('host', { host: hostId })}>{hostName}</a>
          ),
        detail: `${pupil ? `${pupil.name}, ` : ''}${kind === 'proposal' ? 'réponses attendues' : 'à confirmer'} avant ${momentWords(until, timeZone)}`,
      }))}
      action={<All pile="places" of={expiring} territory={territory} />}
    />
  )
}

function Unanswered({
  unanswered,
  timeZone,
  territory,
}: Pick<Desk, 'unanswered' | 'timeZone'> & { readonly territory: string }) {
  return (
    <PileSection
      count={unanswered.applications}
      title={plural(unanswered.applications, 'candidature sans réponse', 'candidatures sans réponse')}
      empty={`Aucune n’attend depuis plus de ${daysUnanswered} jours.`}
      need
      rows={unanswered.rows.map(({ hostId, hostName, waiting, since }) => ({
        key: hostId,
        what: <a href={addressOf('host', { host: hostId })}>{hostName}</a>,
        detail: `${numberWords(waiting)} depuis ${dayWords(since.toZonedDateTimeISO(timeZone).toPlainDate())}`,
      }))}
      action={
        unanswered.applications > 0 && (
          <LinkButton href={addressOf('deskPile', { territory, pile: 'candidatures' })} look="plain" small>
            Appeler {countWords(unanswered.count, 'structure')}
          </LinkButton>
        )
      }
    />
  )
}
