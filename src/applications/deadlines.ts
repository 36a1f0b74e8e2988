import { mondayOf } from '#/calendar/index.ts'
import type { ApplicationState } from './application.ts'

export const daysToAnswer = 15
export const daysToConfirm = 7
/** How long a host may take an answer back; what tells the pupil about it leaves afterwards. */
export const minutesToUndo = 10
/** A link outlives the wait that it was sent for, so that a late click finds words and not a dead address. */
export const daysOfLink = 30

const day = 24

const hoursInState: { readonly [State in ApplicationState]?: number } = {
  submitted: daysToAnswer * day,
  read: daysToAnswer * day,
  asked: daysToAnswer * day,
  countered: daysToConfirm * day,
  accepted: daysToConfirm * day,
}

/** When an application that waits since `waitsSince` is over: after its days, and anyway when its first week begins. */
export function expiryOf(
  state: ApplicationState,
  { waitsSince, weeks, timeZone }: { waitsSince: Temporal.Instant; weeks: readonly string[]; timeZone: string },
): Temporal.Instant | undefined {
  const lasting: readonly ApplicationState[] = ['draft', 'waiting']
  const hours = hoursInState[state]
  if (hours === undefined && !lasting.includes(state)) return undefined
  const begins = mondayOf(weeks.toSorted()[0] ?? '')
    ?.toZonedDateTime(timeZone)
    .toInstant()
  const patience = hours === undefined ? undefined : waitsSince.add({ hours })
  if (!begins || !patience) return begins ?? patience
  return Temporal.Instant.compare(begins, patience) < 0 ? begins : patience
}

export type ReminderStep = 'host-5' | 'host-10' | 'question-3' | 'question-8' | 'confirm-3' | 'confirm-5'

export interface Reminder {
  readonly step: ReminderStep
  readonly states: readonly ApplicationState[]
  /** Since the same person is waited for. */
  readonly afterDays: number
  readonly to: 'host' | 'pupil'
}

/** Who is reminded, and when. Each step is taken once for each wait. */
export const reminders: readonly Reminder[] = [
  { step: 'host-5', states: ['submitted', 'read'], afterDays: 5, to: 'host' },
  { step: 'host-10', states: ['submitted', 'read'], afterDays: 10, to: 'host' },
  { step: 'question-3', states: ['asked'], afterDays: 3, to: 'pupil' },
  { step: 'question-8', states: ['asked'], afterDays: 8, to: 'pupil' },
  { step: 'confirm-3', states: ['accepted', 'countered'], afterDays: 3, to: 'pupil' },
  { step: 'confirm-5', states: ['accepted', 'countered'], afterDays: 5, to: 'pupil' },
]

/** The step that is due now, the latest one only: whoever was not reminded at five days is not reminded twice at ten. */
export function dueReminder(
  state: ApplicationState,
  waitsSince: Temporal.Instant,
  now: Temporal.Instant,
): Reminder | undefined {
  return reminders.findLast(
    ({ states, afterDays }) =>
      states.includes(state) && Temporal.Instant.compare(waitsSince.add({ hours: afterDays * day }), now) <= 0,
  )
}
