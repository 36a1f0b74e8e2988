import type { Services } from '#/platform/services.ts'

/** The services as they were at a moment of the past: clock, identifiers that sort with it, and no way out for mails. */
export const servicesAt = (services: Services, moment: Temporal.Instant): Services => ({
  ...services,
  configuration: { ...services.configuration, smtp: undefined, sms: undefined },
  clock: { now: () => moment },
  newId: () => idAt(moment, services.newId()),
})

/** UUID version 7: the time of the moment, the rest of another one. */
function idAt(moment: Temporal.Instant, other: string): string {
  const time = moment.epochMilliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}${other.slice(13)}`
}
