import { type Choice, fieldId, HintAndError } from './fields.tsx'
import { useFieldError } from './form.tsx'

interface ChoicesProps {
  readonly name: string
  readonly legend: string
  readonly hint?: string
  /** What is wrong and how to mend it; the group is then marked, and its first choice linked from the summary. */
  readonly error?: string | undefined
  readonly choices: readonly Choice[]
  /** Short choices stand side by side. */
  readonly compact?: boolean
}

/** Boxes to tick, none or several. */
export const Checkboxes = (props: ChoicesProps & { readonly values: readonly string[] }) => (
  <Group {...props} type="checkbox" chosen={props.values} />
)

/** One of a few, all in sight; for many, see SelectField. */
export const Radios = (props: ChoicesProps & { readonly value: string | undefined }) => (
  <Group {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />
)

function Group({
  name,
  legend,
  hint,
  error: said,
  choices,
  compact = false,
  type,
  chosen,
}: ChoicesProps & { readonly type: 'checkbox' | 'radio'; readonly chosen: readonly string[] }) {
  const id = fieldId(name)
  const error = useFieldError(name, said)
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} {...(described ? { 'aria-describedby': described } : {})}>
      <legend>{legend}</legend>
      <HintAndError id={id} hint={hint} error={error} />
      <div class={compact ? 'choices-compact' : ''}>
        {choices.map((choice, index) => {
          const choiceId = index === 0 ? id : `${id}-${index}`
          return (
            <div key={choice.value} class="choice">
              <input
                id={choiceId}
                type={type}
                name={name}
                value={choice.value}
                checked={chosen.includes(choice.value)}
                {...(choice.hint ? { 'aria-describedby': `${choiceId}-means` } : {})}
              />
              <label for={choiceId}>{choice.label}</label>
              {choice.hint && (
                <p class="hint" id={`${choiceId}-means`}>
                  {choice.hint}
                </p>
              )}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
