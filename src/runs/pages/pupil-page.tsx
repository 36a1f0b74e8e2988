import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  Card,
  capital,
  dayWords,
  deWords,
  durationWords,
  duringWords,
  hourWords,
  Notice,
  numberWords,
  Table,
  Tag,
  Title,
  Trip,
} from '#/design/index.ts'
import { levels } from '#/rules/index.ts'
import { nextStep, offersToTell, problemOf, sayObstacle, whyNoPlace, whyThisPlace } from '../explain-words.ts'
import type { FoundPupil, OfferFacts, PupilPlacement } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { ShortageRow } from '../shortages.ts'
import type { RunFigures, RunJourney } from '../tables.ts'
import { pupilStateWords, sayCode, saySector, stopWords } from '../words.ts'
import { RunFrame } from './run-frame.tsx'

interface Props {
  readonly room: Room
  readonly run: RunHead
  readonly figures: RunFigures
  readonly pupil: FoundPupil
  readonly offers: ReadonlyMap<string, OfferFacts>
  /** Those the pupil is part of. */
  readonly shortages: readonly ShortageRow[]
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
            {capital(levelWords(pupil.level))},{' '}
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
      {gapGroups(props).map((group) => (
        <NoPlace key={group.weeks[0]} {...props} group={group} />
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

function Placement({ room, pupil, offers, figures, group }: Props & { group: readonly PupilPlacement[] }) {
  const [first] = group
  if (!first) return null
  const facts = offers.get(first.offer)
  const problem = problemOf(pupil.why.problems, first.offer, first.week)
  const why = whyThisPlace(first, problem, figures.reach)
  return (
    <section>
      <div class="room-two">
        <Card>
          <p class="soft">
            {facts
              ? `${facts.hostName ?? facts.host} · ${saySector(facts.sector)}`
              : 'Cette offre a quitté la campagne depuis.'}
          </p>
          <h2>{capital(duringWords(group.map(({ week }) => week)))}</h2>
          <p class="place-title">{facts?.title ?? `Offre ${first.offer}`}</p>
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
          <h2>Pourquoi cette place</h2>
          {why.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
      </div>
      {problem && problem.offers.length > 1 && (
        <Alternatives offers={problem.offers} facts={offers} seesNeeds={room.mayAct} />
      )}
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
      {[...out.legs, ...back.legs].some(({ kind }) => kind === 'ride') && (
        <Trip out={out} back={back} {...(arriveBy === undefined ? {} : { arriveBySeconds: arriveBy })} />
      )}
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
  return `Départ ${hourWords(out.departSeconds)}, ${by.length > 0 ? by.join(' puis ') : 'à pied'}, arrivée ${hourWords(out.arriveSeconds)}\u202f; retour ${hourWords(back.departSeconds)}, à la maison ${hourWords(back.arriveSeconds)}.`
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
    <details>
      <summary>Comparer avec les autres offres à portée</summary>
      <Table
        caption="Les offres à portée, la meilleure en tête"
        captionHidden
        rows={offers}
        keyOf={({ offer }) => offer}
        columns={[
          { key: 'offer', label: 'offre', header: true, cell: ({ offer }) => facts.get(offer)?.title ?? offer },
          {
            key: 'minutes',
            label: 'trajet',
            numeric: true,
            cell: ({ out, back }) => durationWords(Math.max(out, back)),
          },
          { key: 'rank', label: 'vœu', cell: ({ rank }) => (rank === 0 ? 'aucun' : `n°\u00a0${rank}`) },
          {
            key: 'stop',
            label: 'situation',
            cell: ({ stop }) => (stop === 'needs' && !seesNeeds ? 'fermée à cet élève' : stopWords[stop]),
          },
        ]}
      />
    </details>
  )
}

interface GapGroup {
  readonly weeks: readonly string[]
  readonly code: string
  readonly why: string
  readonly shortage: ShortageRow | undefined
}

/** Weeks without a place for the same reason stand together. */
function gapGroups({ room, pupil, shortages }: Props): GapGroup[] {
  const groups: (GapGroup & { weeks: string[] })[] = []
  for (const gap of pupil.unplaced) {
    const shortage = shortages.find(({ id }) => id === gap.shortage)
    const why = whyNoPlace(gap, shortage, room.mayAct)
    const group = groups.find((each) => each.why === why && each.shortage === shortage)
    if (group) group.weeks.push(gap.week)
    else groups.push({ weeks: [gap.week], code: gap.code, why, shortage })
  }
  return groups
}

function NoPlace({ room, run, pupil, offers, group }: Props & { group: GapGroup }) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const { weeks, code, why, shortage } = group
  const told = offersToTell(pupil.why.problems, weeks)
  const seesNeeds = room.mayAct
  return (
    <section>
      <h2>{capital(duringWords(weeks))}</h2>
      <Notice kind="warning" title={`Pas de place : ${sayCode(code, seesNeeds)}`}>
        <p>{why}</p>
      </Notice>
      <div class="words">
        <h3>Ce qui peut être fait</h3>
        {shortage ? (
          <p>
            Une place de plus dans ce groupe place un élève de plus.{' '}
            <a href={addressOf('runShortage', { ...keys, shortage: shortage.id })}>
              Voir qui appeler autour {deWords(shortage.place)}
            </a>
          </p>
        ) : (
          <p>{nextStep(code, seesNeeds)}</p>
        )}
      </div>
      {told.length > 0 && <Alternatives offers={told} facts={offers} seesNeeds={seesNeeds} />}
      {code === 'out_of_reach' && pupil.why.beyond.length > 0 && (
        <div class="words">
          <h3>Les offres les plus proches</h3>
          <ul class="rows">
            {pupil.why.beyond.map((beyond) => (
              <li key={beyond.offer}>
                <b>{offers.get(beyond.offer)?.title ?? beyond.offer}</b>, à {numberWords(beyond.kilometres, 1)}&nbsp;km
                <span class="soft">{sayObstacle(beyond)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
