import { addressOf } from '#/addresses.ts'
import { levels } from '#/allocation/index.ts'
import type { Room } from '#/campaigns/index.ts'
import { Card, dayWords, durationWords, hourWords, Notice, Table, Tag, Title, Trip, weekWords } from '#/design/index.ts'
import { offersToTell, problemOf, sayObstacle, whyThisPlace } from '../explain-words.ts'
import type { FoundPupil, OfferFacts, PupilPlacement } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { RunFigures, RunJourney } from '../tables.ts'
import { pupilStateWords, sayCode, saySector, stopWords } from '../words.ts'
import { RunFrame } from './run-frame.tsx'

interface Props {
  readonly room: Room
  readonly run: RunHead
  readonly figures: RunFigures
  readonly pupil: FoundPupil
  readonly offers: ReadonlyMap<string, OfferFacts>
}

/** A pupil: the place proposed with the day's journey and why this one, or why none and what to do next. */
export function PupilPage(props: Props) {
  const { room, run, pupil } = props
  const keys = { campaign: room.campaign.id, run: run.id }
  const name = pupil.name ?? pupil.pupil
  const groups = placementGroups(pupil.placements)
  return (
    <RunFrame
      room={room}
      run={run}
      title={`${name} : ${pupilStateWords[pupil.state].word}`}
      steps={[{ label: 'Élèves', href: addressOf('runPupils', keys) }, { label: name }]}
    >
      <Title
        lead={
          <>
            {levelWords(pupil.level)},{' '}
            <a href={addressOf('runPupils', keys, { etablissement: pupil.school })}>{pupil.schoolName}</a>
            {pupil.priority !== 0 && `, priorité ${pupil.priority}`}
          </>
        }
      >
        {name} <Tag tone={pupilStateWords[pupil.state].tone}>{pupilStateWords[pupil.state].word}</Tag>
      </Title>
      {groups.map((group) => (
        <Placement key={group[0]?.week} {...props} group={group} />
      ))}
      {pupil.unplaced.map(({ week }) => (
        <NoPlace key={week} {...props} week={week} />
      ))}
    </RunFrame>
  )
}

const levelWords = (level: string): string => Object.entries(levels).find(([key]) => key === level)?.[1] ?? level

/** Weeks at the same offer with the same day stand together. */
function placementGroups(placements: readonly PupilPlacement[]): PupilPlacement[][] {
  const groups: PupilPlacement[][] = []
  for (const placement of placements) {
    const group = groups.find(
      ([first]) =>
        first?.offer === placement.offer && JSON.stringify(first.journey) === JSON.stringify(placement.journey),
    )
    if (group) group.push(placement)
    else groups.push([placement])
  }
  return groups
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

function Placement({ pupil, offers, figures, group }: Props & { group: readonly PupilPlacement[] }) {
  const [first] = group
  if (!first) return null
  const facts = offers.get(first.offer)
  const problem = problemOf(pupil.why.problems, first.offer, first.week)
  const why = whyThisPlace(first, problem, figures.reach)
  return (
    <section>
      <h2>{capital(group.map(({ week }) => weekWords(week)).join(' et '))}</h2>
      <div class="room-two">
        <Card>
          <p>
            <b>{facts?.title ?? `Offre ${first.offer}`}</b>
          </p>
          <p class="soft">
            {facts
              ? `${facts.hostName ?? facts.host} · ${saySector(facts.sector)}`
              : 'Cette offre a quitté la campagne depuis.'}
          </p>
          {first.journey ? (
            <Journey journey={first.journey} facts={facts} />
          ) : (
            first.minutesOut !== undefined &&
            first.minutesBack !== undefined && (
              <p>
                Environ {durationWords(first.minutesOut)} à l’aller, {durationWords(first.minutesBack)} au retour
                {figures.reach === 'estimate' && ', estimés à vol d’oiseau'}.
              </p>
            )
          )}
          {first.fixed && first.minutesOut === undefined && (
            <p class="soft">Aucun trajet connu n’y mène dans les limites de la campagne.</p>
          )}
        </Card>
        <section>
          <h3>Pourquoi cette place</h3>
          {why.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {problem && problem.offers.length > 1 && <Alternatives offers={problem.offers} facts={offers} seesNeeds />}
        </section>
      </div>
    </section>
  )
}

function Journey({ journey, facts }: { journey: RunJourney; facts: OfferFacts | undefined }) {
  const starts = facts?.start?.split(':').map(Number)
  const arriveBy = starts && starts.length >= 2 ? (starts[0] ?? 0) * 3600 + (starts[1] ?? 0) * 60 : undefined
  const { out, back, others } = journey
  return (
    <>
      <p>{journeySentence(journey)}</p>
      <Trip out={out} back={back} {...(arriveBy === undefined ? {} : { arriveBySeconds: arriveBy })} />
      {others.length > 0 && (
        <details>
          <summary>Les jours dont les heures diffèrent</summary>
          <ul>
            {others.map(({ date, leave, arrive, leaveWork, home }) => (
              <li key={date}>
                {dayWords(Temporal.PlainDate.from(date))} : départ {hourWords(leave)}, arrivée {hourWords(arrive)} ;
                retour {hourWords(leaveWork)}, à la maison {hourWords(home)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** « Départ 8 h 07, bus 4, arrivée 8 h 45 ; retour 16 h 52 ». */
export function journeySentence({ out, back }: RunJourney): string {
  const lines = (legs: RunJourney['out']['legs']) =>
    legs.filter(({ kind }) => kind === 'ride').map(({ mode, line }) => [mode ?? 'bus', line].filter(Boolean).join(' '))
  const by = lines(out.legs)
  return `Départ ${hourWords(out.departSeconds)}, ${by.length > 0 ? by.join(' puis ') : 'à pied'}, arrivée ${hourWords(out.arriveSeconds)} ; retour ${hourWords(back.departSeconds)}, à la maison ${hourWords(back.arriveSeconds)}.`
}

function Alternatives({
  offers,
  facts,
  seesNeeds,
}: {
  offers: readonly { offer: string; out: number; back: number; rank: number; stop: keyof typeof stopWords }[]
  facts: ReadonlyMap<string, OfferFacts>
  seesNeeds: boolean
}) {
  return (
    <Table
      caption="Les offres à portée qui comptaient"
      rows={offers}
      keyOf={({ offer }) => offer}
      columns={[
        { key: 'offer', label: 'offre', header: true, cell: ({ offer }) => facts.get(offer)?.title ?? offer },
        { key: 'minutes', label: 'trajet', numeric: true, cell: ({ out, back }) => durationWords(Math.max(out, back)) },
        { key: 'rank', label: 'vœu', cell: ({ rank }) => (rank === 0 ? '–' : `n° ${rank}`) },
        {
          key: 'stop',
          label: 'ce qu’elle est devenue',
          cell: ({ stop }) => (stop === 'needs' && !seesNeeds ? 'fermée à cet élève' : stopWords[stop]),
        },
      ]}
    />
  )
}

function NoPlace({ room, run, pupil, offers, week }: Props & { week: string }) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const gap = pupil.unplaced.find((each) => each.week === week)
  if (!gap) return null
  const told = offersToTell(pupil.why.problems, week)
  const seesNeeds = room.mayAct
  const secret = gap.code === 'needs' && !seesNeeds
  return (
    <section>
      <h2>{capital(weekWords(week))}</h2>
      <Notice kind="warning" title={`Pas de place : ${sayCode(gap.code, seesNeeds)}`}>
        <p>{secret ? 'Aucune des offres possibles n’est ouverte à cet élève.' : gap.reason}</p>
      </Notice>
      <h3>Ce qui peut être fait</h3>
      <p>
        {gap.shortage !== undefined ? (
          <>
            Une place de plus dans ce groupe place un élève de plus.{' '}
            <a href={addressOf('runShortage', { ...keys, shortage: gap.shortage })}>
              Voir le manque et les hôtes à appeler
            </a>
          </>
        ) : (
          nextStep(gap.code, seesNeeds)
        )}
      </p>
      {told.length > 0 && <Alternatives offers={told} facts={offers} seesNeeds={seesNeeds} />}
      {gap.code === 'out_of_reach' && pupil.why.beyond.length > 0 && (
        <>
          <h3>Les offres les plus proches, et ce qui arrête le trajet</h3>
          <ul>
            {pupil.why.beyond.map((beyond) => (
              <li key={beyond.offer}>
                <b>{offers.get(beyond.offer)?.title ?? beyond.offer}</b> :{' '}
                {sayObstacle(beyond, (date) => `le ${dayWords(Temporal.PlainDate.from(date))}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function nextStep(code: string, seesNeeds: boolean): string {
  switch (code) {
    case 'out_of_reach':
      return 'Cherchez un hôte plus près du domicile, un transport (véhicule de service, covoiturage d’adultes autorisés, internat) ou des horaires d’accueil qui suivent ceux du car.'
    case 'no_offer_for_level':
    case 'no_offer_in_week':
      return 'Demandez à des hôtes déjà engagés d’ouvrir une place à ce niveau et cette semaine.'
    case 'needs':
      return seesNeeds
        ? 'Appelez les hôtes proches pour savoir ce qu’ils peuvent aménager, puis complétez leurs équipements.'
        : 'Le coordonnateur cherche un lieu qui convient.'
    case 'reserved':
      return 'Demandez aux hôtes concernés s’ils ouvrent une place réservée qui ne serait pas prise.'
    case 'age':
      return 'Demandez aux hôtes d’adapter leurs horaires ou l’âge demandé ; la loi fixe le reste.'
    case 'group_too_small':
      return 'Demandez à l’hôte s’il accepte un groupe plus petit.'
    default:
      return 'Cherchez une place de plus à portée.'
  }
}
