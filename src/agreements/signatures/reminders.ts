/** Days after somebody was asked, on which they are reminded. Then the school's class view shows who blocks. */
export const reminderDays = [3, 7, 14] as const

/** When the next reminder of someone asked at a moment is due, after another moment; undefined past the last. */
export function nextReminder(askedAt: Temporal.Instant, after: Temporal.Instant): Temporal.Instant | undefined {
  return reminderDays
    .map((days) => askedAt.add({ hours: 24 * days }))
    .find((due) => Temporal.Instant.compare(due, after) > 0)
}

/** Which reminder is due at a moment: the days of the last that has come; undefined before the first. */
export const dueReminder = (askedAt: Temporal.Instant, now: Temporal.Instant): number | undefined =>
  reminderDays.findLast((days) => Temporal.Instant.compare(askedAt.add({ hours: 24 * days }), now) <= 0)
