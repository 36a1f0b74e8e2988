import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { addresses } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, renderPage, Title } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'

const pages = {
  'not-found': {
    status: 404,
    title: 'Cette page n’existe pas',
    lead: 'L’adresse est incomplète, ou ce qu’elle montrait a été retiré. Rien n’est perdu : repartez de l’accueil.',
  },
  forbidden: {
    status: 403,
    title: 'Votre rôle ne permet pas cette action',
    lead: 'Vous pouvez consulter ce territoire, sans le modifier. Demandez à la personne qui le coordonne.',
  },
  'not-yours': {
    status: 403,
    title: 'Cette page n’est pas pour votre compte',
    lead: 'Elle demande un autre rôle que le vôtre. Si vous devriez y avoir accès, demandez à la personne qui gère les comptes.',
  },
  'other-site': {
    status: 403,
    title: 'Cette demande ne vient pas de nos pages',
    lead: 'Par précaution, rien n’a été fait. Revenez sur la page et recommencez.',
  },
  'too-large': {
    status: 413,
    title: 'Ce fichier est trop lourd',
    lead: 'La limite est de 100 Mo par envoi. Rien n’a été enregistré ; envoyez les fichiers un par un, ou compressez l’horaire en .zip.',
  },
  'too-many': {
    status: 429,
    title: 'Trop d’essais en peu de temps',
    lead: 'Attendez quinze minutes avant de réessayer. Votre compte n’est pas bloqué.',
  },
  failure: {
    status: 500,
    title: 'Une erreur de notre côté',
    lead: 'Ce que vous aviez enregistré est intact. Réessayez dans un instant ; si cela continue, donnez le numéro ci-dessous à la personne qui gère la plateforme.',
  },
} as const satisfies Record<string, { status: ContentfulStatusCode; title: string; lead: string }>

export type ErrorKind = keyof typeof pages

/** What went wrong in plain words, with the request's number to quote and no internals. */
export function errorPage(c: Context<Env>, kind: ErrorKind): Response | Promise<Response> {
  const { status, title, lead } = pages[kind]
  const account = c.get('account')
  const page = (
    <ColumnPage title={title} {...(account ? { signed: { name: account.name } } : {})}>
      <Title lead={lead}>{title}</Title>
      <Actions>
        <LinkButton href={addresses.welcome}>Revenir à l’accueil</LinkButton>
      </Actions>
      <p class="soft">Numéro de la demande : {c.get('requestId')}</p>
    </ColumnPage>
  )
  return c.html(renderPage(page), status)
}
