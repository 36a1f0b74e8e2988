import { addressOf } from '#/addresses.ts'
import { LinkButton, Notice, PostButton, weeksWords } from '#/design/index.ts'
import type { Confirmed } from './confirm-application.ts'

/** What was just done, named in the address after it. */
const done: Readonly<Record<string, { readonly title: string; readonly words: string }>> = {
  envoyee: {
    title: 'C’est envoyé',
    words:
      'Le lieu d’accueil reçoit un message tout de suite. On te prévient dès qu’il répond, et il le sait sous 15 jours.',
  },
  attente: {
    title: 'Tu es sur la liste',
    words: 'On te prévient dès qu’une place se libère. Continue à chercher en attendant.',
  },
  confirmee: { title: 'La place est à toi', words: 'Le lieu d’accueil et ton établissement sont prévenus.' },
  retiree: { title: 'C’est retiré', words: 'Le lieu d’accueil est prévenu par un mot.' },
  annulee: { title: 'C’est annulé', words: 'La place est de nouveau libre. Ceux qui doivent le savoir sont prévenus.' },
  message: { title: 'Message envoyé', words: 'L’autre personne est prévenue. Le texte reste ici.' },
  reponse: { title: 'C’est noté', words: 'L’élève est prévenu après dix minutes : vous pouvez encore changer d’avis.' },
  reprise: { title: 'Réponse reprise', words: 'La candidature attend de nouveau votre réponse. Rien n’est parti.' },
}

/** The notice of a deed; nothing for a word that somebody made up. */
export function doneNotice(word: string | undefined) {
  const found = word !== undefined && Object.hasOwn(done, word) ? done[word] : undefined
  return (
    found && (
      <Notice kind="success" title={found.title}>
        <p>{found.words}</p>
      </Notice>
    )
  )
}

/** The form was older than the application. */
export const changedNotice = (voice: 'tu' | 'vous') => (
  <Notice kind="warning" title="La candidature a bougé entre-temps">
    <p>Rien n’a été fait. Voici où elle en est : {voice === 'tu' ? 'regarde' : 'regardez'} avant de recommencer.</p>
  </Notice>
)

/** Why a seat was not taken, and what the pupil can do. */
export function notConfirmedNotice(
  { id, version }: { readonly id: string; readonly version: number },
  refusal: Extract<Confirmed, { readonly weeks: readonly string[] }>,
) {
  const when = refusal.weeks.length > 0 ? `, ${weeksWords(refusal.weeks)}` : ''
  switch (refusal.why) {
    case 'full':
      return (
        <Notice
          kind="warning"
          title={`La dernière place vient d’être prise${when}`}
          action={
            <PostButton
              action={addressOf('applicationQueue', { application: id })}
              fields={{ version: String(version) }}
              look="plain"
              small
            >
              M’inscrire sur la liste d’attente
            </PostButton>
          }
        >
          <p>
            Quelqu’un a confirmé juste avant toi. Tu peux attendre qu’une place se libère : tu serais accepté d’office.
          </p>
        </Notice>
      )
    case 'placed':
      return (
        <Notice kind="warning" title={`Tu as déjà une place confirmée${when}`}>
          <p>Rends d’abord l’autre place si tu préfères celle-ci. Rien n’a changé.</p>
        </Notice>
      )
    case 'closed':
    case 'not_offered':
    case 'withdrawn':
      return (
        <Notice
          kind="warning"
          title={`Cette place n’est plus proposée${when}`}
          action={
            <LinkButton href={addressOf('search', {})} look="plain" small>
              Chercher une autre place
            </LinkButton>
          }
        >
          <p>Le lieu d’accueil ne la propose plus. Tu n’y es pour rien, et ton établissement peut t’aider.</p>
        </Notice>
      )
    default:
      return refusal satisfies never
  }
}
