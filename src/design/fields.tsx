import { type ComponentChildren, createElement } from 'preact'
import { type FieldError, useFieldError } from './form.tsx'
import { Icon } from './icon.tsx'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** What is wrong and how to mend it; the field is then marked and linked from the summary. In a `Form`, known by the name. */
  readonly error?: string | undefined
}

/** The id of a field's control: what an error summary links to. */
export const fieldId = (name: string) => `field-${name}`

function Field({ name, label, hint, error: said, children }: FieldProps & { children: ComponentChildren }) {
  const id = fieldId(name)
  const error = useFieldError(name, said)
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>{label}</label>
      <HintAndError id={id} hint={hint} error={error} />
      {children}
    </div>
  )
}

/** What stands between a label and its control, by the ids that the control is described by. */
export const HintAndError = ({
  id,
  hint,
  error,
}: {
  readonly id: string
  readonly hint: string | undefined
  readonly error: string | undefined
}) => (
  <>
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="field-error" id={`${id}-error`}>
        <Icon name="error" size={18} />
        {error}
      </p>
    )}
  </>
)

function useDescribed({ name, hint, error: said }: FieldProps) {
  const id = fieldId(name)
  const error = useFieldError(name, said)
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return { id, name, ...(ids ? { 'aria-describedby': ids } : {}), ...(error ? { 'aria-invalid': true as const } : {}) }
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'search' | 'number' | 'time' | 'date' | 'tel'
  readonly value?: string
  readonly required?: boolean
  readonly autocomplete?: 'email' | 'name' | 'off' | 'one-time-code'
  /** The phone's keyboard. */
  readonly inputMode?: 'numeric' | 'decimal'
  readonly width?: 'short' | 'middle' | 'full'
  readonly unit?: string
}

export function TextField(props: TextFieldProps) {
  const { type = 'text', value, required, autocomplete, inputMode, width = 'full', unit } = props
  // Element types tie each input type to its own attributes; here the type is data.
  const input = createElement('input', {
    class: `input input-${width}`,
    type,
    ...useDescribed(props),
    ...(value === undefined ? {} : { value }),
    ...(required ? { required } : {}),
    ...(autocomplete === undefined ? {} : { autocomplete }),
    ...(inputMode === undefined ? {} : { inputMode }),
  })
  return (
    <Field {...props}>
      {unit ? (
        <span class="input-unit">
          {input} <span>{unit}</span>
        </span>
      ) : (
        input
      )}
    </Field>
  )
}

/** A text of several lines. */
export function TextArea(
  props: FieldProps & { readonly value?: string; readonly rows?: number; readonly required?: boolean },
) {
  const { value = '', rows = 4, required = false } = props
  return (
    <Field {...props}>
      <textarea class="input" rows={rows} {...useDescribed(props)} required={required}>
        {value}
      </textarea>
    </Field>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
  /** Under a box or a button to tick: what the choice means. */
  readonly hint?: string
}

export function SelectField(props: FieldProps & { readonly choices: readonly Choice[]; readonly value?: string }) {
  return (
    <Field {...props}>
      <select class="input" {...useDescribed(props)}>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** A search over a list, sent to the address bar (GET). Hidden fields keep the rest of the list's state. */
export function SearchForm({
  action,
  label,
  name = 'q',
  value = '',
  keep = {},
}: {
  action: string
  label: string
  name?: string
  value?: string
  keep?: Readonly<Record<string, string | undefined>>
}) {
  return (
    <form class="search" method="get" action={action}>
      {Object.entries(keep).map(([key, kept]) => kept && <input key={key} type="hidden" name={key} value={kept} />)}
      <input class="input" type="search" name={name} value={value} placeholder={label} aria-label={label} />
      <button class="button button-plain button-small" type="submit">
        Chercher
      </button>
    </form>
  )
}

/** At the top of a refused form: how many errors, a link to each field, and that nothing was lost. */
export function ErrorSummary({
  errors,
  title,
  voice = 'vous',
}: {
  errors: readonly FieldError[]
  title?: string
  voice?: 'tu' | 'vous'
}) {
  if (errors.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">
        <Icon name="error" />
        {title ?? (errors.length === 1 ? 'Une réponse est à reprendre' : `${errors.length} réponses sont à reprendre`)}
      </h2>
      <ul>
        {errors.map(({ name, message }) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`}>{message}</a>
          </li>
        ))}
      </ul>
      <p class="soft">Rien n’est perdu : le reste de {voice === 'tu' ? 'tes' : 'vos'} réponses est gardé.</p>
    </div>
  )
}

interface FileDropProps extends FieldProps {
  /** File name endings, `.csv`. */
  readonly accept?: readonly string[]
  readonly multiple?: boolean
}

/** A file input that also takes dropped files: plain without JavaScript, the island `drop` adds the rest. */
export function FileDrop(props: FileDropProps) {
  const { name, label, hint, accept, multiple = true } = props
  const id = fieldId(name)
  const error = useFieldError(name, props.error)
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <div class="drop" data-island="drop">
        <Icon name="drop" size={28} />
        <label for={id}>{label}</label>
        <HintAndError id={id} hint={hint} error={error} />
        <input
          type="file"
          {...useDescribed(props)}
          multiple={multiple}
          {...(accept ? { accept: accept.join(',') } : {})}
        />
        <ul class="drop-files" aria-live="polite" />
      </div>
    </div>
  )
}
