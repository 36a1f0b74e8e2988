export interface Said {
  readonly key: string
  /** « Toi », « Garage Hamel ». */
  readonly by: string
  readonly when: string
  readonly body: string
  /** The reader's own words stand on the other side. */
  readonly own: boolean
}

/** What two people wrote to each other, the oldest first. */
export function Conversation({ label, said }: { label: string; said: readonly Said[] }) {
  return (
    <ol class="conversation" aria-label={label}>
      {said.map(({ key, by, when, body, own }) => (
        <li key={key} class={own ? 'said said-own' : 'said'}>
          <p class="soft">
            <b>{by}</b>, {when}
          </p>
          <p class="said-body">{body}</p>
        </li>
      ))}
    </ol>
  )
}
