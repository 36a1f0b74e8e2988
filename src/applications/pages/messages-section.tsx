import { Actions, Button, Conversation, momentWords, Notice, TextArea } from '#/design/index.ts'
import { mostOfMessage } from '../application-form.ts'
import type { ContactDetail } from '../contact-details.ts'
import type { ApplicationView } from '../view-application.ts'

/** A message being written, refused or not. */
export interface MessageDraft {
  readonly body: string
  readonly formKey: string
  readonly error?: string | undefined
  /** Seen in it: a word, and the same text again to correct or to send. */
  readonly contacts: readonly ContactDetail[]
}

/** What host and pupil wrote to each other, and the field to write: through the platform, in the school's sight. */
export function MessagesSection({
  view,
  draft,
  action,
}: {
  view: ApplicationView
  draft: MessageDraft
  /** Where a message goes; undefined for whoever only reads. */
  action: string | undefined
}) {
  const { viewer, application, messages, offer, who, timeZone } = view
  const toPupil = viewer === 'pupil'
  const isAnswer = toPupil && application.state === 'asked'
  const said = messages.map(({ id, by, byName, body, at }) => ({
    key: id,
    own: by === viewer,
    by: by === viewer ? (toPupil ? 'Toi' : 'Vous') : by === 'pupil' ? who : `${byName}, ${offer.hostName}`,
    when: momentWords(at, timeZone),
    body,
  }))
  return (
    <section id="messages">
      <h2>Messages</h2>
      {said.length > 0 && <Conversation label="Messages échangés" said={said} />}
      {action !== undefined && (
        <form method="post" action={action} class="form">
          <input type="hidden" name="cle" value={draft.formKey} />
          <input type="hidden" name="version" value={String(application.version)} />
          {draft.contacts.length > 0 && (
            <Notice kind="warning" title="Rien n’est encore envoyé">
              <p>
                On a vu {draft.contacts.map(({ text }) => `« ${text} »`).join(', ')}.{' '}
                {toPupil
                  ? 'Ton adresse reste à toi : tout peut se dire ici, et ton établissement peut t’aider. Enlève-la, ou envoie comme ça.'
                  : 'Les échanges avec un élève mineur passent par ici, où son établissement les voit. Retirez ces coordonnées, ou envoyez tel quel.'}
              </p>
            </Notice>
          )}
          <TextArea
            name="message"
            label={isAnswer ? 'Ta réponse' : toPupil ? `Écrire à ${offer.hostName}` : 'Écrire à l’élève'}
            hint={`${toPupil ? 'Ton établissement peut lire ces messages.' : 'L’établissement de l’élève peut lire ces messages.'} ${mostOfMessage} signes au plus.`}
            value={draft.body}
            rows={3}
            {...(draft.error === undefined ? {} : { error: draft.error })}
          />
          <Actions>
            <Button look={isAnswer ? 'main' : 'plain'}>{isAnswer ? 'Envoyer ma réponse' : 'Envoyer le message'}</Button>
            {draft.contacts.length > 0 && (
              <Button look="quiet" name="quandmeme" value="1">
                Envoyer tel quel
              </Button>
            )}
          </Actions>
        </form>
      )}
    </section>
  )
}
