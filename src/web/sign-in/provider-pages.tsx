import { addresses } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Notice, Title } from '#/design/index.ts'
import type { ProviderRefusal } from '#/identity/index.ts'

export type ProviderTrouble = ProviderRefusal | 'no-provider' | 'down' | 'not-ours' | 'stopped' | 'refused'

const words: Readonly<Record<ProviderTrouble, { readonly title: string; readonly text: (label: string) => string }>> = {
  'unknown-person': {
    title: 'Vous n’avez pas encore de compte ici',
    text: (label) =>
      `« ${label} » vous a bien reconnu, mais aucun compte de Passerelle ne vous correspond, et rien n’a été créé. Demandez une invitation à votre établissement, ou entrez avec l’adresse électronique qu’il connaît.`,
  },
  'email-not-verified': {
    title: 'Votre adresse n’est pas vérifiée',
    text: (label) =>
      `« ${label} » ne garantit pas que votre adresse électronique est la vôtre, et rien n’a été créé. Faites-la vérifier chez ce service, ou entrez avec un code reçu par courriel.`,
  },
  'no-provider': {
    title: 'Ce service n’est pas proposé ici',
    text: () => 'L’adresse est incomplète, ou ce moyen d’entrer a été retiré.',
  },
  down: {
    title: 'Ce service ne répond pas',
    text: (label) =>
      `« ${label} » ne répond pas en ce moment. Réessayez dans quelques minutes, ou entrez avec un code reçu par courriel.`,
  },
  'not-ours': {
    title: 'Cette réponse ne correspond à aucune demande',
    text: (label) =>
      `Par précaution, personne n’a été connecté. Une réponse de « ${label} » sert une fois, pendant quinze minutes, dans le navigateur qui l’a demandée. Recommencez.`,
  },
  stopped: {
    title: 'Vous n’êtes pas connecté',
    text: (label) => `La demande a été arrêtée chez « ${label} ». Rien n’a changé.`,
  },
  refused: {
    title: 'Cette réponse ne peut pas être acceptée',
    text: (label) =>
      `La réponse de « ${label} » n’a pas passé nos vérifications : par précaution, personne n’a été connecté. Recommencez ; si cela continue, prévenez la personne qui gère la plateforme.`,
  },
}

/** Why coming in by a provider did not work, and the other ways. */
export function ProviderProblem({ why, label }: { why: ProviderTrouble; label: string }) {
  const { title, text } = words[why]
  return (
    <ColumnPage title={title}>
      <Title>{title}</Title>
      <Notice kind="warning">
        <p>{text(label)}</p>
      </Notice>
      <Actions>
        <LinkButton href={addresses.signIn}>Choisir comment entrer</LinkButton>
      </Actions>
    </ColumnPage>
  )
}

/** Out of Passerelle; the provider's own session is its person's to end: other services may use it. */
export function LeavingPage({ href, label }: { href: string; label: string }) {
  return (
    <ColumnPage title="Vous êtes déconnecté">
      <Title lead={`Vous êtes encore connecté à « ${label} ». Sur un appareil partagé, déconnectez-vous aussi là-bas.`}>
        Vous êtes déconnecté de Passerelle
      </Title>
      <Actions>
        <LinkButton href={href}>{`Se déconnecter aussi de « ${label} »`}</LinkButton>
        <LinkButton href={addresses.welcome} look="quiet">
          Rester connecté là-bas
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
