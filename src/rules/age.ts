/** Whole years on a day. Someone born on 29 February turns a year older on 28 February of common years. */
export function ageOn(birthDate: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const leaping = birthDate.month === 2 && birthDate.day === 29 && !day.inLeapYear
  const birthday = birthDate.month * 100 + (leaping ? 28 : birthDate.day)
  return day.year - birthDate.year - (day.month * 100 + day.day < birthday ? 1 : 0)
}
