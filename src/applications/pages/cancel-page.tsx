import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  type DeskEntry,
  duringWords,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Radios,
  type Signed,
  TextArea,
  Title,
} from '#/design/index.ts'
import { cancellationReasons } from '../reasons.ts'
import type { ApplicationView } from '../view-application.ts'

/** Gives a confirmed place back: what follows from it stands before the button, since it cannot be undone. */
export function CancelPage({
  signed,
  entries,
  view,
  side,
  form,
  errors,
}: {
  signed: Signed
  entries: readonly DeskEntry[]
  view: ApplicationView
  side: 'pupil' | 'host' | 'school'
  form: { readonly raison: string; readonly mots: string }
  errors: readonly FieldError[]
}) {
  const { application, offer, who } = view
  const toPupil = side === 'pupil'
  const title = toPupil
    ? 'Rendre ta place'
    : side === 'host'
      ? `Annuler l’accueil de ${who}`
      : `Annuler la place de ${who}`
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      <ErrorSummary errors={errors} voice={toPupil ? 'tu' : 'vous'} />
      <Title
        eyebrow={`${offer.hostName} · ${offer.title}`}
        lead={
          toPupil
            ? `Ta place ${duringWords(application.weeks)} redevient libre tout de suite, et le premier de la liste d’attente est appelé. Tu ne pourras pas la reprendre si quelqu’un d’autre la prend.`
            : `La place ${duringWords(application.weeks)} redevient libre tout de suite et l’élève doit en chercher une autre. Tous ceux qui doivent le savoir sont prévenus.`
        }
      >
        {title}
      </Title>
      <Form
        errors={errors}
        method="post"
        action={addressOf('applicationCancel', { application: application.id })}
        class="form"
      >
        <input type="hidden" name="version" value={String(application.version)} />
        <Radios
          name="raison"
          legend="Pourquoi ?"
          value={form.raison}
          choices={cancellationReasons[side].map(({ code, label }) => ({ value: code, label }))}
        />
        <TextArea name="mots" label="Un mot de plus (facultatif)" value={form.mots} rows={2} />
        <Actions>
          <Button look="danger">{toPupil ? 'Rendre ma place' : 'Annuler la place'}</Button>
          <LinkButton href={addressOf('application', { application: application.id })} look="quiet">
            {toPupil ? 'Garder ma place' : 'Ne rien changer'}
          </LinkButton>
        </Actions>
      </Form>
    </ColumnPage>
  )
}
