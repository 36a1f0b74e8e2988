import { addresses } from '#/addresses.ts'
import {
  ColumnPage,
  countWords,
  type DeskEntry,
  EmptyState,
  LinkButton,
  Notice,
  PostButton,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { Offer } from '#/offers/index.ts'
import { ResultList } from './result-list.tsx'

interface FavouritesPageProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly offers: readonly Offer[]
  readonly next: string | undefined
  readonly thisWeek: string
  readonly voice: 'tu' | 'vous'
  /** Taken out a moment ago: can come back. */
  readonly removed: string | undefined
}

/** Places kept: those still open, then those that are gone. */
export function FavouritesPage({ signed, entries, offers, next, thisWeek, voice, removed }: FavouritesPageProps) {
  const open = offers.filter(({ state }) => state === 'published')
  const gone = offers.filter(({ state }) => state !== 'published')
  const title =
    offers.length === 0
      ? 'Aucun favori pour le moment'
      : voice === 'tu'
        ? 'Les places que tu gardes'
        : 'Les places que vous gardez'
  const list = {
    isEstimate: false,
    thisWeek,
    kept: new Set(offers.map(({ id }) => id)),
    here: addresses.favourites,
  }
  return (
    <ColumnPage
      title={title}
      signed={signed}
      entries={entries}
      notice={
        removed !== undefined && (
          <Notice
            kind="success"
            title="Place retirée des favoris"
            action={
              <PostButton
                action={addresses.favourites}
                fields={{ offre: removed, faire: 'garder', retour: addresses.favourites }}
                look="plain"
                small
              >
                Annuler
              </PostButton>
            }
          />
        )
      }
    >
      <Title>{title}</Title>
      {offers.length === 0 ? (
        <EmptyState
          title={
            voice === 'tu'
              ? 'Garde une place d’un geste pendant ta recherche'
              : 'Gardez une place d’un geste pendant la recherche'
          }
          action={<LinkButton href={addresses.search}>Chercher une place</LinkButton>}
        />
      ) : (
        <>
          <ResultList results={open.map((offer) => ({ offer, metres: undefined, journey: undefined }))} {...list} />
          {gone.length > 0 && (
            <section>
              <h2>{countWords(gone.length, 'place n’est plus proposée', 'places ne sont plus proposées')}</h2>
              <ul class="rows">
                {gone.map(({ id, title: name, hostName }) => (
                  <li key={id}>
                    {name} <span class="soft">{hostName}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {next !== undefined && (
            <div class="actions">
              <LinkButton href={`${addresses.favourites}?apres=${next}`} look="plain">
                Voir la suite
              </LinkButton>
            </div>
          )}
        </>
      )}
      <p>
        <a href={addresses.alerts}>Recherches gardées et alertes</a>
      </p>
    </ColumnPage>
  )
}
