import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { calendarOf, weekOf } from '#/calendar/index.ts'
import { renderPage } from '#/design/index.ts'
import { type Env, entriesOf } from '#/identity/index.ts'
import { originOf } from '#/messages/index.ts'
import { findOffer, freeSeatsOf, type Offer } from '#/offers/index.ts'
import { calendarHeaders } from '#/platform/calendar-file.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { keptAmong } from './favourites.ts'
import { findPlace } from './find-place.ts'
import { offerCalendar } from './offer-calendar.ts'
import { programFacts } from './offer-facts.ts'
import { outlinesAround } from './outlines.ts'
import { type MayApply, type OfferJourney, OfferPage } from './pages/offer-page.tsx'
import { datesOf, isRemote, spotOf } from './search-offers.ts'
import { type Seeker, seekerOf, startOf, unfitFor } from './seeker.ts'
import { travelOf } from './travel.ts'

/** The public page of an offer, and its weeks for a calendar. What is not published is nobody's to see here. */
export function offerWeb(services: Services): Hono<Env> {
  const { db, clock, configuration } = services
  const app = new Hono<Env>()

  const published = async (c: Context<Env>): Promise<Offer | undefined> => {
    const id = c.req.param('offer') ?? ''
    const offer = isId(id) ? await findOffer(db, id) : undefined
    return offer?.state === 'published' ? offer : undefined
  }
  const thisWeek = () => weekOf(clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
  const addressFor = (offer: Offer) => `${originOf(configuration)}${addressOf('offer', { offer: offer.id })}`

  app.get(addresses.offer, async (c) => {
    const offer = await published(c)
    if (!offer) return c.notFound()
    const account = c.get('account')
    const seeker = await seekerOf(db, account, thisWeek())
    const kept = account && (await keptAmong(db, account.id, [offer.id]))
    const shared = addressFor(offer)
    return c.html(
      renderPage(
        <OfferPage
          offer={offer}
          signed={account && { name: account.name }}
          entries={entriesOf(account, 'offer')}
          mayApply={mayApply(offer, seeker, account !== undefined, thisWeek())}
          thisWeek={thisWeek()}
          journey={await journeyTo(services, offer, seeker, new URL(c.req.url).searchParams)}
          outlines={await outlinesAround(services, offer.territoryId, offer.site ? [offer] : [])}
          isKept={kept?.has(offer.id)}
          shared={shared}
          facts={programFacts(offer, shared)}
        />,
      ),
    )
  })

  app.get(addresses.offerCalendar, async (c) => {
    const offer = await published(c)
    if (!offer) return c.notFound()
    const text = offerCalendar(offer, { address: addressFor(offer), now: clock.now(), thisWeek: thisWeek() })
    return c.body(text, 200, calendarHeaders('stage.ics'))
  })

  return app
}

function mayApply(offer: Offer, seeker: Seeker | undefined, isSigned: boolean, thisWeek: string): MayApply {
  if (!seeker) return { who: isSigned ? 'other' : 'visitor' }
  const own = offer.weeks.filter(
    ({ week }) => week >= thisWeek && (seeker.weeks.length === 0 || seeker.weeks.includes(week)),
  )
  const elsewhere =
    seeker.pupil.territoryId === offer.territoryId ? undefined : 'Elle est sur un autre territoire que le tien.'
  return {
    who: 'pupil',
    unfit: elsewhere ?? unfitFor(seeker, offer)?.message,
    isFull: own.every((week) => freeSeatsOf(offer, week) === 0),
  }
}

/** The journey asked for: a pupil's own, or from a commune that was typed. Where a pupil lives stands in no address. */
async function journeyTo(
  services: Services,
  offer: Offer,
  seeker: Seeker | undefined,
  query: URLSearchParams,
): Promise<OfferJourney> {
  const typed = (query.get('lieu') ?? '').replaceAll('\0', '').trim().slice(0, 100)
  const wanted = query.get('depuis') === 'etablissement' ? 'etablissement' : 'domicile'
  const base = { typed, chosen: seeker ? wanted : undefined, unknownPlace: false } as const
  if (isRemote(offer)) return { ...base, state: 'remote' }
  let start: { readonly lat: number; readonly lon: number } | undefined
  let from: string | undefined
  if (seeker) {
    start = startOf(seeker, wanted)
    from = wanted === 'domicile' && seeker.pupil.home ? 'chez toi' : (seeker.school?.name ?? 'ton établissement')
  } else if (typed !== '') {
    const answer = await findPlace(services, offer.territoryId, { typed })
    const place = answer.kind === 'found' ? answer.place : answer.kind === 'several' ? answer.places[0] : undefined
    if (!place) return { ...base, state: 'none', unknownPlace: true }
    start = { lat: place.lat, lon: place.lon }
    from = place.name
  }
  if (!start) return { ...base, state: 'none' }
  const today = weekOf(services.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
  const coming = offer.weeks.map(({ week }) => week).filter((week) => week >= today)
  const own = coming.filter((week) => seeker?.weeks.includes(week))
  const dates = datesOf((own.length > 0 ? own : coming).slice(0, 2), calendarOf(seeker?.pupil.school.slice(0, 3) ?? ''))
  const answer = await travelOf(services).journeys({
    territoryId: offer.territoryId,
    home: { lat: start.lat, lon: start.lon },
    places: [{ place: spotOf(offer), dates }],
  })
  if (!answer) return { ...base, from, state: 'loading' }
  return { ...base, from, state: answer.kind, found: answer.journeys[0] }
}
