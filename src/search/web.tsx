import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { entriesOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories, type Territory } from '#/territory/index.ts'
import { type Criteria, readCriteria } from './criteria.ts'
import { keptAmong } from './favourites.ts'
import { offerWeb } from './offer-web.tsx'
import { listOpenWeeks } from './open-weeks.ts'
import { outlinesAround } from './outlines.ts'
import { SearchPage } from './pages/search-page.tsx'
import { TerritoryPage } from './pages/territory-page.tsx'
import { proposals } from './proposals.ts'
import { savedWeb } from './saved-web.tsx'
import { searchOffers } from './search-offers.ts'
import { type Seeker, seekerOf } from './seeker.ts'
import { weekOf } from './week.ts'

/** The pages of the search: the search itself, an offer, what one keeps. */
export function searchWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.search, async (c) => {
    const query = new URL(c.req.url).searchParams
    const account = c.get('account')
    const signed = account && { name: account.name }
    const entries = entriesOf(account, 'search')
    const thisWeek = weekOf(clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
    const seeker = await seekerOf(db, account, thisWeek)
    const given = readCriteria(query)
    const territories = await listTerritories(db)
    const territory = territoryFor(territories, given, seeker)
    if (!territory)
      return c.html(
        renderPage(<TerritoryPage signed={signed} entries={entries} territories={territories} criteria={given} />),
      )
    // One territory needs no naming, and a pupil's is their own.
    const criteria = { ...given, territory: territories.length > 1 && !seeker ? territory.id : undefined }
    const request = { territoryId: territory.id, criteria, seeker }
    const answer = await searchOffers(services, request)
    const weeks = await listOpenWeeks(db, territory.id, thisWeek)
    const shown = answer.results.filter(({ offer }) => offer.site).map(({ offer }) => offer)
    const page = (
      <SearchPage
        signed={signed}
        entries={entries}
        criteria={criteria}
        answer={answer}
        isPupil={seeker !== undefined}
        weeks={weeks}
        thisWeek={thisWeek}
        proposals={
          answer.results.length === 0 && !answer.place
            ? await proposals(services, request, seeker && seeker.weeks.length > 0 ? seeker.weeks : weeks)
            : []
        }
        outlines={await outlinesAround(services, territory.id, shown)}
        kept={
          account &&
          (await keptAmong(
            db,
            account.id,
            answer.results.map(({ offer }) => offer.id),
          ))
        }
        done={doneOf(query)}
      />
    )
    return c.html(renderPage(page))
  })

  app.route('/', offerWeb(services))
  app.route('/', savedWeb(services))
  return app
}

/** A pupil's own; the one that the address names; the only one there is. */
function territoryFor(
  territories: readonly Territory[],
  { territory }: Criteria,
  seeker: Seeker | undefined,
): Territory | undefined {
  const wanted = seeker?.pupil.territoryId ?? territory
  const named = territories.find(({ id }) => id === wanted)
  return named ?? (territories.length === 1 ? territories[0] : undefined)
}

/** What the last action did, as the address tells it. */
function doneOf(query: URLSearchParams) {
  const what = query.get('fait')
  const offer = query.get('offre') ?? ''
  const named = /^[0-9a-f-]{36}$/.test(offer) ? { offer } : {}
  if (what === 'garde') return { what: 'kept' as const, ...named }
  if (what === 'retire') return { what: 'removed' as const, ...named }
  return what === 'alerte' ? { what: 'saved' as const } : undefined
}
