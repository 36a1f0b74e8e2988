import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  PostButton,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf, type HeldGrant } from '#/identity/index.ts'
import { roleTitle } from './role-words.ts'

export interface LendForm {
  readonly email: string
  readonly nom: string
  readonly fin: string
}

/** Lends a role to a deputy until a day. */
export function LendPage({
  account,
  grant,
  place,
  form = { email: '', nom: '', fin: '' },
  errors,
}: {
  account: Account
  grant: HeldGrant
  place: string
  form?: LendForm
  errors: readonly FieldError[]
}) {
  return (
    <ColumnPage title="Prêter votre rôle" signed={account} entries={entriesOf(account, 'account')}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={`${roleTitle(grant.role)}, ${place}`}
        lead="La personne pourra tout ce que ce rôle permet, jusqu’au jour que vous donnez. Vous le gardez, et pouvez l’arrêter à tout moment."
      >
        Prêtez votre rôle
      </Title>
      <Form errors={errors} method="post" action={addressOf('accountLend', { grant: grant.id })} novalidate>
        <TextField name="nom" label="Prénom et nom" value={form.nom} />
        <TextField name="email" type="email" label="Adresse électronique" value={form.email} />
        <TextField name="fin" type="date" label="Dernier jour" hint="Un an au plus." value={form.fin} width="middle" />
        <Actions>
          <Button>Envoyer l’invitation</Button>
          <LinkButton href={addresses.account} look="quiet">
            Revenir à votre compte
          </LinkButton>
        </Actions>
      </Form>
    </ColumnPage>
  )
}

/** A word before the last one leaves: afterwards nobody here could let somebody in. */
export function LastOnePage({ account, grant, place }: { account: Account; grant: HeldGrant; place: string }) {
  const consequence =
    grant.role === 'head'
      ? 'Plus personne ne pourra signer les conventions ni inviter des collègues, jusqu’à ce que la coordination du territoire invite une autre direction.'
      : 'Plus personne ne pourra répondre aux candidatures de cette structure, jusqu’à ce que la coordination du territoire invite quelqu’un d’autre. Ses offres restent en ligne.'
  return (
    <ColumnPage title="Vous êtes la dernière personne" signed={account} entries={entriesOf(account, 'account')}>
      <Title eyebrow={`${roleTitle(grant.role)}, ${place}`} lead={consequence}>
        Vous êtes la dernière personne à avoir ce rôle
      </Title>
      <Actions>
        {grant.scope && (
          <LinkButton
            href={
              grant.role === 'head' && grant.territoryId !== undefined
                ? addressOf('schoolPeople', { territory: grant.territoryId, school: grant.scope.id })
                : addressOf('hostPeople', { host: grant.scope.id })
            }
          >
            {grant.role === 'head' ? 'Voir l’équipe' : 'Inviter quelqu’un d’abord'}
          </LinkButton>
        )}
        <PostButton
          action={addressOf('accountRole', { grant: grant.id })}
          fields={{ faire: 'terminer', compris: '1' }}
          look="plain"
        >
          Quitter quand même
        </PostButton>
        <LinkButton href={addresses.account} look="quiet">
          Garder mon rôle
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
