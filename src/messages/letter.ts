/** How a letter travels. */
export type Channel = 'mail' | 'sms'

/** The states of a letter, as data: what each means to whoever runs the platform, and whether something may still happen by itself. */
export const letterStates = {
  due: { label: 'à envoyer', open: true },
  sending: { label: 'en cours d’envoi', open: true },
  /** The other side may have it from now on: never sent again by itself. */
  handed: { label: 'remis, réponse attendue', open: true },
  sent: { label: 'envoyé', open: false },
  /** Nothing is configured to send it, or it is for an invented person: read it in the catcher. */
  kept: { label: 'gardé ici', open: false },
  /** All that it had to say was settled meanwhile. */
  settled: { label: 'devenu inutile', open: false },
  /** The person has no address of this kind: what was to be told stands on their pages. */
  unaddressed: { label: 'sans adresse', open: false },
  /** The other side said no for good. */
  refused: { label: 'refusé', open: false },
  /** Tried for days. */
  abandoned: { label: 'abandonné', open: false },
  /** Handed over when something broke: it may have arrived. A person decides. */
  uncertain: { label: 'incertain', open: false },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly open: boolean }>>

export type LetterState = keyof typeof letterStates

/** How long to wait after each failed try, in minutes; past the last, the letter is abandoned (two days and a half in all). */
const backOffMinutes = [1, 5, 15, 60, 180, 360, 720, 720, 1440] as const

/** Why a letter stands where it stands, where its state does not say it all. */
export type LetterWhy =
  /** Written, there was nothing left to say. */
  | 'settled'
  | 'declined'
  /** The address refused another letter lately. */
  | 'known_refusal'
  | 'refused_recipient'
  | 'refused_content'
  /** Our own code failed to write it. */
  | 'not_written'
  /** The server was not there, or not ours. */
  | 'no_line'
  /** The server said « later ». */
  | 'not_now'
  /** The process died, or the line broke, after the hand-over. */
  | 'no_answer'
  /** A person judged that an uncertain letter arrived. */
  | 'judged'

/** When to try again after `attempts` tries that failed; undefined: no more. */
export function nextTry(attempts: number, now: Temporal.Instant): Temporal.Instant | undefined {
  const minutes = backOffMinutes[attempts - 1]
  return minutes === undefined ? undefined : now.add({ minutes })
}

/** When to try again a server that is not there: soon and for ever, since it is no letter's fault. */
export const nextLine = (attempts: number, now: Temporal.Instant): Temporal.Instant =>
  now.add({ minutes: attempts <= 1 ? 1 : 5 })

const isState = (text: string): text is LetterState => Object.hasOwn(letterStates, text)

/** States in which nothing happens any more by itself. */
export const closedStates: readonly LetterState[] = Object.keys(letterStates).filter(
  (state): state is LetterState => isState(state) && !letterStates[state].open,
)

/** Those that operators look through, what needs them first. */
export const listedStates: readonly LetterState[] = [
  ...(['uncertain', 'due', 'refused', 'abandoned', 'kept'] as const),
  ...(['sent', 'unaddressed', 'settled'] as const),
]
