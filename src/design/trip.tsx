import type { ComponentChildren } from 'preact'
import { durationWords, hourWords } from './words.ts'

/** A leg of a journey, as the reach engine gives it. */
export interface TripLeg {
  readonly kind: 'walk' | 'ride'
  readonly departSeconds: number
  readonly arriveSeconds: number
  readonly from?: string
  readonly to?: string
  readonly line?: string
  readonly headsign?: string
  readonly mode?: string
}

export interface TripWay {
  readonly departSeconds: number
  readonly arriveSeconds: number
  readonly minutes: number
  readonly legs: readonly TripLeg[]
}

interface TripProps {
  readonly out: TripWay | undefined
  readonly back: TripWay | undefined
  /** When work starts, in seconds: says how early one is. */
  readonly arriveBySeconds?: number
  /** `pupil` is spoken to (tu); `staff` reads about a pupil. */
  readonly voice?: 'pupil' | 'staff'
}

/** The day's journey, out and back: hour, leg, line. */
export function Trip({ out, back, arriveBySeconds, voice = 'staff' }: TripProps) {
  return (
    <ol class="trip">
      {out && <Way way={out} />}
      {out && (
        <li>
          <time>{hourWords(out.arriveSeconds)}</time>
          <span>{arrivalWords(out, arriveBySeconds, voice)}</span>
        </li>
      )}
      {back && <Way way={back} isBack />}
      {back && (
        <li class="trip-back">
          <time>{hourWords(back.arriveSeconds)}</time>
          <span>
            {voice === 'pupil' ? 'tu es chez toi' : 'retour à la maison'}, {durationWords(back.minutes)} de trajet
          </span>
        </li>
      )}
    </ol>
  )
}

function Way({ way, isBack = false }: { way: TripWay; isBack?: boolean }) {
  const legs = way.legs.filter((leg) => leg.kind === 'ride' || leg.arriveSeconds > leg.departSeconds)
  return (
    <>
      {legs.map((leg, index) => (
        <li
          key={leg.departSeconds}
          class={[isBack ? 'trip-back' : '', isBack && index === 0 ? 'trip-turn' : ''].filter(Boolean).join(' ')}
        >
          <time>{hourWords(leg.departSeconds)}</time>
          <span>{leg.kind === 'walk' ? <Walk leg={leg} isBack={isBack} /> : <Ride leg={leg} />}</span>
        </li>
      ))}
    </>
  )
}

function Walk({ leg, isBack }: { leg: TripLeg; isBack: boolean }) {
  const minutes = durationWords(Math.ceil((leg.arriveSeconds - leg.departSeconds) / 60))
  const to: ComponentChildren = leg.to ? (
    <>
      à pied jusqu’à <b>{leg.to}</b>
    </>
  ) : isBack ? (
    'à pied jusqu’à la maison'
  ) : (
    'à pied jusqu’au lieu'
  )
  return (
    <>
      {to}, {minutes}
    </>
  )
}

function Ride({ leg }: { leg: TripLeg }) {
  return (
    <>
      {leg.mode ?? 'bus'} {leg.line && <b class="line">{leg.line}</b>}
      {leg.headsign && ` direction ${leg.headsign}`}
      {leg.to && (
        <>
          {' '}
          jusqu’à <b>{leg.to}</b>
        </>
      )}
    </>
  )
}

function arrivalWords(out: TripWay, arriveBySeconds: number | undefined, voice: 'pupil' | 'staff'): string {
  const here = voice === 'pupil' ? 'tu y es' : 'arrivée'
  const early = arriveBySeconds === undefined ? 0 : Math.floor((arriveBySeconds - out.arriveSeconds) / 60)
  const spare =
    early > 0 ? `, ${durationWords(early)} d’avance` : early === 0 && arriveBySeconds !== undefined ? ', à l’heure' : ''
  return `${here}${spare}`
}
