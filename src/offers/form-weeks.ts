import { mondayOf, schoolHolidayOn, weekOf, zoneOf } from '#/calendar/index.ts'
import { secondeWeeks } from './next-year.ts'
import type { OfferSite } from './offer.ts'
import { type OfferAnswers, textOf, valuesOf } from './offer-answers.ts'

/** Schemes for which school holidays are no obstacle. */
const anyTime = ['mini-stage', 'pmsmp']

/**
 * The weeks that the form asks about, ascending: those of the national window where that is all the offer is for; else a year of weeks,
 * without those of holidays; and those that have seats already.
 */
export function weeksToAsk(
  answers: OfferAnswers,
  {
    today,
    site,
  }: { readonly today: Temporal.PlainDate; readonly site: Pick<OfferSite, 'commune' | 'postcode'> | undefined },
): readonly string[] {
  const schemes = valuesOf(answers, 'dispositifs')
  const now = weekOf(today)
  const given = Object.keys(answers)
    .filter((key) => key.startsWith('places-') && textOf(answers, key) !== '')
    .map((key) => key.slice('places-'.length))
  const only2de = schemes.length > 0 && schemes.every((scheme) => scheme === 'observation-2de')
  const weeks = only2de
    ? windowsFrom(today)
    : yearFrom(today, schemes.some((scheme) => anyTime.includes(scheme)) ? undefined : zoneOfSite(site))
  return [...new Set([...weeks, ...given])].filter((week) => week >= now && mondayOf(week)).toSorted()
}

/** This year's window while it lasts, and the next one. */
function windowsFrom(today: Temporal.PlainDate): readonly string[] {
  const now = weekOf(today)
  const [first, second] = [today.year, today.year + 1].map(secondeWeeks)
  return first && first[1] >= now ? first : (second ?? [])
}

function yearFrom(today: Temporal.PlainDate, zone: ReturnType<typeof zoneOf>): readonly string[] {
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  return Array.from({ length: 52 }, (_, index) => monday.add({ weeks: index }))
    .filter(
      (first) =>
        zone === undefined ||
        [0, 1, 2, 3, 4].some((day) => !schoolHolidayOn(zone, first.add({ days: day }).toString())),
    )
    .map(weekOf)
}

const zoneOfSite = (site: Pick<OfferSite, 'commune' | 'postcode'> | undefined) =>
  zoneOf(site?.commune ?? site?.postcode ?? '')
