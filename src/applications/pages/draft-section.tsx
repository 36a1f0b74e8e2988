import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Answers,
  Card,
  capital,
  duringWords,
  LinkButton,
  Notice,
  PostButton,
  weeksWords,
} from '#/design/index.ts'
import { saysName } from '../contact-details.ts'
import type { ApplicationPageProps } from './application-page.tsx'

type Props = Pick<ApplicationPageProps, 'view' | 'adaptations' | 'contacts' | 'full' | 'anonymous'>

/** Check your answers: nothing has left yet. */
export function Draft(props: Props) {
  const { view, contacts, full, anonymous } = props
  const { application, offer, pupil } = view
  const namesItself = anonymous && saysName(application.answers.draws, pupil.firstName)
  return (
    <>
      {contacts.length > 0 && (
        <Notice kind="warning" title="Tu donnes une adresse ou un numéro">
          <p>
            On a vu {contacts.map(({ text }) => `« ${text} »`).join(', ')}. Ce n’est pas utile : le lieu te répond ici,
            et ton adresse reste à toi. Tu peux l’enlever, ou envoyer comme ça.
          </p>
        </Notice>
      )}
      {namesItself && (
        <Notice kind="info" title="Ton prénom est dans ton texte">
          <p>Le lieu d’accueil ne voit pas ton nom avant de répondre. Tu peux enlever ton prénom, ou le laisser.</p>
        </Notice>
      )}
      {full.length > 0 && (
        <Notice kind="info" title={`Complet pour l’instant, ${weeksWords(full)}`}>
          <p>Tu seras sur la liste d’attente : on te prévient dès qu’une place se libère.</p>
        </Notice>
      )}
      <Card>
        <Written {...props} />
        <PostButton
          action={addressOf('applicationSend', { application: application.id })}
          fields={{ version: String(application.version) }}
        >
          {full.length > 0 ? 'M’inscrire sur la liste d’attente' : 'Envoyer ma candidature'}
        </PostButton>
        <Actions>
          <LinkButton href={addressOf('applicationNew', { offer: offer.id })} look="quiet">
            Changer quelque chose
          </LinkButton>
        </Actions>
      </Card>
      <p class="soft">
        {anonymous
          ? 'Le lieu d’accueil verra ta classe et ton texte, pas ton nom. Ton établissement verra ta candidature, sauf l’aménagement.'
          : 'Le lieu d’accueil verra ton prénom, ta classe et ton texte. Ton établissement verra ta candidature, sauf l’aménagement.'}
      </p>
      <PostButton
        action={addressOf('applicationWithdraw', { application: application.id })}
        fields={{ version: String(application.version) }}
        look="quiet"
        small
      >
        Jeter ce brouillon
      </PostButton>
    </>
  )
}

export function Written({ view, adaptations }: Pick<Props, 'view' | 'adaptations'>) {
  const { weeks, answers } = view.application
  return (
    <Answers
      answers={[
        { question: 'Ce qui t’attire', answer: answers.draws },
        { question: weeks.length > 1 ? 'Semaines' : 'Semaine', answer: capital(duringWords(weeks)) },
        { question: 'Disponibilités', answer: answers.availability },
        {
          question:
            adaptations?.told === 'now'
              ? 'Aménagement (le lieu peut le lire)'
              : 'Aménagement (le lieu le lira s’il t’accepte)',
          answer: adaptations?.body,
        },
      ]}
    />
  )
}
