import type { ComponentChildren } from 'preact'
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
import { type Changes, type Desk, daysUnanswered, hoursLeft } from '../read-desk.ts'
import { PileSection } from './pile.tsx'

export interface CoordinatorDeskProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  /** Where else one coordinates. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
  readonly desk: Desk
  readonly notice: ComponentChildren
}

/** Where a coordinator starts the day: what changed, then what waits, pile by pile. */
export function CoordinatorDeskPage({ account, territory, others, desk, notice }: CoordinatorDeskProps) {
  const here = { territory: territory.id }
  const waits = desk.stuck.count + desk.expiring.count + desk.unanswered.hosts + desk.tasks.late
  const title = waits > 0 ? countWords(waits, 'chose vous attend', 'choses vous attendent') : 'Rien ne vous attend'
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <Title eyebrow={territory.name} lead={changesWords(desk.changes)}>
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
        <Expiring {...desk} />
        <Unanswered {...desk} />
        <PileSection
          count={desk.tasks.count}
          title={plural(desk.tasks.count, 'tâche pour vous', 'tâches pour vous')}
          empty="Aucune tâche ne porte votre nom."
          need={desk.tasks.late > 0}
          rows={desk.tasks.first.map(({ id, title: what, dueOn }) => ({
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
          rows={desk.meetings.first.map(({ id, title: what, startsAt, place }) => ({
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
          rows={desk.silent.first.map(({ uai, name, pupils }) => ({
            key: uai,
            what: <a href={addressOf('school', { ...here, school: uai })}>{name}</a>,
            detail: `${countWords(pupils, 'élève')}, aucun signe depuis deux semaines`,
          }))}
          action={
            desk.silent.first[0] && (
              <LinkButton
                href={addressOf('deskTasks', here, {
                  sujet: `school:${desk.silent.first[0].uai}`,
                  quoi: `Appeler ${desk.silent.first[0].name}`,
                })}
                look="plain"
                small
              >
                Noter un appel à passer
              </LinkButton>
            )
          }
        />
        <PileSection
          count={desk.toThank.count}
          title={plural(desk.toThank.count, 'structure à remercier', 'structures à remercier')}
          empty="Personne n’attend de merci."
          rows={desk.toThank.first.map(({ hostId, hostName, pupils }) => ({
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
        />
      </div>
    </DeskPage>
  )
}

/** « Depuis hier : 4 places confirmées, 2 conventions signées et 1 élève de plus à aider. » */
function changesWords({ confirmed, signed, answered, published, asked }: Changes): string {
  const said = [
    confirmed > 0 ? countWords(confirmed, 'place confirmée', 'places confirmées') : '',
    signed > 0 ? countWords(signed, 'convention signée', 'conventions signées') : '',
    answered > 0 ? countWords(answered, 'réponse à une proposition', 'réponses à des propositions') : '',
    published > 0 ? countWords(published, 'offre publiée', 'offres publiées') : '',
    asked > 0 ? countWords(asked, 'élève de plus à aider', 'élèves de plus à aider') : '',
  ].filter(Boolean)
  return said.length > 0 ? `Depuis hier : ${listWords(said)}.` : 'Rien de nouveau depuis hier.'
}

function Stuck({ stuck, territory }: Pick<Desk, 'stuck'> & { readonly territory: string }) {
  return (
    <PileSection
      count={stuck.count}
      title={plural(stuck.count, 'élève sans solution', 'élèves sans solution')}
      empty="Chaque élève aidé a une place, ou une proposition."
      need
      rows={stuck.first.map(({ pupilId, scheme, name, schoolName, missing }) => ({
        key: `${pupilId} ${scheme}`,
        what: name,
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

function Expiring({ expiring, timeZone }: Pick<Desk, 'expiring' | 'timeZone'>) {
  return (
    <PileSection
      count={expiring.count}
      title={plural(expiring.count, 'place bientôt perdue', 'places bientôt perdues')}
      empty={`Aucune place gardée ne se libère dans les ${hoursLeft} heures.`}
      need
      rows={expiring.first.map(({ kind, id, hostId, hostName, until }) => ({
        key: id,
        what:
          kind === 'proposal' ? (
            <a href={addressOf('proposal', { proposal: id })}>{hostName}</a>
          ) : (
            <a href={addressOf('host', { host: hostId })}>{hostName}</a>
          ),
        detail: `${kind === 'proposal' ? 'réponses attendues' : 'à confirmer par l’élève'} avant ${momentWords(until, timeZone)}`,
      }))}
    />
  )
}

function Unanswered({ unanswered, timeZone }: Pick<Desk, 'unanswered' | 'timeZone'>) {
  return (
    <PileSection
      count={unanswered.count}
      title={plural(unanswered.count, 'candidature sans réponse', 'candidatures sans réponse')}
      empty={`Aucune n’attend depuis plus de ${daysUnanswered} jours.`}
      need
      rows={unanswered.first.map(({ hostId, hostName, waiting, since }) => ({
        key: hostId,
        what: <a href={addressOf('host', { host: hostId })}>{hostName}</a>,
        detail: `${numberWords(waiting)} depuis ${dayWords(since.toZonedDateTimeISO(timeZone).toPlainDate())}`,
      }))}
      action={
        unanswered.first[0] && (
          <LinkButton href={addressOf('host', { host: unanswered.first[0].hostId })} look="plain" small>
            Appeler la première
          </LinkButton>
        )
      }
    />
  )
}
