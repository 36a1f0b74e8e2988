/** One step of a line: what it is called, and how it stands. */
export interface LineStep {
  readonly key: string
  readonly label: string
  /** `done` lies behind, `now` waits for someone, `next` comes later, `none` is not needed here. */
  readonly when: 'done' | 'now' | 'next' | 'none'
}

const means = { done: 'fait', now: 'en attente', next: 'à venir', none: 'sans objet' } as const

/** Where something stands, as a row of steps from bank to bank. `small`: in a table, where only the step that waits is named. */
export function StepLine({
  label,
  steps,
  small = false,
}: {
  readonly label: string
  readonly steps: readonly LineStep[]
  readonly small?: boolean
}) {
  return (
    <ol class={small ? 'step-line step-line-small' : 'step-line'} aria-label={label}>
      {steps
        .filter(({ when }) => when !== 'none')
        .map(({ key, label: name, when }) => (
          <li key={key} class={`step-${when}`} title={small ? `${name} : ${means[when]}` : undefined}>
            <span class={small ? 'unseen' : 'step-name'}>{name}</span>
            <span class="unseen"> : {means[when]}</span>
          </li>
        ))}
    </ol>
  )
}
