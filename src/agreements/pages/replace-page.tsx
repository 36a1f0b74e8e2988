import {
  Actions,
  Button,
  type DeskEntry,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  type Signed,
  TextField,
  Title,
} from '#/design/index.ts'
import type { Agreement } from '../agreement.ts'

export type ReplaceForm = Readonly<Record<'siret' | 'name' | 'address' | 'contactName' | 'email' | 'from', string>>

/** Another host takes over for what remains of the placement. */
export function ReplacePage({
  agreement,
  form,
  errors,
  action,
  back,
  signed,
  entries,
}: {
  readonly agreement: Agreement
  readonly form: ReplaceForm
  readonly errors: readonly FieldError[]
  readonly action: string
  readonly back: string
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
}) {
  const { content } = agreement
  const field = (name: keyof ReplaceForm) => ({ name, value: form[name] })
  return (
    <DeskPage title="Changer de structure" signed={signed} entries={entries}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={`${content.pupil.firstName} ${content.pupil.lastName}, aujourd’hui chez ${content.hosts[0].name}`}
        lead="L’ancienne convention s’arrête la veille. Une nouvelle est préparée pour ce qui reste, et la nouvelle structure reçoit de quoi la compléter."
      >
        Changer de structure
      </Title>
      <Form errors={errors} method="post" action={action} class="narrow">
        <TextField {...field('name')} label="Nom de la nouvelle structure" />
        <TextField
          {...field('siret')}
          label="SIRET (facultatif)"
          hint="Quatorze chiffres."
          inputMode="numeric"
          width="middle"
        />
        <TextField {...field('address')} label="Adresse" hint="Rue, code postal et commune." />
        <TextField {...field('contactName')} label="Qui signera là-bas" autocomplete="off" />
        <TextField {...field('email')} type="email" label="Son adresse e-mail" autocomplete="off" />
        <TextField {...field('from')} type="date" width="short" label="Premier jour là-bas" />
        <Actions>
          <Button>Préparer la nouvelle convention</Button>
          <LinkButton href={back} look="quiet">
            Ne rien changer
          </LinkButton>
        </Actions>
      </Form>
    </DeskPage>
  )
}
