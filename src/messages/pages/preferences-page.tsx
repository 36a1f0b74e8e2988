import {
  Actions,
  Button,
  Card,
  Checkboxes,
  ColumnPage,
  type DeskEntry,
  Form,
  Notice,
  Radios,
  type Signed,
  TextField,
  Title,
} from '#/design/index.ts'
import type { AnyMail, Reader } from '../mail.ts'
import type { Rhythm } from '../rhythm.ts'

export type PreferencesNotice = 'saved' | 'declined' | 'code-sent' | 'phone-confirmed' | 'phone-removed'

export interface PreferencesProps {
  /** Where the forms go. */
  readonly action: string
  readonly voice: Reader['voice']
  readonly rhythm: Rhythm
  readonly declined: readonly string[]
  /** The kinds this person was ever sent. */
  readonly kinds: readonly AnyMail[]
  /** The kind whose mail led here; `*` from a digest. */
  readonly from?: string | undefined
  readonly notice?: PreferencesNotice | undefined
  /** Undefined where no text messages are sent, or to someone without an account. */
  readonly phone?: PhoneProps | undefined
  readonly signed?: Signed
  readonly entries?: readonly DeskEntry[]
}

export interface PhoneProps {
  readonly confirmed: string | undefined
  /** A code was sent to it and is waited for. */
  readonly awaited: string | undefined
  readonly error?: { readonly field: 'telephone' | 'code'; readonly message: string } | undefined
  readonly typed?: string | undefined
}

/** What one is told and how often: the same page with an account and from the link of a mail. */
export function PreferencesPage(props: PreferencesProps) {
  const { action, voice, rhythm, declined, kinds, from, notice, phone, signed, entries = [] } = props
  const say = words[voice]
  const may = kinds.filter(({ duty }) => duty === 'may')
  const must = kinds.filter(({ duty }) => duty === 'must')
  const led = from === '*' ? say.allThatMay : may.find(({ name }) => name === from)?.label
  return (
    <ColumnPage
      title={say.title}
      entries={entries}
      signed={signed}
      notice={notice && <Said notice={notice} voice={voice} />}
    >
      <Title lead={say.lead}>{say.title}</Title>
      {from !== undefined && led !== undefined && !declined.includes(from) && !declined.includes('*') && (
        <form method="post" action={action}>
          <input type="hidden" name="sorte" value={from} />
          <Button name="faire" value="arreter">
            {from === '*' ? say.stopAll : `Ne plus recevoir « ${led} »`}
          </Button>
        </form>
      )}
      <form method="post" action={action}>
        <Radios
          name="rythme"
          legend={say.rhythm}
          hint={say.rhythmHint}
          value={rhythm}
          choices={[
            { value: 'now', label: 'Dès que cela arrive', hint: 'Un message par nouvelle.' },
            { value: 'daily', label: 'Une fois par jour', hint: 'Le matin, en un seul message.' },
            { value: 'weekly', label: 'Une fois par semaine', hint: say.weeklyHint },
          ]}
        />
        <Checkboxes
          name="refus"
          legend={say.refuse}
          hint={say.refuseHint}
          values={declined}
          choices={[
            ...may.map(({ name, label }) => ({ value: name, label })),
            { value: '*', label: say.allThatMay, hint: say.allHint },
          ]}
        />
        <Actions>
          <Button name="faire" value="choisir" look={from !== undefined && led !== undefined ? 'plain' : 'main'}>
            {say.save}
          </Button>
        </Actions>
      </form>
      <Card>
        <h2>{say.always}</h2>
        <p>{say.alwaysWhy}</p>
        {must.length > 0 && (
          <ul>
            {must.map(({ name, label, because }) => (
              <li key={name}>
                {label} : {typeof because === 'string' ? because : because[voice]}.
              </li>
            ))}
          </ul>
        )}
      </Card>
      {phone && <Phone action={action} voice={voice} {...phone} />}
    </ColumnPage>
  )
}

function Phone({
  action,
  voice,
  confirmed,
  awaited,
  error,
  typed,
}: PhoneProps & { action: string; voice: Reader['voice'] }) {
  const say = words[voice]
  const errors = error && [{ name: error.field, message: error.message }]
  return (
    <Card>
      <h2>Par SMS</h2>
      <p>{say.smsWhy}</p>
      {confirmed !== undefined ? (
        <form method="post" action={action}>
          <p>
            {say.smsOn} {confirmed}
          </p>
          <Button name="faire" value="sans-sms" look="plain">
            Ne plus recevoir de SMS
          </Button>
        </form>
      ) : awaited !== undefined ? (
        <Form errors={errors} method="post" action={action}>
          <TextField name="code" label={`Le code à 6 chiffres envoyé au ${awaited}`} width="short" autocomplete="off" />
          <Actions>
            <Button name="faire" value="confirmer" look="plain">
              Confirmer ce numéro
            </Button>
            <Button name="faire" value="sans-sms" look="quiet">
              Changer de numéro
            </Button>
          </Actions>
        </Form>
      ) : (
        <Form errors={errors} method="post" action={action}>
          <TextField
            name="telephone"
            type="tel"
            label="Numéro de mobile"
            hint="Par exemple 06 39 98 00 01."
            value={typed ?? ''}
          />
          <Button name="faire" value="telephone" look="plain">
            {say.sendCode}
          </Button>
        </Form>
      )}
    </Card>
  )
}

function Said({ notice, voice }: { notice: PreferencesNotice; voice: Reader['voice'] }) {
  const say = words[voice]
  const said: Readonly<Record<PreferencesNotice, string>> = {
    saved: say.saved,
    declined: say.declined,
    'code-sent': say.codeSent,
    'phone-confirmed': say.phoneConfirmed,
    'phone-removed': say.phoneRemoved,
  }
  return <Notice kind="success">{<p>{said[notice]}</p>}</Notice>
}

const words = {
  tu: {
    title: 'Ce que tu reçois',
    lead: 'Tu choisis à quel rythme, et ce que tu ne veux pas. Ce qui demande une réponse de ta part t’arrive toujours.',
    rhythm: 'Ce qui peut attendre, je le reçois',
    rhythmHint: 'Les nouvelles qui n’attendent pas de réponse de ta part.',
    weeklyHint: 'Le lundi matin. Ce que nous devons te dire part au plus tard le lendemain.',
    refuse: 'Je ne veux pas recevoir',
    refuseHint: 'Rien n’est perdu : tu retrouves tout sur tes pages.',
    allThatMay: 'Rien de ce qui n’est pas indispensable',
    allHint: 'Y compris les nouveautés à venir.',
    stopAll: 'Ne plus recevoir que l’indispensable',
    save: 'Garder ces choix',
    always: 'Ce que tu recevras toujours',
    alwaysWhy: 'Les messages sans lesquels tu pourrais perdre une place ou l’accès à ton compte.',
    smsWhy: 'Pour ce qui presse, en plus du courrier : une ligne, sans rien de personnel.',
    smsOn: 'Les SMS partent au',
    sendCode: 'M’envoyer un code',
    saved: 'Tes choix sont gardés. Ils valent dès maintenant.',
    declined: 'Tu ne recevras plus ces messages. Ce qui demande une réponse de ta part t’arrivera toujours.',
    codeSent: 'Un code est parti vers ce numéro. Il sert pendant 15 minutes.',
    phoneConfirmed: 'Ton numéro est confirmé.',
    phoneRemoved: 'Ce numéro ne recevra plus rien.',
  },
  vous: {
    title: 'Ce que vous recevez',
    lead: 'Vous choisissez à quel rythme, et ce que vous ne voulez pas. Ce qui demande une réponse de votre part vous parvient toujours.',
    rhythm: 'Ce qui peut attendre, je le reçois',
    rhythmHint: 'Les nouvelles qui n’attendent pas de réponse de votre part.',
    weeklyHint: 'Le lundi matin. Ce que nous devons vous dire part au plus tard le lendemain.',
    refuse: 'Je ne veux pas recevoir',
    refuseHint: 'Rien n’est perdu : vous retrouvez tout sur vos pages.',
    allThatMay: 'Rien de ce qui n’est pas indispensable',
    allHint: 'Y compris les nouveautés à venir.',
    stopAll: 'Ne plus recevoir que l’indispensable',
    save: 'Garder ces choix',
    always: 'Ce que vous recevrez toujours',
    alwaysWhy: 'Les messages sans lesquels quelqu’un resterait sans réponse, ou vous sans accès à votre compte.',
    smsWhy: 'Pour ce qui presse, en plus du courrier : une ligne, sans rien de personnel.',
    smsOn: 'Les SMS partent au',
    sendCode: 'M’envoyer un code',
    saved: 'Vos choix sont gardés. Ils valent dès maintenant.',
    declined: 'Vous ne recevrez plus ces messages. Ce qui demande une réponse de votre part vous parviendra toujours.',
    codeSent: 'Un code est parti vers ce numéro. Il sert pendant 15 minutes.',
    phoneConfirmed: 'Votre numéro est confirmé.',
    phoneRemoved: 'Ce numéro ne recevra plus rien.',
  },
} as const
