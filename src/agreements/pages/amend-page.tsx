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
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import type { Agreement } from '../agreement.ts'
import { amendableFields } from '../amend-agreement.ts'

/** What changes in a signed agreement: only those concerned sign the amendment. */
export function AmendPage({
  agreement,
  typed,
  errors,
  action,
  back,
  signed,
  entries,
}: {
  readonly agreement: Agreement
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly action: string
  readonly back: string
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
}) {
  const { content } = agreement
  const host = content.hosts[0]
  return (
    <DeskPage title="Préparer un avenant" signed={signed} entries={entries}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={`${content.pupil.firstName} ${content.pupil.lastName} chez ${host.name}`}
        lead="Changez ce qui change, laissez le reste. Seules les personnes concernées signeront ; d’ici là, la convention tient comme elle est."
      >
        Préparer un avenant
      </Title>
      <Form errors={errors} method="post" action={action} class="narrow" noValidate>
        <TextField name="from" type="date" width="short" label="Premier jour" value={typed.from ?? host.from} />
        <TextField name="to" type="date" width="short" label="Dernier jour" value={typed.to ?? host.to} />
        {amendableFields.map((field) => {
          const { name, kind, label, hint } = field
          const common = {
            name,
            label: label.slice(0, 1).toUpperCase() + label.slice(1),
            value: typed[name] ?? field.read(content),
            ...(hint ? { hint } : {}),
          }
          return kind === 'long' ? (
            <TextArea key={name} {...common} />
          ) : (
            <TextField key={name} {...common} type={kind === 'email' || kind === 'tel' ? kind : 'text'} />
          )
        })}
        <Actions>
          <Button>Préparer l’avenant</Button>
          <LinkButton href={back} look="quiet">
            Ne rien changer
          </LinkButton>
        </Actions>
      </Form>
    </DeskPage>
  )
}
