import { createContext, type JSX } from 'preact'
import { useContext } from 'preact/hooks'

export interface FieldError {
  readonly name: string
  readonly message: string
}

/** What is wrong with a field, or with a group of fields that bears a name. */
export const errorOf = (errors: readonly FieldError[], name: string): string | undefined =>
  errors.find((each) => each.name === name)?.message

const Errors = createContext<readonly FieldError[]>([])

/** A form whose fields say themselves what was wrong with them: each finds its message by its name. */
export const Form = ({
  errors,
  ...form
}: JSX.IntrinsicElements['form'] & { readonly errors: readonly FieldError[] | undefined }) => (
  <Errors.Provider value={errors ?? []}>
    <form {...form} />
  </Errors.Provider>
)

/** What was wrong with a field of the form around: `error` where the caller says so itself. */
export function useFieldError(name: string, error?: string): string | undefined {
  const around = useContext(Errors)
  return error ?? errorOf(around, name)
}
