import { addressOf } from '#/addresses.ts'
import { AgreementLines } from '#/agreements/index.ts'
import { deadlineWords, type HostApplication } from '#/applications/index.ts'
import {
  Actions,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  duringWords,
  EmptyState,
  LinkButton,
  momentWords,
  SectionHead,
  type Signed,
  Title,
  WeekSeats,
  weeksWords,
} from '#/design/index.ts'
import { agoWords, daysBetween } from '../class-glance.ts'
import { freeIn, type HostWeek } from '../host-weeks.ts'
import type { HostHome } from '../read-host-home.ts'

/** A host's home: whom to answer first, who comes when, the seats of each week. */
export function HostHomePage({
  signed,
  entries,
  home,
  severalHref,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly home: HostHome
  /** To choose another host; undefined for who has one. */
  readonly severalHref: string | undefined
}) {
  const { host, counts, toAnswer, offers } = home
  const title = titleOf(home)
  const toHost = { host: host.id }
  const [first] = toAnswer
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      <Title
        eyebrow={severalHref ? <a href={severalHref}>{host.name}</a> : host.name}
        lead={first && leadOf(home, first)}
      >
        {title}
      </Title>
      {offers.length === 0 && counts['to-answer'] === 0 && (
        <EmptyState
          title="Proposez une première place"
          action={<LinkButton href={addressOf('offerNew', toHost)}>Proposer une place</LinkButton>}
        >
          <p>Un titre, des semaines, un nombre de places : deux minutes suffisent. Vous changez tout ensuite.</p>
        </EmptyState>
      )}
      {toAnswer.length > 0 && <ToAnswer home={home} />}
      <Proposed home={home} />
      <AgreementLines lines={home.agreements} reader="host" />
      <Messages home={home} />
      {offers.length > 0 && <Seats home={home} />}
      <Coming home={home} />
      <p class="soft">
        <a href={addressOf('hostOffers', toHost)}>Mes offres</a>
        {' · '}
        <a href={addressOf('hostPlacements', toHost)}>Accueils terminés</a>
        {' · '}
        <a href={addressOf('host', toHost)}>Ma fiche</a>
        {' · '}
        <a href={addressOf('hostPeople', toHost)}>Les personnes</a>
      </p>
    </ColumnPage>
  )
}

function titleOf({ counts, weeks, offers, coming }: HostHome): string {
  const waiting = counts['to-answer']
  if (waiting > 0) return `${countWords(waiting, 'candidature attend', 'candidatures attendent')} votre réponse`
  if (offers.length === 0) return 'Accueillir un premier élève'
  const free = freeIn(weeks)
  if (free > 0) return `Tout est répondu, ${countWords(free, 'place reste libre', 'places restent libres')}`
  return coming.length > 0 ? 'Tout est répondu, tout est complet' : 'Aucune place à venir'
}

function leadOf({ now }: HostHome, { application, who }: HostApplication): string {
  const days = daysBetween(application.waitsSince, now)
  const since = days === 0 ? 'depuis aujourd’hui' : days === 1 ? 'depuis hier' : `depuis ${countWords(days, 'jour')}`
  return `${who} attend ${since} : répondez d’abord ici.`
}

/** How long is left, as one feels it. */
function leftWords({ application: { expiresAt } }: HostApplication, { now, timeZone }: HostHome): string {
  if (!expiresAt) return ''
  const days = daysBetween(now, expiresAt)
  const until = deadlineWords(expiresAt, timeZone)
  return days < 1 ? `dernier jour, avant ${until}` : `encore ${countWords(days, 'jour')}, avant ${until}`
}

function ToAnswer({ home }: { readonly home: HostHome }) {
  const { toAnswer, counts } = home
  const [first, ...others] = toAnswer
  if (!first) return null
  return (
    <section>
      <div class="card">
        <p class="eyebrow">
          {first.offerTitle} · {duringWords(first.application.weeks)}
        </p>
        <h2>{first.who}</h2>
        <p class="soft">{capital(leftWords(first, home))}</p>
        <Actions>
          <LinkButton href={addressOf('application', { application: first.application.id })}>
            Lire et répondre
          </LinkButton>
        </Actions>
      </div>
      {others.length > 0 && (
        <ul class="rows">
          {others.map((each) => (
            <li key={each.application.id}>
              <a href={addressOf('application', { application: each.application.id })}>
                {each.who}, {each.offerTitle}
              </a>
              <span class="soft">
                {capital(duringWords(each.application.weeks))} · {leftWords(each, home)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {counts['to-answer'] > toAnswer.length && (
        <p class="soft">
          Et {countWords(counts['to-answer'] - toAnswer.length, 'autre')} : elles viennent ici quand vous avez répondu.
        </p>
      )}
    </section>
  )
}

/** Pupils whom the coordination proposes, each with the day until which the seat is kept. */
function Proposed({ home: { proposed, offers, timeZone } }: { readonly home: HostHome }) {
  if (proposed.length === 0) return null
  return (
    <section>
      <h2>{countWords(proposed.length, 'élève proposé', 'élèves proposés')} par la coordination</h2>
      <ul class="rows">
        {proposed.map(({ id, offerId, weeks, expiresAt }) => (
          <li key={id}>
            <a href={addressOf('proposal', { proposal: id })}>
              {offers.find((offer) => offer.id === offerId)?.title ?? 'Une de vos places'}
            </a>
            <span class="soft">
              {capital(duringWords(weeks))} · place gardée jusqu’au {deadlineWords(expiresAt, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Messages({ home: { messages, now, timeZone } }: { readonly home: HostHome }) {
  if (messages.length === 0) return null
  return (
    <section>
      <h2>{countWords(messages.length, 'message vous attend', 'messages vous attendent')}</h2>
      <ul class="rows">
        {messages.map(({ applicationId, who, offerTitle, at }) => (
          <li key={applicationId}>
            <a href={`${addressOf('application', { application: applicationId })}#messages`}>
              {who}, {offerTitle}
            </a>
            <span class="soft">
              {daysBetween(at, now) > 6 ? `il y a ${agoWords(at, now)}` : momentWords(at, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Offers of a week that get a button of their own; more are opened from the list of offers. */
const mostButtons = 3
const mostWeeks = 12

function Seats({ home: { weeks, host } }: { readonly home: HostHome }) {
  const toHost = { host: host.id }
  return (
    <section>
      <SectionHead title="Vos places, semaine par semaine" href={addressOf('hostOffers', toHost)} link="Changer" />
      {weeks.length === 0 ? (
        <p>
          Aucune semaine à venir n’est ouverte. <a href={addressOf('hostOffers', toHost)}>Ouvrez vos offres</a> pour les
          publier ou les reconduire.
        </p>
      ) : (
        <WeekSeats
          weeks={weeks.slice(0, mostWeeks).map((week) => ({
            key: week.week,
            label: weeksWords([week.week]),
            seats: week.seats,
            taken: week.taken,
            closed: week.closed,
            actions: <Open week={week} host={host.id} />,
          }))}
        />
      )}
    </section>
  )
}

/** One click opens one more seat; the list of offers then says so, and takes it back on demand. */
function Open({ week: { week, offers }, host }: { readonly week: HostWeek; readonly host: string }) {
  if (offers.length > mostButtons) return <a href={addressOf('hostOffers', { host })}>Ouvrir une place de plus</a>
  return (
    <>
      {offers.map(({ id, title, seats }) => (
        <form key={id} class="post" method="post" action={addressOf('offerSeats', { offer: id })}>
          <input type="hidden" name="semaine" value={week} />
          <input type="hidden" name="places" value={String(seats + 1)} />
          <button class="button button-quiet button-small" type="submit">
            {offers.length > 1 ? `+ 1 · ${shortened(title)}` : '+ 1 place'}
            <span class="unseen">
              {' '}
              pour « {title} », {weeksWords([week])}
            </span>
          </button>
        </form>
      ))}
    </>
  )
}

const shortened = (title: string): string => (title.length > 22 ? `${title.slice(0, 21).trimEnd()}…` : title)

function Coming({ home: { coming, offers } }: { readonly home: HostHome }) {
  if (coming.length === 0)
    return offers.length === 0 ? null : (
      <section>
        <h2>Qui vient</h2>
        <p>Personne n’a encore confirmé. Dès qu’un élève confirme, il apparaît ici.</p>
      </section>
    )
  const groups = Map.groupBy(coming, ({ application, offerTitle }) => `${application.weeks.join()} ${offerTitle}`)
  return (
    <section>
      <h2>Qui vient</h2>
      <dl class="answers">
        {[...groups].map(([key, group]) => (
          <div key={key}>
            <dt>
              {capital(duringWords(group[0]?.application.weeks ?? []))} · {group[0]?.offerTitle}
            </dt>
            <dd>
              <ul class="names">
                {group.map(({ application: { id }, who }) => (
                  <li key={id}>
                    <a href={addressOf('application', { application: id })}>{who}</a>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
