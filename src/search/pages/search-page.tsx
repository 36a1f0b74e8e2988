import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  BOUND,
  Chips,
  ColumnPage,
  capital,
  type DeskEntry,
  durationWords,
  duringWords,
  EmptyState,
  LinkButton,
  type MapOutline,
  Notice,
  numberWords,
  PostButton,
  plural,
  type Signed,
  TerritoryMap,
  Title,
} from '#/design/index.ts'
import { type Criteria, everyone, type SortName, writeCriteria } from '../criteria.ts'
import type { FoundPlace } from '../find-place.ts'
import type { Proposal } from '../proposals.ts'
import { sayCriteria } from '../say-search.ts'
import { mostCounted, type SearchAnswer } from '../search-offers.ts'
import type { AddressGap } from '../settle-address.ts'
import { ResultList, titleId } from './result-list.tsx'
import { SearchFields, type SeekerWords } from './search-form.tsx'

interface SearchPageProps {
  readonly signed?: Signed | undefined
  readonly entries: readonly DeskEntry[]
  readonly criteria: Criteria
  readonly answer: SearchAnswer
  /** For whom one looks: the pupil themselves, or a child of theirs. */
  readonly seeker: SeekerWords | undefined
  /** Whom one may look for; empty for all but representatives. */
  readonly childrenOf: readonly { readonly id: string; readonly name: string }[]
  /** Whether an address service is configured. */
  readonly takesAddress: boolean
  /** Why a commune stands for the address that was typed. */
  readonly gap: AddressGap | undefined
  /** That have seats left somewhere in the territory. */
  readonly weeks: readonly string[]
  readonly thisWeek: string
  readonly proposals: readonly Proposal[]
  readonly outlines: readonly MapOutline[]
  readonly kept: ReadonlySet<string> | undefined
  /** What the last action did. */
  readonly done?: { readonly what: 'kept' | 'removed' | 'saved'; readonly offer?: string } | undefined
}

const href = (criteria: Criteria): string => {
  const query = writeCriteria(criteria).toString()
  return query === '' ? addresses.search : `${addresses.search}?${query}`
}

/** The public search: what is looked for, what was found as a list and on a map, and what would work when nothing was. */
export function SearchPage(props: SearchPageProps) {
  const { signed, entries, criteria, answer, seeker, weeks, proposals } = props
  const { results, place } = answer
  const title =
    results.length > 0
      ? countTitle(answer, seeker)
      : place
        ? placeTitle(place.kind)
        : `Aucune offre trouvée${seeker?.voice === 'vous' ? ` pour ${seeker.name}` : ''}`
  const asked = writeCriteria({ ...criteria, territory: undefined, child: undefined }).size > 0
  return (
    <ColumnPage title={title} {...(signed ? { signed } : {})} entries={entries} wide notice={<Done {...props} />}>
      <Title lead={asked ? sayCriteria(criteria, seeker?.voice) : undefined}>{title}</Title>
      {answer.mended !== undefined && (
        <Notice kind="info" title={`Résultats pour « ${answer.mended} »`}>
          <p>{`Personne n’emploie « ${criteria.keyword} » ici.`}</p>
        </Notice>
      )}
      {answer.travel === 'loading' && <Loading criteria={criteria} />}
      <Children {...props} />
      <SearchFields
        criteria={criteria}
        seeker={seeker}
        takesAddress={props.takesAddress}
        weeks={weeks}
        open={!asked && !seeker ? true : place !== undefined}
        placeError={place && placeError(place.kind, criteria.place)}
      />
      <AddressWords {...props} />
      {place && <PlaceChoice criteria={criteria} places={place.kind === 'several' ? place.places : place.near} />}
      {results.length > 0 ? <Found {...props} /> : place ? null : <Nothing {...props} proposals={proposals} />}
    </ColumnPage>
  )
}

function countTitle({ count }: SearchAnswer, seeker: SeekerWords | undefined): string {
  const number = count > mostCounted ? `Plus de ${mostCounted}` : numberWords(count)
  const whose = seeker === undefined ? '' : seeker.voice === 'tu' ? ' pour toi' : ` pour ${seeker.name}`
  return `${number} ${plural(count, 'offre')} ${plural(count, 'ouverte')}${whose}`
}

const placeTitle = (kind: 'several' | 'unknown'): string =>
  kind === 'several' ? 'Plusieurs communes portent ce nom' : 'Commune inconnue ici'

const placeError = (kind: 'several' | 'unknown', typed: string): string =>
  kind === 'several'
    ? `Plusieurs communes répondent à « ${typed} » : choisissez la bonne ci-dessous.`
    : `« ${typed} » n’est pas une commune de ce territoire. Vérifiez l’orthographe, ou donnez un code postal.`

function PlaceChoice({ criteria, places }: { criteria: Criteria; places: readonly FoundPlace[] }) {
  if (places.length === 0) return null
  return (
    <section>
      <h2>Autour de quelle commune ?</h2>
      <ul class="rows">
        {places.map(({ code, name, departement }) => (
          <li key={code}>
            <a href={href({ ...criteria, place: name, commune: code, point: undefined, after: undefined })}>
              {departement === undefined ? name : `${name} (${departement})`}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** For which child one looks. */
function Children({ criteria, childrenOf, seeker }: SearchPageProps) {
  if (childrenOf.length === 0) return null
  const to = (child: string) => href({ ...criteria, child, after: undefined })
  return (
    <Chips
      label="Chercher pour"
      chips={[
        ...childrenOf.map(({ id, name }) => ({ label: name, href: to(id), current: seeker?.id === id })),
        { label: 'Tous les élèves', href: to(everyone), current: seeker === undefined },
      ]}
    />
  )
}

const gapWords: Readonly<Record<AddressGap, string>> = {
  silent: 'Le service d’adresses ne répond pas. Rien n’est perdu : la recherche part du centre de la commune.',
  off: 'Aucun service d’adresses n’est installé ici : la recherche part du centre de la commune.',
  unknown: 'Cette adresse n’a pas été trouvée : la recherche part du centre de la commune.',
}

/** How near the start of the search is to the address that was typed, which itself is forgotten. */
function AddressWords({ gap, criteria, answer }: SearchPageProps) {
  if (answer.start?.kind !== 'place') return null
  if (gap)
    return (
      <Notice kind={gap === 'silent' ? 'warning' : 'info'} title={`Autour de ${answer.start.name}`}>
        {<p>{gapWords[gap]}</p>}
      </Notice>
    )
  if (!answer.start.isRounded) return null
  return (
    <p class="soft">
      {`Autour de votre adresse à ${answer.start.name}, à 200${BOUND}m près ; l’adresse elle-même n’est pas gardée. `}
      <a href={href({ ...criteria, point: undefined, after: undefined })}>Partir du centre de la commune</a>
    </p>
  )
}

function Loading({ criteria }: { criteria: Criteria }) {
  return (
    <Notice
      kind="info"
      title="Les horaires se chargent"
      action={
        <LinkButton href={href(criteria)} look="plain" small>
          Réessayer
        </LinkButton>
      }
    >
      <p>Ces places sont triées par distance. Les temps de trajet arrivent dans quelques secondes.</p>
    </Notice>
  )
}

const sortLabels: Readonly<Record<SortName, string>> = {
  temps: 'Trajet le plus court',
  distance: 'Le plus proche',
  pertinence: 'Le plus ressemblant',
  date: 'Le plus récent',
}

function Found({ criteria, answer, thisWeek, kept, outlines }: SearchPageProps) {
  const { results, next, sort, sorts, travelWeeks, start } = answer
  const here = href(criteria)
  const shown = results.filter(({ metres, offer }) => metres !== undefined || offer.site)
  return (
    <div class="finder-found">
      <div>
        {sorts.length > 1 && (
          <Chips
            label="Trier"
            chips={sorts.map((name) => ({
              label: sortLabels[name],
              href: href({ ...criteria, sort: name, after: undefined }),
              current: name === sort,
            }))}
          />
        )}
        <ResultList
          results={results}
          isEstimate={answer.journeysBy === 'estimate'}
          weeks={answer.resolved.matching.weeks}
          thisWeek={thisWeek}
          kept={kept}
          here={here}
        />
        <TravelWords
          by={answer.journeysBy}
          weeks={travelWeeks}
          start={start?.kind === 'home' ? undefined : start?.name}
        />
        <Actions>
          {next !== undefined && (
            <LinkButton href={href({ ...criteria, after: next })} look="plain">
              Voir les offres suivantes
            </LinkButton>
          )}
          {criteria.after !== undefined && (
            <LinkButton href={href({ ...criteria, after: undefined })} look="quiet">
              Revenir au début
            </LinkButton>
          )}
          {kept && <SaveSearch criteria={criteria} />}
        </Actions>
      </div>
      {shown.length > 0 && (
        <div class="finder-map">
          <TerritoryMap
            label="Carte des offres de cette page"
            outlines={outlines}
            circles={shown.map(({ offer, journey, metres }) => ({
              id: offer.id,
              name: offer.title,
              lat: offer.lat,
              lon: offer.lon,
              size: 1,
              goal: true,
              labelledBy: titleId(offer),
              href: addressOf('offer', { offer: offer.id }),
              title: `${offer.title}, ${offer.hostName}${journey ? `, ${durationWords(journey.out.minutes)}` : ''}`,
              ...(metres !== undefined && shown.length <= 6 ? { label: offer.hostName } : {}),
            }))}
            words="Un rond est une offre de la liste."
          />
        </div>
      )}
    </div>
  )
}

function TravelWords({
  by,
  weeks,
  start,
}: {
  by: SearchAnswer['journeysBy']
  weeks: readonly string[]
  start: string | undefined
}) {
  if (!by) return null
  const when = weeks.length > 0 ? ` ${duringWords(weeks)}` : ''
  return (
    <p class="soft">
      {by === 'timetable'
        ? `Trajets ${start === undefined ? '' : `depuis ${start} `}chaque jour ouvré${when}, à l’heure de chaque lieu, selon les horaires publiés. La durée dite est celle du jour le plus long.`
        : 'Aucun horaire de bus n’a été donné pour ce territoire : les temps sont estimés à vol d’oiseau. Rien ne dit qu’un bus passe.'}
    </p>
  )
}

function SaveSearch({ criteria }: { criteria: Criteria }) {
  const query = writeCriteria({ ...criteria, after: undefined, sort: undefined }).toString()
  return (
    <PostButton action={addresses.alerts} fields={{ recherche: query }} look="quiet">
      Être prévenu des nouvelles places
    </PostButton>
  )
}

function Nothing({ criteria, seeker, proposals, kept }: SearchPageProps) {
  return (
    <EmptyState
      title={
        seeker?.voice === 'tu'
          ? 'Rien pour le moment, mais voici ce qui marcherait'
          : 'Voici ce qui donnerait un résultat'
      }
      action={kept && <SaveSearch criteria={criteria} />}
    >
      {proposals.length > 0 ? (
        <ul class="rows">
          {proposals.map(({ label, criteria: changed, count }) => (
            <li key={label}>
              <a href={href(changed)}>{capital(label)}</a>
              {` : ${count > mostCounted ? `plus de ${mostCounted}` : numberWords(count)} ${plural(count, 'offre')}`}
            </li>
          ))}
        </ul>
      ) : (
        <p>Aucune place ouverte autour de cette recherche.</p>
      )}
      {seeker?.voice === 'tu' && (
        <p>
          Tu n’as rien trouvé ? Dis-le à ton professeur principal : ton établissement peut te faire proposer une place
          par l’affectation du territoire. Elle cherche pour toi, trajet compris.
        </p>
      )}
    </EmptyState>
  )
}

function Done({ done }: SearchPageProps) {
  if (!done) return null
  if (done.what === 'saved')
    return (
      <Notice
        kind="success"
        title="Recherche gardée"
        action={
          <LinkButton href={addresses.alerts} look="plain" small>
            Voir mes alertes
          </LinkButton>
        }
      >
        <p>Un e-mail par jour au plus, seulement quand une place nouvelle y répond.</p>
      </Notice>
    )
  return (
    <Notice
      kind="success"
      title={done.what === 'kept' ? 'Place gardée dans les favoris' : 'Place retirée des favoris'}
      action={
        done.offer === undefined ? (
          <LinkButton href={addresses.favourites} look="plain" small>
            Voir mes favoris
          </LinkButton>
        ) : (
          <PostButton
            action={addresses.favourites}
            fields={{ offre: done.offer, faire: done.what === 'kept' ? 'retirer' : 'garder' }}
            look="plain"
            small
          >
            Annuler
          </PostButton>
        )
      }
    />
  )
}
