import { addresses, addressOf } from '#/addresses.ts'
import { countWords, Icon, PostButton, weeksWords } from '#/design/index.ts'
import { freeSeatsOf, type Offer } from '#/offers/index.ts'
import { distanceWords, journeyLine } from '../say-search.ts'
import type { Result } from '../search-offers.ts'

interface ListProps {
  readonly results: readonly Result[]
  /** Whether journeys are only estimated. */
  readonly isEstimate: boolean
  /** Weeks that count for who looks; all without them. */
  readonly weeks?: readonly string[] | undefined
  readonly thisWeek: string
  /** Offers kept; undefined for someone who has not signed in. */
  readonly kept?: ReadonlySet<string> | undefined
  /** Where one comes back to after keeping one. */
  readonly here: string
}

/** Places that were found: what, where, how one gets there, what is left. */
export function ResultList({ results, isEstimate, weeks, thisWeek, kept, here }: ListProps) {
  return (
    <ol class="offers">
      {results.map(({ offer, metres, journey }) => (
        <li key={offer.id} data-circle={offer.id}>
          <h2>
            <a id={titleId(offer)} href={addressOf('offer', { offer: offer.id })}>
              {offer.title}
            </a>
          </h2>
          <p>{[offer.hostName, whereWords(offer, metres)].join(' · ')}</p>
          {journey && (
            <p class="offer-trip">
              <Icon name={journey.out.legs.some(({ kind }) => kind === 'ride') ? 'ride' : 'walk'} />
              {journeyLine(journey, isEstimate)}
            </p>
          )}
          <p class="soft">{seatWords(offer, thisWeek, weeks)}</p>
          {kept && <Keep offer={offer} isKept={kept.has(offer.id)} here={here} />}
        </li>
      ))}
    </ol>
  )
}

/** What names an offer of the list, for the map too. */
export const titleId = ({ id }: Pick<Offer, 'id'>): string => `offre-${id}`

/** « Vire Normandie, à 2,1 km ». */
function whereWords({ site, remote }: Offer, metres: number | undefined): string {
  if (!site) return remote ? 'à distance' : ''
  return metres === undefined ? site.city : `${site.city}, à ${distanceWords(metres)}`
}

/** « 2 places du 15 au 19 juin ». */
export function seatWords(offer: Offer, thisWeek: string, weeks?: readonly string[]): string {
  const open = offer.weeks.filter(
    (each) => each.week >= thisWeek && freeSeatsOf(offer, each) > 0 && (weeks?.includes(each.week) ?? true),
  )
  const fewest = Math.min(...open.map((each) => freeSeatsOf(offer, each)))
  if (open.length === 0) return 'Complet'
  const when = weeksWords(open.map(({ week }) => week))
  const each = open.length > 1 && offer.span === 'week' ? ' par semaine' : ''
  return `${countWords(fewest, 'place')}${each}, ${when}`
}

/** One press keeps it, another forgets it; both come back here. */
export function Keep({ offer, isKept, here }: { offer: Pick<Offer, 'id' | 'title'>; isKept: boolean; here: string }) {
  return (
    <PostButton
      action={addresses.favourites}
      fields={{ offre: offer.id, faire: isKept ? 'retirer' : 'garder', retour: here }}
      look="plain"
      small
    >
      {isKept ? 'Retirer de mes favoris' : 'Garder'}
      <span class="unseen">{` : ${offer.title}`}</span>
    </PostButton>
  )
}
