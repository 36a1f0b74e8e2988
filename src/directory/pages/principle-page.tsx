import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  Checkboxes,
  capital,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Radios,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import type { HostDesk } from '../desk.ts'
import type { PrincipleForm } from '../principle-form.ts'
import { monthNames } from '../principle-words.ts'
import { HostFrame } from './frame.tsx'

/** What a host agrees to in principle: how many, when, how to reach it. */
export function PrinciplePage({
  desk: { frame, host },
  form,
  errors,
}: {
  desk: HostDesk
  form: PrincipleForm
  errors: readonly FieldError[]
}) {
  return (
    <HostFrame frame={frame} title="Accord de principe">
      <Title
        eyebrow={host.name}
        lead="Ce n’est pas un engagement : les établissements le lisent avant d’appeler, pour vous déranger moins."
      >
        Accord de principe
      </Title>
      <ErrorSummary errors={errors} />
      <Form
        errors={errors}
        method="post"
        action={addressOf('hostPrinciple', { host: host.id })}
        class="form"
        noValidate
      >
        <TextField
          name="eleves"
          label="Combien d’élèves par an, tous établissements ensemble"
          hint="0 si la structure ne souhaite pas accueillir pour l’instant."
          width="short"
          value={form.eleves}
        />
        <Checkboxes
          name="mois"
          legend="Mois sans accueil"
          compact
          values={form.mois}
          choices={monthNames.map((name, index) => ({ value: String(index + 1), label: capital(name) }))}
        />
        <Radios
          name="moyen"
          legend="Comment la contacter"
          value={form.moyen}
          choices={[
            { value: 'any', label: 'Comme c’est commode' },
            { value: 'phone', label: 'Par téléphone' },
            { value: 'email', label: 'Par courriel' },
          ]}
        />
        <TextField name="contact" label="Qui demander" value={form.contact} autocomplete="off" />
        <TextField
          name="telephone"
          type="tel"
          label="Téléphone"
          width="middle"
          value={form.telephone}
          autocomplete="off"
        />
        <TextField name="email" type="email" label="Adresse électronique" value={form.email} autocomplete="off" />
        <TextField
          name="heures"
          label="À quelles heures"
          hint="Par exemple « le matin, sauf le mardi »."
          value={form.heures}
        />
        <TextField name="avant" type="date" label="Ne pas contacter avant le" width="middle" value={form.avant} />
        <TextArea name="note" label="Bon à savoir" value={form.note} rows={3} />
        <Actions>
          <Button>Enregistrer</Button>
          <LinkButton look="quiet" href={addressOf('host', { host: host.id })}>
            Revenir sans enregistrer
          </LinkButton>
        </Actions>
      </Form>
    </HostFrame>
  )
}
