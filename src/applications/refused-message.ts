import { mostOfMessage } from './application-form.ts'
import type { PageExtras } from './application-pages.tsx'
import { mostMessages } from './messages.ts'
import type { MessageSent } from './send-message.ts'

/** The page again after a message that was not sent, with its text kept. */
export function messageRefusal(
  sent: Exclude<MessageSent, { readonly application: unknown }>,
  body: string,
  voice: 'tu' | 'vous',
): PageExtras {
  const toPupil = voice === 'tu'
  const says = (error: string): PageExtras => ({ message: { body, error, contacts: [] }, status: 422 })
  switch (sent.why) {
    case 'contacts':
      return { message: { body, contacts: sent.found }, status: 422 }
    case 'empty':
      return says(toPupil ? 'Écris ton message avant de l’envoyer.' : 'Écrivez votre message avant de l’envoyer.')
    case 'too_long':
      return says(
        `${mostOfMessage} signes au plus. ${toPupil ? 'Raccourcis' : 'Raccourcissez'} un peu, rien n’est perdu.`,
      )
    case 'too_many':
      return says(
        `Il y a déjà ${mostMessages} messages. ${toPupil ? 'Demande à ton établissement' : 'Appelez l’établissement'} pour la suite.`,
      )
    case 'closed':
    case 'unknown':
      return says('Cette candidature est close : le message n’est pas parti.')
    default:
      return sent satisfies never
  }
}
