import { calendarOf, workingDays } from '#/calendar/index.ts'
import type { Offer } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import { journeyLine, type Seeker, spotOf, travelOf } from '#/search/index.ts'

/** More are not asked for on one page: each is a search through the timetables. */
const mostJourneys = 8

/**
 * The journey to each of these offers in one line, from home, or from the school where nobody said where home is. An offer without
 * one is left out: a remote one, one that no bus reaches, or any while the timetables are still being read.
 */
export async function journeyLines(
  services: Services,
  { pupil, school, weeks }: Seeker,
  offers: readonly Offer[],
): Promise<ReadonlyMap<string, string>> {
  const start = pupil.home ?? school
  const there = offers.filter(({ remote, site }) => !remote || site !== undefined).slice(0, mostJourneys)
  if (!start || there.length === 0) return new Map()
  const calendar = calendarOf(pupil.school.slice(0, 3))
  const answer = await travelOf(services).journeys({
    territoryId: pupil.territoryId,
    home: { lat: start.lat, lon: start.lon },
    places: there.map((offer) => {
      const own = offer.weeks.map(({ week }) => week)
      const both = own.filter((week) => weeks.includes(week))
      const days = (both.length > 0 ? both : own).slice(0, 2).flatMap((week) => workingDays(week, calendar))
      return { place: spotOf(offer), dates: days.map(String) }
    }),
  })
  if (!answer) return new Map()
  return new Map(
    there.flatMap(({ id }, index) => {
      const journey = answer.journeys[index]
      return journey ? [[id, journeyLine(journey, answer.kind === 'estimate')] as const] : []
    }),
  )
}
