import type { ComponentChildren } from 'preact'
import {
  Actions,
  Button,
  ColumnPage,
  type DeskEntry,
  dayWords,
  ErrorSummary,
  type FieldError,
  Form,
  Notice,
  Radios,
  type Signed,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import type { Agreement } from '../agreement.ts'
import { type Field, fieldsOf, missingFields, needs, type Part } from '../fields.ts'

interface Props {
  readonly agreement: Agreement
  readonly part: Part
  readonly action: string
  /** Where the page leads back to; nothing by a link. */
  readonly back: string | undefined
  readonly signed?: Signed | undefined
  readonly entries: readonly DeskEntry[]
  /** What was typed and could not be kept, by field. */
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly notice?: ComponentChildren
  /** A pupil's or family's answer about the plan for health, where it is theirs to give. */
  readonly health: { readonly asked: boolean; readonly hasPlan: boolean | undefined }
  /** The slips of the pen of an agreement that is being signed. */
  readonly mending: boolean
}

const leads: Readonly<Record<Part, string>> = {
  host: 'Ce que vous seul savez : qui signe, qui accompagne, ce qui se fait sur place.',
  school: 'Ce que l’établissement sait : la direction, le vote du conseil, l’enseignant référent.',
  family: 'De quoi vous joindre, et ce qu’il faut prévoir.',
}

/** One part of an agreement, asked of the one who knows it. What is typed is kept at each sending, whatever is still missing. */
export function FillPage(props: Props) {
  const { agreement, part, action, back, signed, entries, typed, errors, notice, health, mending } = props
  const { content, scheme } = agreement
  const host = content.hosts[0]
  const groups = Map.groupBy(fieldsOf(part, scheme), ({ group }) => group)
  const lacking = missingFields(content).filter((field) => field.part === part).length
  return (
    <ColumnPage title="Compléter la convention" signed={signed} entries={entries} notice={notice}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={`${content.pupil.firstName} ${content.pupil.lastName.slice(0, 1)}. chez ${host.name}, du ${dayWords(Temporal.PlainDate.from(host.from))} au ${dayWords(Temporal.PlainDate.from(host.to))}`}
        lead={leads[part]}
      >
        {lacking === 0 && errors.length === 0 ? 'Votre partie est complète' : 'Compléter la convention'}
      </Title>
      {mending && (
        <Notice kind="warning" title="La convention est en signature">
          <p>Ici, vous corrigez une faute de frappe : personne ne signe de nouveau, et la correction reste visible.</p>
        </Notice>
      )}
      <Form errors={errors} method="post" action={action} noValidate>
        {[...groups].map(([group, fields]) => (
          <section key={group}>
            <h2>{group}</h2>
            {fields.map((field) => (
              <Question
                key={field.name}
                field={field}
                value={typed[field.name] ?? field.read(content)}
                optional={!needs(field, content)}
              />
            ))}
          </section>
        ))}
        {health.asked && (
          <Radios
            name="pai"
            legend="L’élève emporte-t-il une trousse de soins (projet d’accueil individualisé) ?"
            hint="Oui ou non, jamais pourquoi. Seules la famille et la direction le lisent."
            compact
            choices={[
              { value: 'oui', label: 'Oui' },
              { value: 'non', label: 'Non' },
            ]}
            value={health.hasPlan === undefined ? undefined : health.hasPlan ? 'oui' : 'non'}
          />
        )}
        <Actions>
          <Button>Garder mes réponses</Button>
          {back && (
            <a class="button button-quiet" href={back}>
              Revenir à la convention
            </a>
          )}
        </Actions>
        <p class="soft">Vous pouvez vous arrêter et revenir : ce qui est gardé n’est plus à écrire.</p>
      </Form>
    </ColumnPage>
  )
}

function Question({
  field,
  value,
  optional,
}: {
  readonly field: Field
  readonly value: string
  readonly optional: boolean
}) {
  const { name, kind, hint } = field
  const label = optional && kind !== 'hours' ? `${field.label} (facultatif)` : field.label
  const common = {
    name,
    label: label.slice(0, 1).toUpperCase() + label.slice(1),
    value,
    ...(hint ? { hint } : {}),
  }
  if (kind === 'long') return <TextArea {...common} />
  const type = kind === 'hours' || kind === 'amount' ? 'text' : kind
  const autocomplete = field.autocomplete === 'email' || field.autocomplete === 'name' ? field.autocomplete : undefined
  return (
    <TextField
      {...common}
      type={type}
      {...(autocomplete ? { autocomplete } : {})}
      {...(kind === 'amount'
        ? { width: 'short', inputMode: 'decimal', unit: '€' }
        : kind === 'number'
          ? { width: 'short' }
          : kind === 'date'
            ? { width: 'middle' }
            : {})}
    />
  )
}
