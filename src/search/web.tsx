import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { weekOf } from '#/calendar/index.ts'
import { renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { entriesOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from '#/pupils/index.ts'
import { listTerritories, type Territory } from '#/territory/index.ts'
import { type Criteria, readCriteria, writeCriteria } from './criteria.ts'
import { keptAmong } from './favourites.ts'
import { offerWeb } from './offer-web.tsx'
import { listOpenWeeks } from './open-weeks.ts'
import { outlinesAround } from './outlines.ts'
import { SearchPage } from './pages/search-page.tsx'
import { TerritoryPage } from './pages/territory-page.tsx'
import { proposals } from './proposals.ts'
import { savedWeb } from './saved-web.tsx'
import { searchOffers } from './search-offers.ts'
import { lookingOf, type Seeker } from './seeker.ts'
import { type AddressGap, settleAddress } from './settle-address.ts'

/** The pages of the search: the search itself, an offer, what one keeps. */
export function searchWeb(services: Services): Hono<Env> {
  const { db, clock, configuration } = services
  const app = new Hono<Env>()

  app.get(addresses.search, async (c) => {
    const query = new URL(c.req.url).searchParams
    const account = c.get('account')
    const signed = account && { name: account.name }
    const entries = entriesOf(account, 'search')
    const thisWeek = weekOf(clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
    const given = readCriteria(query)
    const { seeker, children } = await lookingOf(db, account, { thisWeek, child: given.child })
    const territories = await listTerritories(db)
    const territory = territoryFor(territories, given, seeker?.pupil ?? children[0])
    if (!territory)
      return c.html(
        renderPage(<TerritoryPage signed={signed} entries={entries} territories={territories} criteria={given} />),
      )
    // One territory needs no naming, and a pupil's is their own.
    const criteria = { ...given, territory: territories.length > 1 && !seeker ? territory.id : undefined }
    const request = { territoryId: territory.id, criteria, seeker }
    // Where somebody lives is theirs: what was typed leaves the address bar before anything is shown.
    const settled = goesFromPlace(criteria, seeker) && (await settleAddress(services, territory.id, criteria))
    if (settled) {
      const to = writeCriteria({ ...settled.criteria, after: undefined })
      if (settled.gap) to.set('adresse', settled.gap)
      return c.redirect(`${addresses.search}?${to}`, 303)
    }
    const [answer, weeks] = await Promise.all([
      searchOffers(services, request),
      listOpenWeeks(db, territory.id, thisWeek),
    ])
    const shown = answer.results.filter(({ offer }) => offer.site).map(({ offer }) => offer)
    const page = (
      <SearchPage
        signed={signed}
        entries={entries}
        criteria={answer.start?.isRounded ? criteria : { ...criteria, point: undefined }}
        answer={answer}
        seeker={seeker && { voice: seeker.voice, name: seeker.pupil.firstName, id: seeker.pupil.id }}
        childrenOf={children.map(({ id, firstName }) => ({ id, name: firstName }))}
        takesAddress={configuration.addressUrl !== undefined}
        gap={gaps.find((gap) => gap === query.get('adresse'))}
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

const gaps: readonly AddressGap[] = ['silent', 'off', 'unknown']

/** Whether what was typed as a place is where one starts from. */
const goesFromPlace = ({ from, place }: Criteria, seeker: Seeker | undefined): boolean =>
  place !== '' && (!seeker || from === undefined || from === 'lieu')

/** A pupil's own; the one that the address names; the only one there is. */
function territoryFor(
  territories: readonly Territory[],
  { territory }: Criteria,
  pupil: Pupil | undefined,
): Territory | undefined {
  const wanted = pupil?.territoryId ?? territory
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
