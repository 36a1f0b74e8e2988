import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  type DeskEntry,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  Notice,
  type Signed,
  TextField,
  Title,
} from '#/design/index.ts'
import type { HelpForm } from '../help-settings.ts'

/** When a territory offers its help to pupils who find nothing. */
export function HelpSettingsPage({
  signed,
  entries,
  territory,
  form,
  saved,
  errors,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly territory: { readonly id: string; readonly name: string }
  readonly form: HelpForm
  readonly saved: boolean
  readonly errors: readonly FieldError[]
}) {
  return (
    <DeskPage
      title="Choisir quand l’aide est proposée"
      signed={signed}
      entries={entries}
      place={territory.name}
      notice={
        saved && (
          <Notice kind="success">
            <p>Les élèves concernés voient l’offre d’aide à leur prochaine visite.</p>
          </Notice>
        )
      }
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={territory.name}
        lead="Un élève qui n’a rien reçoit sur sa page une offre d’aide. S’il l’accepte, il rejoint la liste de l’affectation."
      >
        Choisir quand l’aide est proposée
      </Title>
      <Form
        errors={errors}
        method="post"
        action={addressOf('helpSettings', { territory: territory.id })}
        class="form"
        noValidate
      >
        <TextField
          name="ouverture"
          label="Ouverture de la recherche"
          type="date"
          width="middle"
          hint="Vide : pour chaque élève, le jour où il est entré pour la première fois."
          value={form.ouverture}
        />
        <TextField
          name="jours"
          label="Jours de recherche avant de proposer l’aide"
          hint="L’aide est aussi proposée quand le stage commence dans moins de jours que cela."
          inputMode="numeric"
          width="short"
          unit="jours"
          value={form.jours}
        />
        <TextField
          name="refus"
          label="Ou refus reçus"
          inputMode="numeric"
          width="short"
          unit="refus"
          value={form.refus}
        />
        <Actions>
          <Button>Enregistrer</Button>
        </Actions>
      </Form>
    </DeskPage>
  )
}
