import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Answers,
  ColumnPage,
  capital,
  type DeskEntry,
  duringWords,
  ErrorSummary,
  momentWords,
  type Signed,
  Timeline,
  Title,
} from '#/design/index.ts'
import type { Adaptations } from '../adaptations.ts'
import { type ApplicationState, applicationStates } from '../application.ts'
import { offerGone } from '../reasons.ts'
import { talkingStates } from '../send-message.ts'
import { eventWords } from '../timeline.ts'
import type { ApplicationView } from '../view-application.ts'
import { levelForHost } from '../who-words.ts'
import { HostDecision, type HostDecisionProps } from './host-decision.tsx'
import { type MessageDraft, MessagesSection } from './messages-section.tsx'

export interface HostApplicationPageProps {
  readonly signed?: Signed
  readonly entries: readonly DeskEntry[]
  readonly view: ApplicationView
  readonly notice: ComponentChildren
  /** Told to the host by the pupil, now. */
  readonly adaptations: Adaptations | undefined
  readonly decision: Omit<HostDecisionProps, 'view'>
  readonly draft: MessageDraft
  /** Where messages go: the account's page, or the link's. */
  readonly messagesAction: string
  /** Of someone who came by link: they cannot go further. */
  readonly byLink: boolean
}

/** An application as the host reads it: who asks for what, one decision, then what was said. The same by account and by link. */
export function HostApplicationPage(props: HostApplicationPageProps) {
  const { signed, entries, view, notice, adaptations, decision, draft, messagesAction, byLink } = props
  const { application, offer, pupil, who, timeZone } = view
  const names = { host: offer.hostName, pupil: who }
  const title = titleOf(view)
  return (
    <ColumnPage title={title} {...(signed ? { signed } : {})} entries={entries} notice={notice}>
      <ErrorSummary errors={decision.errors} />
      <Title
        eyebrow={`${offer.hostName} · ${offer.title}`}
        lead={`${capital(levelForHost(pupil))}, ${duringWords(application.weeks)}.`}
      >
        {title}
      </Title>
      <Answers
        answers={[
          { question: 'Ce qui l’attire', answer: application.answers.draws },
          { question: 'Ses disponibilités', answer: application.answers.availability },
          { question: 'Aménagement souhaité (à garder pour vous)', answer: adaptations?.body },
        ]}
      />
      {!application.revealedAt && (
        <p class="soft">Ce territoire a choisi des candidatures sans nom : vous le connaîtrez si vous répondez oui.</p>
      )}
      <HostDecision view={view} {...decision} />
      {(view.messages.length > 0 || talkingStates.includes(application.state)) && (
        <MessagesSection
          view={view}
          draft={draft}
          action={talkingStates.includes(application.state) ? messagesAction : undefined}
        />
      )}
      {view.events.length > 0 && (
        <section>
          <h2>Ce qui s’est passé</h2>
          <Timeline
            label="Étapes de la candidature"
            steps={view.events.map((event, index) => ({
              key: `${event.transition}-${index}`,
              title: eventWords(event, 'host', names),
              detail: momentWords(event.at, timeZone),
              when: 'done' as const,
            }))}
          />
        </section>
      )}
      {application.state === 'confirmed' && !byLink && (
        <p>
          <a href={addressOf('applicationCancel', { application: application.id })}>Annuler cet accueil</a>
        </p>
      )}
    </ColumnPage>
  )
}

function titleOf({ application, who }: ApplicationView): string {
  const says: { readonly [State in ApplicationState]?: string } = {
    submitted: `${who} demande une place`,
    read: `${who} demande une place`,
    asked: 'Vous avez posé une question',
    countered: 'Vous avez proposé d’autres dates',
    accepted: `Vous avez accepté ${application.revealedAt ? who : 'cette candidature'}`,
    waiting: `${who} attend une place`,
    confirmed: `${who} vient chez vous`,
    refused:
      application.reason === offerGone.code
        ? 'Cette candidature s’est arrêtée avec votre offre'
        : 'Vous avez décliné cette candidature',
  }
  return says[application.state] ?? `Candidature ${applicationStates[application.state].adult}`
}
