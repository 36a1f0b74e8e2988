import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  ErrorSummary,
  LinkButton,
  Notice,
  PostButton,
  TextField,
  Title,
} from '#/design/index.ts'
import { type RequestRefusal, requestLife } from '#/identity/index.ts'
import type { ProviderLink } from './ask-words.ts'

/** The ways in: an address to send a mail to, the school's code for pupils, the identity providers. */
export function AskPage({
  providers,
  email = '',
  error,
}: {
  providers: readonly ProviderLink[]
  email?: string
  error?: string
}) {
  return (
    <ColumnPage title="Se connecter">
      {error && <ErrorSummary errors={[{ name: 'email', message: error }]} />}
      <Title lead="Pas de mot de passe : vous recevez un lien et un code par courriel.">Se connecter</Title>
      <form method="post" action={addresses.signIn} novalidate>
        <TextField
          name="email"
          type="email"
          label="Votre adresse électronique"
          autocomplete="email"
          value={email}
          required
          error={error}
        />
        <Button>Recevoir mon code</Button>
      </form>
      <section class="part" aria-labelledby="other-ways">
        <h2 id="other-ways">Autrement</h2>
        <Actions>
          <LinkButton href={addresses.signInPupil} look="plain">
            Élève : entrer avec mon code
          </LinkButton>
          {providers.map(({ id, label }) => (
            <LinkButton key={id} href={addressOf('signInProvider', { provider: id })} look="plain">
              {label}
            </LinkButton>
          ))}
        </Actions>
      </section>
    </ColumnPage>
  )
}

function CodeField({ error }: { error?: string | undefined }) {
  return (
    <TextField
      name="code"
      label="Code à six chiffres"
      hint="Il est dans le message, par exemple 123 456."
      autocomplete="one-time-code"
      inputMode="numeric"
      width="middle"
      error={error}
    />
  )
}

/** In the browser that asked: what to look for, and where to type it. */
export function CodePage({ email, error }: { email: string; error?: string }) {
  return (
    <ColumnPage title="Regardez vos courriels">
      {error && <ErrorSummary errors={[{ name: 'code', message: error }]} />}
      <Title
        lead={
          <>
            Si un compte existe pour <b>{email}</b>, un message vient de partir. Il contient un lien et un code.
          </>
        }
      >
        Regardez vos courriels
      </Title>
      <form method="post" action={addresses.signInCode} novalidate>
        <CodeField error={error} />
        <Button>Se connecter</Button>
      </form>
      <details>
        <summary>Rien n’est arrivé ?</summary>
        <p>
          Attendez une minute et regardez dans les indésirables. Vérifiez l’adresse : c’est à celle que connaît votre
          établissement ou votre structure que nous écrivons. Un code sert une fois, pendant{' '}
          {requestLife.total('minutes')} minutes.
        </p>
        <p>
          <a href={addresses.signIn}>Changer d’adresse ou demander un autre message</a>
        </p>
      </details>
    </ColumnPage>
  )
}

/** Behind the mail's link: one press where it was asked, the code elsewhere. A link alone signs nobody in: software that checks mail opens links too. */
export function LinkPage({ token, isSameBrowser, error }: { token: string; isSameBrowser: boolean; error?: string }) {
  const action = addressOf('signInMail', { token })
  return (
    <ColumnPage title="Se connecter">
      {error && <ErrorSummary errors={[{ name: 'code', message: error }]} />}
      {isSameBrowser ? (
        <>
          <Title lead="Votre lien est bon. Un dernier geste, pour être sûr que c’est bien vous qui l’ouvrez.">
            Entrez dans Passerelle
          </Title>
          <PostButton action={action}>Se connecter</PostButton>
        </>
      ) : (
        <>
          <Title lead="Ce lien a été demandé sur un autre appareil. Pour entrer ici, recopiez le code du message.">
            Entrez avec le code
          </Title>
          <form method="post" action={action} novalidate>
            <CodeField error={error} />
            <Button>Se connecter</Button>
          </form>
        </>
      )}
    </ColumnPage>
  )
}

const whyDead: Readonly<Record<Exclude<RequestRefusal['why'], 'wrong'>, string>> = {
  unknown: 'Cette demande n’est plus connue ici : elle est trop ancienne, ou elle vient d’un autre appareil.',
  used: 'Un code ne sert qu’une fois, et celui-ci a déjà servi.',
  expired: `Un code sert pendant ${requestLife.total('minutes')} minutes, et celui-ci est plus ancien.`,
  dead: 'Plusieurs codes faux ont été donnés : par précaution, celui-ci ne vaut plus rien. Votre compte n’est pas bloqué.',
  held: 'Beaucoup de codes faux ont été donnés pour ce compte. Votre compte n’est pas bloqué : ouvrez le lien du message plutôt que de recopier le code.',
}

/** A request that is over: why, and the way to start again. */
export function DeadRequest({ why }: { why: Exclude<RequestRefusal['why'], 'wrong'> }) {
  return (
    <ColumnPage title="Ce code ne marche plus">
      <Title>{why === 'held' ? 'Ouvrez plutôt le lien' : 'Ce code ne marche plus'}</Title>
      <Notice kind="warning">
        <p>{whyDead[why]}</p>
      </Notice>
      <Actions>
        <LinkButton href={addresses.signIn}>Demander un autre message</LinkButton>
      </Actions>
    </ColumnPage>
  )
}
