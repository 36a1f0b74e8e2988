import { addressOf } from '#/addresses.ts'
import { weekOf } from '#/calendar/index.ts'
import { capital, countWords, listWords, momentWords, weekWords } from '#/design/index.ts'
import type { ProposalState, Wave, WaveCounts, WaveState } from '#/proposals/index.ts'
import { outcomeWords } from '../outcome-words.ts'

const stateWords: Readonly<Record<WaveState, string>> = {
  running: 'calcul en cours',
  failed: 'calcul interrompu',
  review: 'à relire',
  going: 'envoi en cours',
  sent: 'envoyée',
  dropped: 'abandonnée',
}

/** The waves, week by week, with what became of each. */
export function WaveHistory({
  territory,
  waves,
  timeZone,
  names,
  isLinked,
}: {
  readonly territory: string
  readonly waves: readonly (Wave & WaveCounts)[]
  readonly timeZone: string
  /** Of bassins, by code. */
  readonly names: ReadonlyMap<string, string>
  readonly isLinked: (wave: Wave) => boolean
}) {
  if (waves.length === 0) return null
  const weeks = Map.groupBy(waves, ({ startedAt }) => weekOf(startedAt.toZonedDateTimeISO(timeZone).toPlainDate()))
  return (
    <section>
      <h2>Les vagues, semaine par semaine</h2>
      {[...weeks].map(([week, each]) => (
        <div key={week}>
          <h3>{capital(weekWords(week))}</h3>
          <ul class="rows">
            {each.map((wave) => (
              <li key={wave.id}>
                {isLinked(wave) ? (
                  <a href={addressOf('helpWave', { territory, wave: wave.id })}>Vague {wave.number}</a>
                ) : (
                  `Vague ${wave.number}`
                )}
                <span class="soft">
                  {wave.bassin === undefined ? '' : `${names.get(wave.bassin) ?? wave.bassin}, `}
                  {stateWords[wave.state]}, {momentWords(wave.sentAt ?? wave.startedAt, timeZone)}
                  {wave.sentAt ? ` : ${becameWords(wave)}` : ''}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** Of one place, and of several. */
const becameState: Readonly<Record<ProposalState, readonly [string, string]>> = {
  confirmed: ['confirmée', 'confirmées'],
  accepted: ['acceptée par l’un des deux', 'acceptées par l’un des deux'],
  proposed: ['en attente de réponses', 'en attente de réponses'],
  refused: ['déclinée', 'déclinées'],
  expired: ['sans réponse à temps', 'sans réponse à temps'],
  withdrawn: ['retirée', 'retirées'],
}

const order: readonly ProposalState[] = ['confirmed', 'accepted', 'proposed', 'refused', 'expired', 'withdrawn']

/** « 9 places proposées (6 confirmées, 2 en attente de réponses, 1 déclinée), 3 élèves sans place (hors de portée d’un bus) ». */
export function becameWords({ proposals, outcomes }: WaveCounts): string {
  const sent = order.reduce((sum, state) => sum + (proposals[state] ?? 0), 0)
  const states = order.flatMap((state) => {
    const count = proposals[state] ?? 0
    return count > 0 ? [`${count} ${becameState[state][count > 1 ? 1 : 0]}`] : []
  })
  const without = Object.entries(outcomes).filter(([outcome]) => outcome !== 'proposed')
  const left = without.reduce((sum, [, count]) => sum + count, 0)
  return [
    sent > 0 ? `${countWords(sent, 'place proposée', 'places proposées')} (${listWords(states)})` : '',
    left > 0
      ? `${countWords(left, 'élève')} sans place (${listWords(without.map(([outcome, count]) => `${outcomeWords(outcome)} : ${count}`))})`
      : '',
  ]
    .filter(Boolean)
    .join(', ')
}
