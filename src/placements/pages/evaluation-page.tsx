import {
  Answers as AnswerList,
  Button,
  ColumnPage,
  type DeskEntry,
  ErrorSummary,
  type FieldError,
  Form,
  Notice,
  Radios,
  type Signed,
  TextArea,
  Title,
} from '#/design/index.ts'
import { type Answers, type EvaluationSide, type EvaluationTemplate, templateNamed } from '../evaluation.ts'
import type { Evaluation } from '../evaluations.ts'

const sides: Readonly<Record<EvaluationSide, string>> = {
  host: 'Le lieu d’accueil',
  pupil: 'L’élève',
  teacher: 'L’établissement',
}

/** How it went: one's own few questions, and what the others said, as far as one may read it. */
export function EvaluationPage({
  form,
  others,
  about,
  action,
  isOpen,
  saved,
  errors = [],
  signed,
  entries = [],
}: {
  /** Undefined for a family, which reads. */
  readonly form: { readonly template: EvaluationTemplate; readonly answers: Answers } | undefined
  readonly others: readonly Evaluation[]
  /** « Lina Marchand, Garage Hamel » */
  readonly about: string
  readonly action: string
  /** Not before the placement has begun. */
  readonly isOpen: boolean
  readonly saved: boolean
  readonly errors?: readonly FieldError[]
  readonly signed?: Signed
  readonly entries?: readonly DeskEntry[]
}) {
  const tu = form?.template.side === 'pupil'
  const title = 'Comment cela s’est passé'
  return (
    <ColumnPage
      title={title}
      {...(signed ? { signed } : {})}
      entries={entries}
      notice={saved && <Notice kind="success" title="C’est enregistré, merci" />}
    >
      <ErrorSummary errors={errors} voice={tu ? 'tu' : 'vous'} />
      <Title eyebrow={about} {...(form && isOpen ? { lead: 'Quelques réponses, deux minutes.' } : {})}>
        {title}
      </Title>
      {!isOpen && (
        <Notice kind="info" title="Le stage n’a pas encore commencé">
          <p>{tu ? 'Reviens' : 'Revenez'} ici quand il se termine.</p>
        </Notice>
      )}
      {form && isOpen && <Questions form={form} action={action} errors={errors} />}
      {others.map((evaluation) => (
        <Said key={evaluation.side} evaluation={evaluation} />
      ))}
      {!form && others.length === 0 && isOpen && <p>Personne n’a encore répondu.</p>}
    </ColumnPage>
  )
}

function Questions({
  form: { template, answers },
  action,
  errors,
}: {
  readonly form: { readonly template: EvaluationTemplate; readonly answers: Answers }
  readonly action: string
  readonly errors: readonly FieldError[]
}) {
  return (
    <Form errors={errors} class="form" method="post" action={action} noValidate>
      {template.questions.map(({ name, ask, hint, choices, optional }) => {
        const own = { name, ...(hint ? { hint } : {}) }
        return choices ? (
          <Radios key={name} legend={ask} choices={choices} value={answers[name]} compact {...own} />
        ) : (
          <TextArea
            key={name}
            label={optional ? `${ask} (facultatif)` : ask}
            value={answers[name] ?? ''}
            rows={3}
            {...own}
          />
        )
      })}
      <Button>Enregistrer</Button>
    </Form>
  )
}

function Said({ evaluation: { side, template: id, answers, byName } }: { readonly evaluation: Evaluation }) {
  const template = templateNamed(id)
  if (!template) return null
  return (
    <section>
      <h2>
        {sides[side]} <span class="soft">{byName}</span>
      </h2>
      <AnswerList
        answers={template.questions.map(({ name, ask, choices }) => {
          const value = answers[name] ?? ''
          const words = choices ? choices.find((choice) => choice.value === value)?.label : value
          return { question: ask, answer: words || undefined }
        })}
      />
    </section>
  )
}
