import { addressOf } from '#/addresses.ts'
import { mondayOf, weekOf } from '#/calendar/index.ts'
import {
  Actions,
  ColumnPage,
  countWords,
  type DeskEntry,
  daysWords,
  EmptyState,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  type Signed,
  Tag,
  Title,
  WeekSeats,
} from '#/design/index.ts'
import { type Bounce, BounceNotice } from '#/messages/index.ts'
import type { Offer, OfferWeek } from '../offer.ts'
import { textOf } from '../offer-answers.ts'
import type { OfferDraft } from '../offer-drafts.ts'
import { moveOf, stateWords } from '../offer-states.ts'
import type { OfferState } from '../tables.ts'

export interface HostOffersNotice {
  readonly kind: 'success' | 'warning' | 'error'
  readonly title: string
  readonly says: string
  /** The change that can be taken back. */
  readonly undo?: { readonly offerId: string; readonly version: number } | undefined
}

interface Props {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly host: { readonly id: string; readonly name: string }
  readonly offers: readonly Offer[]
  readonly nextHref: string | undefined
  readonly drafts: readonly OfferDraft[]
  readonly notice: HostOffersNotice | undefined
  readonly today: Temporal.PlainDate
  /** Of offers that the coordination sent back, its message. */
  readonly showsArchive: boolean
  readonly archivedCount: number
  /** Of the offers' contacts, those that refuse mail. */
  readonly bounces: ReadonlyMap<string, Bounce>
}

/** A host's offers: seats week by week, and what can be done in one click. */
export function HostOffersPage(props: Props) {
  const { signed, entries, host, offers, nextHref, drafts, notice, today, showsArchive, archivedCount } = props
  const title = titleOf(offers, today, showsArchive)
  return (
    <ColumnPage
      title={title}
      signed={signed}
      entries={entries}
      notice={
        notice && (
          <Notice
            kind={notice.kind}
            title={notice.title}
            action={
              notice.undo && (
                <PostButton
                  small
                  look="plain"
                  action={addressOf('offerUndo', { offer: notice.undo.offerId })}
                  fields={{ version: String(notice.undo.version) }}
                >
                  Annuler
                </PostButton>
              )
            }
          >
            <p>{notice.says}</p>
          </Notice>
        )
      }
    >
      <Title eyebrow={host.name}>{title}</Title>
      <BounceNotice
        bounces={props.bounces}
        mend="C’est là qu’arrivent les candidatures : corrigez le contact de l’offre (« Modifier », puis « Contact »)."
      />
      {!showsArchive && (
        <Actions>
          <LinkButton href={addressOf('offerNew', { host: host.id })}>Proposer une place</LinkButton>
        </Actions>
      )}
      {drafts.length > 0 && (
        <section>
          <h2>À finir</h2>
          <ul class="rows">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a href={addressOf('offerDraft', { host: host.id, draft: draft.id })}>
                  {textOf(draft.answers, 'titre') || 'Offre sans titre'}
                </a>
                <span class="soft">
                  {draft.base ? 'changements non publiés' : 'brouillon'}, gardé {momentWords(draft.changedAt)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {offers.length === 0 && drafts.length === 0 && (
        <EmptyState title={showsArchive ? 'Rien dans l’archive' : 'Aucune place proposée pour l’instant'}>
          <p>Un titre, des semaines, un nombre de places : deux minutes suffisent.</p>
        </EmptyState>
      )}
      <ul class="offer-list">
        {offers.map((offer) => (
          <OfferItem key={offer.id} offer={offer} today={today} />
        ))}
      </ul>
      {nextHref && (
        <p>
          <a href={nextHref}>Offres suivantes</a>
        </p>
      )}
      <p class="soft">
        <a href={addressOf('offerImports', { host: host.id })}>Importer un tableau d’offres</a>
        {(showsArchive || archivedCount > 0) && ' · '}
        {showsArchive ? (
          <a href={addressOf('hostOffers', { host: host.id })}>Revenir aux offres en cours</a>
        ) : (
          archivedCount > 0 && (
            <a href={addressOf('hostOffers', { host: host.id }, { archive: '1' })}>Voir l’archive ({archivedCount})</a>
          )
        )}
      </p>
    </ColumnPage>
  )
}

function titleOf(offers: readonly Offer[], today: Temporal.PlainDate, showsArchive: boolean): string {
  if (showsArchive) return 'Offres archivées'
  const now = weekOf(today)
  const free = offers
    .filter(({ state }) => state === 'published')
    .flatMap(({ weeks }) => weeks)
    .reduce((sum, week) => sum + (week.week >= now && !week.closed ? Math.max(0, week.seats - week.taken) : 0), 0)
  return free > 0 ? countWords(free, 'place libre', 'places libres') : 'Vos places'
}

function OfferItem({ offer, today }: { readonly offer: Offer; readonly today: Temporal.PlainDate }) {
  const { id, title, state, weeks } = offer
  const now = weekOf(today)
  const { label, tone, means } = stateWords[state]
  const coming = weeks.filter(({ week }) => week >= now)
  const past = weeks.length - coming.length
  return (
    <li>
      <div class="offer-head">
        <h2>
          <a href={addressOf('offerEdit', { offer: id })}>{title}</a>
        </h2>
        <Tag tone={tone}>{label}</Tag>
      </div>
      {state !== 'published' && <p class="soft">{means}</p>}
      {past > 0 && <p class="soft">{countWords(past, 'semaine passée', 'semaines passées')}, non montrées.</p>}
      {coming.length > 0 ? (
        <WeekSeats
          weeks={coming.map((week) => ({
            key: week.week,
            label: weekLabel(week.week),
            seats: week.seats,
            taken: week.taken,
            closed: week.closed,
            ...(state === 'archived' ? {} : { actions: <WeekActions offer={offer} week={week} /> }),
          }))}
        />
      ) : (
        <p>Aucune semaine à venir. Reconduisez l’offre pour l’année prochaine.</p>
      )}
      <div class="offer-actions">
        {state !== 'archived' && (
          <LinkButton small look="quiet" href={addressOf('offerEdit', { offer: id })}>
            Modifier
          </LinkButton>
        )}
        {moves.map(({ to, word }) => {
          const allowed = moveOf(state, to, 'host')
          return (
            allowed &&
            (to !== 'published' || state !== 'published') && (
              <PostButton
                key={to}
                small
                look="quiet"
                action={addressOf('offerMove', { offer: id })}
                fields={{ etat: to, version: String(offer.version) }}
              >
                {to === 'published' && state === 'archived' ? 'Remettre en ligne' : word}
              </PostButton>
            )
          )
        })}
        <PostButton small look="quiet" action={addressOf('offerRepeat', { offer: id })}>
          Reconduire l’an prochain
        </PostButton>
        <LinkButton small look="quiet" href={addressOf('offerHistory', { offer: id })}>
          Historique
        </LinkButton>
      </div>
    </li>
  )
}

const moves: readonly { readonly to: OfferState; readonly word: string }[] = [
  { to: 'published', word: 'Publier' },
  { to: 'paused', word: 'Mettre en pause' },
  { to: 'archived', word: 'Archiver' },
]

const weekLabel = (week: string): string => {
  const monday = mondayOf(week)
  return monday ? daysWords(monday, monday.add({ days: 4 })) : week
}

function WeekActions({ offer, week }: { readonly offer: Offer; readonly week: OfferWeek }) {
  const seats = (count: number, sign: string, says: string) => (
    <form class="post" method="post" action={addressOf('offerSeats', { offer: offer.id })}>
      <input type="hidden" name="semaine" value={week.week} />
      <input type="hidden" name="places" value={String(count)} />
      <button class="step" type="submit" disabled={count < week.taken || count < 0}>
        <span aria-hidden="true">{sign}</span>
        <span class="unseen">
          {says}, {weekLabel(week.week)}
        </span>
      </button>
    </form>
  )
  return (
    <>
      {seats(week.seats - 1, '−', 'Une place de moins')}
      {seats(week.seats + 1, '+', 'Une place de plus')}
      <PostButton
        small
        look="quiet"
        action={addressOf('offerWeek', { offer: offer.id })}
        fields={{ semaine: week.week, fermee: week.closed ? '0' : '1' }}
      >
        {week.closed ? 'Rouvrir' : 'Fermer'}
        <span class="unseen"> la semaine du {weekLabel(week.week)}</span>
      </PostButton>
    </>
  )
}
