import { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import { findOffer } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil } from '#/pupils/index.ts'
import { spotOf, travelOf } from '#/search/index.ts'
import { findSchool } from '#/territory/index.ts'
import { classPlacementsWeb } from './class-web.tsx'
import { evaluationWeb } from './evaluation-web.tsx'
import { hostPlacementsWeb } from './host-placements-web.tsx'
import { incidentWeb } from './incident-web.tsx'
import { outsideWeb } from './outside-web.tsx'
import { type FindJourney, placementWeb } from './placement-web.tsx'
import { presenceWeb } from './presence-web.tsx'
import { visitsWeb } from './visits-web.tsx'
import { writingsWeb } from './writings-web.tsx'

/** What happens before, during and after a placement. */
export function placementsWeb(services: Services): Hono<Env> {
  return new Hono<Env>()
    .route('/', outsideWeb(services))
    .route('/', presenceWeb(services))
    .route('/', placementWeb(services, journeyFinder(services)))
    .route('/', incidentWeb(services))
    .route('/', evaluationWeb(services))
    .route('/', writingsWeb(services))
    .route('/', classPlacementsWeb(services))
    .route('/', visitsWeb(services))
    .route('/', hostPlacementsWeb(services))
}

/** Days of a placement that a journey is looked for on: two weeks hold every weekday and its hours. */
const mostDates = 12

/** The way from home (the school where nobody said where home is), as the search knows journeys. */
const journeyFinder =
  (services: Services): FindJourney =>
  async ({ agreement, days }) => {
    const { territoryId, pupilId, offerId, school: uai } = agreement
    const offer = offerId === undefined ? undefined : await findOffer(services.db, offerId)
    const pupil = await findPupil(services.db, pupilId)
    const start = pupil?.home ?? (await findSchool(services.db, territoryId, uai))
    if (!offer?.site || !start) return undefined
    const hours = agreement.content.hosts[0].hours
    const answer = await travelOf(services).journeys({
      territoryId,
      home: { lat: start.lat, lon: start.lon },
      places: [
        {
          place: spotOf({ lat: offer.lat, lon: offer.lon, hours }),
          dates: days.slice(0, mostDates).map(({ date }) => date),
        },
      ],
    })
    const [found] = answer?.journeys ?? []
    return found && { ...found, estimated: answer?.kind === 'estimate', otherDays: found.others.length }
  }
