export interface HalfDayChoice {
  /** What the buttons send. */
  readonly value: string
  /** « matin » */
  readonly label: string
  readonly state: 'present' | 'absent' | 'unsaid'
}

export interface HalfDaysOfDay {
  readonly key: string
  /** « lundi 15 juin » */
  readonly label: string
  readonly halves: readonly HalfDayChoice[]
}

/** Who was there, half-day by half-day: one tap says it, another corrects it. Sends `present` or `absent` with the half-day's value. */
export function HalfDays({ days, action }: { readonly days: readonly HalfDaysOfDay[]; readonly action: string }) {
  return (
    <form class="post half-days" method="post" action={action}>
      {days.map(({ key, label, halves }) => (
        <fieldset key={key}>
          <legend>{label}</legend>
          {halves.map((half) => (
            <div key={half.value} class="half-day">
              <span>{half.label}</span>
              <Choice half={half} day={label} says="present" words="Là" />
              <Choice half={half} day={label} says="absent" words="Absent" />
            </div>
          ))}
        </fieldset>
      ))}
    </form>
  )
}

function Choice({
  half: { value, label, state },
  day,
  says,
  words,
}: {
  readonly half: HalfDayChoice
  readonly day: string
  readonly says: 'present' | 'absent'
  readonly words: string
}) {
  return (
    <button class={`half-${says}`} type="submit" name={says} value={value} aria-pressed={state === says}>
      {words}
      <span class="unseen">
        {' '}
        {day}, {label}
      </span>
    </button>
  )
}
