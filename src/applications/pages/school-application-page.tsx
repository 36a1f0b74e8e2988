import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Answers,
  Card,
  capital,
  type DeskEntry,
  DeskPage,
  duringWords,
  momentWords,
  type Signed,
  Tag,
  Timeline,
  Title,
} from '#/design/index.ts'
import { applicationStates, weeksAtStake } from '../application.ts'
import { deadlineWords } from '../deadline-words.ts'
import { reasonWords } from '../reasons.ts'
import { eventWords } from '../timeline.ts'
import type { ApplicationView } from '../view-application.ts'
import { MessagesSection } from './messages-section.tsx'

const noDraft = { body: '', formKey: '', contacts: [] }

/** An application as those who accompany the pupil read it: where it stands and what was said. Adaptations are not theirs to read. */
export function SchoolApplicationPage({
  signed,
  entries,
  view,
  notice,
  mayCancel,
}: {
  signed: Signed
  entries: readonly DeskEntry[]
  view: ApplicationView
  notice: ComponentChildren
  mayCancel: boolean
}) {
  const { application, offer, who, className, events, timeZone } = view
  const { state, answers, reason, expiresAt } = application
  const names = { host: offer.hostName, pupil: view.pupil.firstName }
  const words = applicationStates[state]
  const why = reasonWords(reason, 'refusal', 'adult')
  return (
    <DeskPage title={`${who}, candidature ${words.adult}`} signed={signed} entries={entries} notice={notice}>
      <Title
        eyebrow={className}
        lead={`${offer.title}, chez ${offer.hostName}. ${capital(duringWords(weeksAtStake(application)))}.`}
      >
        {who} <Tag tone={state === 'confirmed' ? 'ok' : words.open ? 'wait' : 'plain'}>{words.adult}</Tag>
      </Title>
      <div class="narrow">
        <Card>
          <h2>{waitWords(view)}</h2>
          {state === 'refused' && why && <p>Raison donnée : {why}.</p>}
          {expiresAt && words.open && <p>Elle s’arrête d’elle-même {deadlineWords(expiresAt, timeZone)}.</p>}
        </Card>
        <section>
          <h2>Ce que l’élève a écrit au lieu d’accueil</h2>
          <Answers
            answers={[
              { question: 'Ce qui l’attire', answer: answers.draws },
              { question: 'Ses disponibilités', answer: answers.availability },
            ]}
          />
        </section>
        {view.messages.length > 0 && <MessagesSection view={view} draft={noDraft} action={undefined} />}
        {events.length > 0 && (
          <section>
            <h2>Ce qui s’est passé</h2>
            <Timeline
              label="Étapes de la candidature"
              steps={events.map((event, index) => ({
                key: `${event.transition}-${index}`,
                title: eventWords(event, 'school', names),
                detail: momentWords(event.at, timeZone),
                when: 'done' as const,
              }))}
            />
          </section>
        )}
        {state === 'confirmed' && mayCancel && (
          <p>
            <a href={addressOf('applicationCancel', { application: application.id })}>Annuler cette place</a>
          </p>
        )}
      </div>
    </DeskPage>
  )
}

function waitWords({ application, pupil, offer }: ApplicationView): string {
  switch (applicationStates[application.state].waitsFor) {
    case 'host':
      return `${offer.hostName} doit répondre`
    case 'pupil':
      return `C’est à ${pupil.firstName} de jouer`
    case undefined:
      return application.state === 'confirmed'
        ? 'La place est confirmée'
        : application.state === 'waiting'
          ? 'Une place doit se libérer'
          : 'Plus rien n’est attendu'
    default:
      return ''
  }
}
