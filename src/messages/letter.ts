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
  /** The other side said no for good, or there is no address. */
  refused: { label: 'refusé', open: false },
  /** Tried for days. */
  abandoned: { label: 'abandonné', open: false },
  /** Handed over when something broke: it may have arrived. A person decides. */
  uncertain: { label: 'incertain', open: false },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly open: boolean }>>

export type LetterState = keyof typeof letterStates

/** How long to wait after each failed try, in minutes; past the last, the letter is abandoned (two days and a half in all). */
const backOffMinutes = [1, 5, 15, 60, 180, 360, 720, 720, 1440] as const

/** When to try again after `attempts` tries that failed; undefined: no more. */
export function nextTry(attempts: number, now: Temporal.Instant): Temporal.Instant | undefined {
  const minutes = backOffMinutes[attempts - 1]
  return minutes === undefined ? undefined : now.add({ minutes })
}
