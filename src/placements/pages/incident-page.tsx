import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Answers,
  ColumnPage,
  type DeskEntry,
  dayWords,
  hourWords,
  LinkButton,
  momentWords,
  Notice,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { IncidentHealth, IncidentParty } from '../incident.ts'
import type { Incident } from '../incidents.ts'
import { hostNamesOf, type Placement, pupilNameOf } from '../placement.ts'

const parties: Readonly<Record<IncidentParty, string>> = {
  pupil: 'l’élève',
  representative: 'la famille',
  host: 'le lieu de stage',
  school: 'l’établissement',
}

/** What was told, for those whom it concerns; health for those only who may read it. */
export function IncidentPage({
  signed,
  entries,
  placement,
  incident,
  health,
  mayDeclare,
  isNew,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly placement: Placement
  readonly incident: Incident
  /** Undefined where nothing was said, or where this person may not read it. */
  readonly health: IncidentHealth | undefined
  readonly mayDeclare: boolean
  /** A moment ago, by this person. */
  readonly isNew: boolean
}) {
  const { agreement, timeZone } = placement
  const { facts, kind } = incident
  const title = kind === 'accident' ? 'Un accident pendant le stage' : 'Un incident pendant le stage'
  return (
    <ColumnPage
      title={title}
      signed={signed}
      entries={entries}
      notice={
        isNew && (
          <Notice kind="success" title="Tout le monde est prévenu">
            <p>L’établissement, la famille et le lieu de stage reçoivent un message.</p>
          </Notice>
        )
      }
    >
      <Title
        eyebrow={`${pupilNameOf(agreement)} · ${hostNamesOf(agreement)}`}
        lead={`Signalé par ${parties[incident.byParty]} ${momentWords(incident.at, timeZone)}.`}
      >
        {title}
      </Title>
      {mayDeclare && (
        <Actions>
          <LinkButton
            href={addressOf('incidentDeclaration', { agreement: agreement.id, incident: incident.id })}
            download
          >
            Télécharger les éléments de la déclaration
          </LinkButton>
        </Actions>
      )}
      <Answers
        answers={[
          {
            question: 'Quand',
            answer: `${dayWords(Temporal.PlainDate.from(incident.day))} à ${hourWords(incident.minute * 60)}`,
          },
          { question: 'Où', answer: facts.place || undefined },
          { question: 'Ce qui s’est passé', answer: facts.what },
          { question: 'Ce que l’élève faisait', answer: facts.doing || undefined },
          { question: 'Témoins', answer: facts.witnesses || undefined },
          { question: 'Ce qui a été fait', answer: facts.measures || undefined },
        ]}
      />
      {health && (
        <section>
          <h2>Blessures et soins</h2>
          <p class="soft">Lu seulement par l’élève, sa famille et la direction.</p>
          <Answers
            answers={[
              { question: 'Blessures', answer: health.injuries || 'rien n’est dit' },
              { question: 'Soins', answer: health.care || undefined },
              { question: 'Emmené', answer: health.takenTo || undefined },
            ]}
          />
        </section>
      )}
      <p>
        <a href={addressOf('agreement', { agreement: agreement.id })}>La convention</a>
      </p>
    </ColumnPage>
  )
}
