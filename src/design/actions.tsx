import type { ComponentChildren } from 'preact'

export type ActionLook = 'main' | 'plain' | 'quiet' | 'danger'

interface LookProps {
  /** `main` at most once a page; `plain` has an outline; `quiet` reads as a link; `danger` cannot be undone. */
  readonly look?: ActionLook
  readonly small?: boolean
  readonly children: ComponentChildren
}

const classOf = ({ look = 'main', small = false }: LookProps) => `button button-${look}${small ? ' button-small' : ''}`

interface ButtonProps extends LookProps {
  readonly name?: string
  readonly value?: string
  readonly type?: 'submit' | 'button'
  readonly form?: string
}

/** Sends its form. */
export function Button(props: ButtonProps) {
  const { name, value, type = 'submit', form, children } = props
  return (
    <button class={classOf(props)} type={type} {...defined({ name, value, form })}>
      {children}
    </button>
  )
}

/** Goes somewhere; looks like a button when it is the page's main step. */
export function LinkButton(props: LookProps & { readonly href: string; readonly download?: boolean }) {
  return (
    <a class={classOf(props)} href={props.href} {...(props.download ? { download: true } : {})}>
      {props.children}
    </a>
  )
}

/** A form that is one button: apply, undo, stop. */
export function PostButton(
  props: LookProps & { readonly action: string; readonly fields?: Readonly<Record<string, string>> },
) {
  return (
    <form class="post" method="post" action={props.action}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button class={classOf(props)} type="submit">
        {props.children}
      </button>
    </form>
  )
}

/** Actions in a row, the main one first; they stack on a phone. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>
}

function defined<T extends Record<string, string | undefined>>(attributes: T): { [K in keyof T]?: string } {
  const kept: { [K in keyof T]?: string } = {}
  for (const key in attributes) {
    const value = attributes[key]
    if (value !== undefined) kept[key] = value
  }
  return kept
}
