import { addresses } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  ErrorSummary,
  Form,
  LinkButton,
  QrCode,
  TextField,
  Title,
} from '#/design/index.ts'
import { base32 } from '#/identity/index.ts'

const CodeField = () => (
  <TextField
    name="code"
    label="Code à six chiffres"
    hint="Celui que montre l’application à cet instant."
    autocomplete="one-time-code"
    inputMode="numeric"
    width="middle"
  />
)

/** The first time: put the secret into a phone, and prove it with a code. */
export function EnrolPage({ address, secret, error }: { address: string; secret: Uint8Array; error?: string }) {
  const errors = error === undefined ? [] : [{ name: 'code', message: error }]
  return (
    <ColumnPage title="Protéger votre compte">
      <ErrorSummary errors={errors} />
      <Title lead="Votre rôle ouvre beaucoup de portes. Il se protège par un code que calcule votre téléphone, en plus du courriel.">
        Protégez votre compte
      </Title>
      <ol class="steps">
        <li>Ouvrez une application de codes sur votre téléphone (FreeOTP, Aegis, celle de votre administration…).</li>
        <li>
          Faites-lui lire ce dessin :
          <QrCode text={address} label="Dessin à lire avec l’application de codes" />
          <details>
            <summary>Je ne peux pas le lire</summary>
            <p>Choisissez « saisir une clé » dans l’application, puis recopiez :</p>
            <p>
              <code>
                {base32(secret)
                  .match(/.{1,4}/g)
                  ?.join(' ')}
              </code>
            </p>
          </details>
        </li>
        <li>Recopiez le code qu’elle montre.</li>
      </ol>
      <Form errors={errors} method="post" action={addresses.secondStep} novalidate>
        <CodeField />
        <Button>Vérifier</Button>
      </Form>
    </ColumnPage>
  )
}

/** Shown once: what opens when the phone is lost. */
export function RecoveryCodesPage({ codes }: { codes: readonly string[] }) {
  return (
    <ColumnPage title="Vos codes de secours">
      <Title lead="Votre compte est protégé. Si vous perdez votre téléphone, un de ces codes le remplace ; chacun sert une fois.">
        Notez vos codes de secours
      </Title>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{`${code.slice(0, 5)}-${code.slice(5)}`}</code>
          </li>
        ))}
      </ul>
      <p>Imprimez cette page ou recopiez-les, et gardez-les loin de votre téléphone. Ils ne seront plus montrés.</p>
      <Actions>
        <LinkButton href={addresses.welcome}>C’est noté, continuer</LinkButton>
      </Actions>
    </ColumnPage>
  )
}

/** At each sign-in: the phone's code, or one of those kept for the day it is lost. */
export function SecondStepPage({ error, field = 'code' }: { error?: string; field?: 'code' | 'recovery' }) {
  const errors = error === undefined ? [] : [{ name: field, message: error }]
  return (
    <ColumnPage title="Code de votre téléphone">
      <ErrorSummary errors={errors} />
      <Title lead="Votre rôle demande un second code, en plus du courriel.">Ouvrez votre application de codes</Title>
      <Form errors={errors} method="post" action={addresses.secondStep} novalidate>
        <CodeField />
        <Button>Continuer</Button>
      </Form>
      <details open={field === 'recovery'}>
        <summary>Je n’ai pas mon téléphone</summary>
        <Form errors={errors} method="post" action={addresses.secondStep} novalidate>
          <TextField
            name="recovery"
            label="Code de secours"
            hint="Un de ceux que vous avez notés, par exemple BCDFG-HJKMN."
            autocomplete="off"
          />
          <Button look="plain">Entrer avec ce code</Button>
        </Form>
        <p>Vous n’en avez plus ? La personne qui exploite la plateforme peut remettre cette étape à zéro.</p>
      </details>
    </ColumnPage>
  )
}
