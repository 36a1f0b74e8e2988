import { type Agreement, presenceDays } from '#/agreements/index.ts'
import { calendarOf } from '#/calendar/index.ts'
import type { PresenceDay } from '#/rules/index.ts'
import { type ExpectedHalf, expectedHalves } from './half-day.ts'

/** Where a placement stands in time; `none`: its agreement is not signed, or does not hold any more. */
export type Phase = 'none' | 'before' | 'during' | 'after'

/** A placement as whoever follows it needs it: its agreement, and the days on which the pupil is expected. */
export interface Placement {
  readonly agreement: Agreement
  readonly days: readonly PresenceDay[]
  readonly expected: readonly ExpectedHalf[]
  readonly timeZone: string
  /** Where the territory is. */
  readonly today: Temporal.PlainDate
  readonly phase: Phase
}

/** Makes a placement of an agreement, on a day. */
export function placementOf(
  agreement: Agreement,
  { today, timeZone }: { readonly today: Temporal.PlainDate; readonly timeZone: string },
): Placement {
  const days = presenceDays(agreement.content, calendarOf(agreement.school.slice(0, 3)))
  return {
    agreement,
    days,
    expected: expectedHalves(days),
    timeZone,
    today,
    phase: phaseOn(agreement, today.toString()),
  }
}

function phaseOn({ state, firstDay, lastDay }: Agreement, today: string): Phase {
  if (state !== 'signed' && state !== 'running' && state !== 'completed') return 'none'
  if (today < firstDay) return 'before'
  return state === 'completed' || today > lastDay ? 'after' : 'during'
}

/** Whether it will not be, or was stopped midway: its agreement was refused, cancelled or replaced. */
export const isCalledOff = ({ state }: Pick<Agreement, 'state'>): boolean =>
  state === 'refused' || state === 'cancelled' || state === 'replaced'

/** Somebody of the host who is written to about a placement. */
export interface HostContact {
  readonly name: string
  readonly email: string
  readonly phone: string | undefined
}

/** Those of the host who follow the pupil day by day: the tutor of each, else who signs for it. Only who has an address. */
export function hostContactsOf({ content }: Pick<Agreement, 'content'>): readonly HostContact[] {
  const contacts = content.hosts.flatMap(({ tutor, representative }) => {
    const who = tutor?.email ? tutor : representative
    const email = who.email?.trim().toLowerCase() ?? ''
    return email === '' ? [] : [{ name: who.name, email, phone: who.phone }]
  })
  return [...new Map(contacts.map((contact) => [contact.email, contact])).values()]
}

/** « Garage Hamel », « Garage Hamel et Mairie de Condé ». */
export const hostNamesOf = ({ content }: Pick<Agreement, 'content'>): string =>
  [...new Set(content.hosts.map(({ name }) => name))].join(' et ')

/** « Lina Marchand », as the agreement names the pupil. */
export const pupilNameOf = ({ content: { pupil } }: Pick<Agreement, 'content'>): string =>
  `${pupil.firstName} ${pupil.lastName}`
