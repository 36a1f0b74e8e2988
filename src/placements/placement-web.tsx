import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, placeOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { originOf } from '#/messages/index.ts'
import { findOffer } from '#/offers/index.ts'
import { calendarFile, calendarHeaders } from '#/platform/calendar-file.ts'
import type { Services } from '#/platform/services.ts'
import { incidentsOf } from './incidents.ts'
import { placementFor } from './page-frame.ts'
import { type PlacementJourney, PlacementPage, type PlacementReader } from './pages/placement-page.tsx'
import { type Placement, pupilNameOf } from './placement.ts'
import { placementCalendar } from './placement-calendar.ts'
import { sumPresence } from './presence.ts'
import { marksOf } from './presences.ts'
import { proofOf } from './record-outside-placement.ts'
import { whatToBring } from './what-to-bring.ts'

/** Finds the way there and back; given by web.tsx, since journeys are known above this feature. */
export type FindJourney = (placement: Placement) => Promise<PlacementJourney | undefined>

/** The page of a placement for the pupil, the family and the school, and its days for a calendar. */
export function placementWeb(services: Services, findJourney: FindJourney): Hono<Env> {
  const { db, clock, configuration } = services
  const app = new Hono<Env>()

  app.get(addresses.placement, async (c) => {
    const placement = await placementFor(services, c)
    if (!placement) return c.notFound()
    const account = accountOf(c)
    const { agreement } = placement
    const offer = agreement.offerId === undefined ? undefined : await findOffer(db, agreement.offerId)
    const own = await guarded(services, account, async (tx) => ({
      marks: await marksOf(tx, agreement),
      incidents: await incidentsOf(tx, agreement),
    }))
    const reader = readerOf(c)
    return c.html(
      renderPage(
        <PlacementPage
          signed={{ name: account.name }}
          entries={entriesOf(
            account,
            reader === 'pupil' ? 'myPlacement' : reader === 'family' ? 'myFamily' : 'classes',
          )}
          view={{
            placement,
            journey: placement.phase === 'after' ? undefined : await findJourney(placement),
            bring: whatToBring(agreement.content, offer),
            sum: sumPresence(placement.expected, own.marks),
            incidents: own.incidents,
            hasProof: (await proofOf(db, agreement)) !== undefined,
          }}
          reader={reader}
        />,
      ),
    )
  })

  app.get(addresses.placementCalendar, async (c) => {
    const placement = await placementFor(services, c)
    if (!placement) return c.notFound()
    const { agreement } = placement
    const address = `${originOf(configuration)}${addressOf('placement', { agreement: agreement.id })}`
    const title = readerOf(c) === 'pupil' ? 'Stage' : `Stage de ${pupilNameOf(agreement)}`
    const events = placementCalendar(placement, { title, address })
    return c.body(calendarFile(events, { product: 'Stage', now: clock.now() }), 200, calendarHeaders('stage.ics'))
  })

  return app
}

/** As what this account reads: someone who is both reads as the closest. */
function readerOf(c: Context<Env>): PlacementReader {
  const [account, place] = [accountOf(c), placeOf(c)]
  if (holds(account, ['pupil'], place)) return 'pupil'
  return holds(account, ['representative'], place) ? 'family' : 'school'
}
