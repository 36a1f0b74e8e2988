import { addresses, addressOf } from '#/addresses.ts'
import {
  Button,
  Chips,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  LinkButton,
  listWords,
  type MapOutline,
  Notice,
  numberWords,
  plural,
  type Signed,
  TerritoryMap,
  TextField,
  Title,
  Trip,
  weekWords,
} from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { freeSeatsOf, hoursWords, type Offer, sayTrade } from '#/offers/index.ts'
import { levels, sayFacility, schemes } from '#/rules/index.ts'
import type { RunJourney } from '#/runs/index.ts'
import { Keep } from './result-list.tsx'

/** Why someone cannot apply here, and what they can do instead. */
export type MayApply =
  | { readonly who: 'visitor' | 'other' }
  | { readonly who: 'pupil'; readonly unfit?: string | undefined; readonly isFull: boolean }

export interface OfferPageProps {
  readonly offer: Offer
  readonly signed?: Signed | undefined
  readonly entries: readonly DeskEntry[]
  readonly mayApply: MayApply
  readonly thisWeek: string
  readonly journey: OfferJourney
  readonly outlines: readonly MapOutline[]
  readonly isKept: boolean | undefined
  /** The page's own address, as people share it. */
  readonly shared: string
  readonly facts: unknown
}

/** The way there and back, from where it was asked. */
export interface OfferJourney {
  readonly found?: RunJourney | undefined
  /** `none`: nobody said from where, or there is no way. */
  readonly state: 'none' | 'loading' | 'timetable' | 'estimate' | 'remote'
  /** « chez toi », « Vire Normandie ». */
  readonly from?: string | undefined
  readonly typed: string
  readonly chosen: 'domicile' | 'etablissement' | undefined
  readonly unknownPlace: boolean
}

/** The public page of an offer: all that a pupil and a family need to decide. */
export function OfferPage(props: OfferPageProps) {
  const { offer, signed, entries, mayApply, thisWeek, isKept, shared, facts } = props
  const isPupil = mayApply.who === 'pupil'
  const here = addressOf('offer', { offer: offer.id })
  return (
    <ColumnPage title={offer.title} {...(signed ? { signed } : {})} entries={entries} facts={facts}>
      <Title
        eyebrow={[offer.hostName, sectorLabels.get(offer.sector)].filter(Boolean).join(' · ')}
        lead={offer.site ? `À ${offer.site.city}` : 'À distance'}
      >
        {offer.title}
      </Title>
      <Apply {...props} />
      <section>
        <h2>Quand</h2>
        <Weeks offer={offer} thisWeek={thisWeek} />
        <p>
          <a href={addressOf('offerCalendar', { offer: offer.id })}>Ajouter les semaines à un agenda</a>
        </p>
        <h3>Horaires</h3>
        <ul>
          {hoursWords(offer.hours).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Ce que {isPupil ? 'tu feras' : 'l’élève fera'}</h2>
        <p class="offer-words">{offer.description}</p>
        {offer.activities !== '' && <p class="offer-words">{offer.activities}</p>}
        <Images offer={offer} />
      </section>
      <Journey {...props} />
      <Practical offer={offer} />
      <section class="actions">
        {isKept !== undefined && <Keep offer={offer} isKept={isKept} here={here} />}
        <LinkButton
          look="quiet"
          href={`mailto:?subject=${encodeURIComponent('Une place de stage')}&body=${encodeURIComponent(`${offer.title}, ${offer.hostName}\n${shared}`)}`}
        >
          Envoyer à quelqu’un
        </LinkButton>
        <LinkButton look="quiet" href={addressOf('offerReport', { offer: offer.id })}>
          Signaler cette place
        </LinkButton>
      </section>
    </ColumnPage>
  )
}

/** Seen after the words: they load when they come near. */
function Images({ offer }: { offer: Offer }) {
  if (offer.images.length === 0) return null
  return (
    <p class="offer-images">
      {offer.images.map(({ id, alternative }) => (
        <img
          key={id}
          src={addressOf('offerImage', { image: id })}
          alt={alternative}
          loading="lazy"
          decoding="async"
          width="400"
          height="300"
        />
      ))}
    </p>
  )
}

function Apply({ offer, mayApply, thisWeek }: OfferPageProps) {
  const free = freeWeeks(offer, thisWeek)
  if (mayApply.who === 'pupil') {
    if (mayApply.unfit !== undefined)
      return (
        <Notice
          kind="info"
          title="Cette place n’est pas pour toi, ce n’est pas de ta faute"
          action={
            <LinkButton href={addresses.search} small>
              Voir celles qui te sont ouvertes
            </LinkButton>
          }
        >
          <p>{mayApply.unfit}</p>
        </Notice>
      )
    return (
      <>
        {(mayApply.isFull || free.length === 0) && (
          <p>Tout est pris pour le moment. Tu peux demander à attendre : une place se libère parfois.</p>
        )}
        <div class="actions">
          <LinkButton href={addressOf('applicationNew', { offer: offer.id })}>Candidater</LinkButton>
        </div>
      </>
    )
  }
  if (mayApply.who === 'other')
    return <p class="soft">Seuls les élèves candidatent, depuis leur compte. Vous pouvez leur envoyer cette page.</p>
  return (
    <>
      <div class="actions">
        <LinkButton href={addresses.signIn}>Se connecter pour candidater</LinkButton>
      </div>
      <p class="soft">Les élèves candidatent avec leur compte, ou avec le code que leur établissement a imprimé.</p>
    </>
  )
}

const freeWeeks = (offer: Offer, thisWeek: string) =>
  offer.weeks.filter((each) => each.week >= thisWeek && freeSeatsOf(offer, each) > 0)

function Weeks({ offer, thisWeek }: { offer: Offer; thisWeek: string }) {
  const coming = offer.weeks.filter(({ week }) => week >= thisWeek)
  if (coming.length === 0) return <p>Toutes les semaines de cette place sont passées.</p>
  return (
    <>
      {offer.span === 'all' && coming.length > 1 && <p>Ces semaines se font ensemble.</p>}
      <ul class="rows">
        {coming.map((each) => {
          const free = freeSeatsOf(offer, each)
          return (
            <li key={each.week}>
              <b>{capital(weekWords(each.week))}</b>
              <span class="soft">
                {each.closed
                  ? 'fermée'
                  : free === 0
                    ? 'complet'
                    : `${numberWords(free)} ${plural(free, 'place')} sur ${numberWords(each.seats)}`}
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Journey({ offer, journey, outlines, mayApply }: OfferPageProps) {
  const isPupil = mayApply.who === 'pupil'
  const here = addressOf('offer', { offer: offer.id })
  const { site } = offer
  if (!site) return null
  const starts = Object.values(offer.hours).map(({ start }) => start)
  const sameStart = new Set(starts).size === 1 ? starts[0] : undefined
  return (
    <section id="trajet">
      <h2>Où et comment venir</h2>
      <p>
        {[site.name === offer.hostName ? '' : site.name, site.street, `${site.postcode} ${site.city}`]
          .filter((part) => part !== '')
          .join(', ')}
      </p>
      {(offer.nearestStop || site.nearestStop) && <p>Arrêt le plus proche : {offer.nearestStop || site.nearestStop}</p>}
      {isPupil && (
        <Chips
          label="Partir de"
          chips={[
            { label: 'De chez moi', href: `${here}?depuis=domicile#trajet`, current: journey.chosen === 'domicile' },
            {
              label: 'De mon établissement',
              href: `${here}?depuis=etablissement#trajet`,
              current: journey.chosen === 'etablissement',
            },
          ]}
        />
      )}
      {journey.found ? (
        <>
          {journey.state === 'estimate' && (
            <p class="soft">
              Aucun horaire de bus n’a été donné ici : les temps sont estimés à vol d’oiseau, rien ne dit qu’un bus
              passe.
            </p>
          )}
          {journey.from && !isPupil && <p>Depuis {journey.from} :</p>}
          <Trip
            out={journey.found.out}
            back={journey.found.back}
            {...(sameStart === undefined ? {} : { arriveBySeconds: sameStart * 60 })}
            voice={isPupil && journey.chosen === 'domicile' ? 'pupil' : 'staff'}
          />
          {journey.found.others.length > 0 && (
            <p class="soft">
              C’est le jour le plus long ; {countWords(journey.found.others.length, 'autre jour', 'autres jours')} à des
              heures différentes.
            </p>
          )}
        </>
      ) : journey.state === 'loading' ? (
        <Notice
          kind="info"
          title="Les horaires se chargent"
          action={
            <LinkButton href={here} look="plain" small>
              Réessayer
            </LinkButton>
          }
        />
      ) : journey.from ? (
        <p>Aucun trajet en transport en commun ou à pied, tous les jours, depuis {journey.from}.</p>
      ) : null}
      {!isPupil && (
        <form method="get" action={`${here}#trajet`}>
          <TextField
            name="lieu"
            label="Voir le trajet depuis une commune"
            value={journey.typed}
            autocomplete="off"
            error={
              journey.unknownPlace
                ? 'Cette commune n’est pas connue ici. Vérifiez son nom, ou donnez un code postal.'
                : undefined
            }
          />
          <Button look="plain" small>
            Voir le trajet
          </Button>
        </form>
      )}
      <TerritoryMap
        label={`Carte : ${offer.hostName}, ${site.city}`}
        outlines={outlines}
        circles={[
          {
            id: offer.id,
            name: offer.hostName,
            lat: offer.lat,
            lon: offer.lon,
            size: 1,
            goal: true,
            href: '#trajet',
            title: `${offer.hostName}, ${site.city}`,
            label: offer.hostName,
          },
        ]}
        words="Le rond est le lieu du stage."
      />
    </section>
  )
}

function Practical({ offer }: { offer: Offer }) {
  const facilities = [...new Set([...offer.facilities, ...(offer.site?.facilities ?? [])])]
  const rows: readonly (readonly [string, string])[] = [
    ['Repas', offer.meals],
    ['Tenue', offer.dress],
    ['À apporter', offer.equipment],
    ['Accès', facilities.length > 0 ? capital(listWords(facilities.map(sayFacility))) : ''],
    ['Aménagements possibles', offer.adaptations],
    ['Métiers', offer.trades.map(sayTrade).join(', ')],
    ['Pour qui', whoWords(offer)],
    ['Venir à plusieurs', offer.group ? `De ${offer.group.min} à ${offer.group.max} élèves ensemble` : ''],
  ]
  return (
    <section>
      <h2>À savoir</h2>
      <dl class="offer-facts">
        {rows
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <>
              <dt key={label}>{label}</dt>
              <dd key={`${label}:`}>{value}</dd>
            </>
          ))}
      </dl>
    </section>
  )
}

function whoWords(offer: Offer): string {
  const reserved = [
    offer.reservedSchools.length > 0 ? 'réservé aux élèves de certains établissements' : '',
    offer.minPriority !== undefined && offer.minPriority > 0 ? 'gardé pour les élèves qui en ont le plus besoin' : '',
    offer.reservedQpv ? 'réservé aux élèves des quartiers prioritaires' : '',
    offer.reservedWithoutNetwork ? 'réservé aux élèves sans réseau pour trouver une place' : '',
  ]
  return [
    capital(listWords(offer.schemes.map((scheme) => schemes[scheme].name))),
    `classes : ${listWords(offer.levels.map((level) => levels[level]))}`,
    offer.minAge === undefined ? '' : `à partir de ${offer.minAge} ans`,
    ...reserved,
  ]
    .filter((part) => part !== '')
    .join(' ; ')
}
