import { BOUND, capital, durationWords, hourWords, listWords, numberWords, weekWords } from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { sayTrade } from '#/offers/index.ts'
import { levels, sayFacility, schemes } from '#/rules/index.ts'
import type { RunJourney } from '#/runs/index.ts'
import type { Criteria } from './criteria.ts'

/** « 2,1 km », « 300 m ». */
export function distanceWords(metres: number): string {
  if (metres < 1000) return `${Math.max(50, Math.round(metres / 50) * 50)}${BOUND}m`
  return `${numberWords(metres / 1000, metres < 10_000 ? 1 : 0)}${BOUND}km`
}

/** « 38 min, bus 4 à 8 h 07, retour 16 h 52 »: the journey of the longest day, in one line. */
export function journeyLine({ out, back }: RunJourney, isEstimate: boolean): string {
  const ride = out.legs.find(({ kind }) => kind === 'ride')
  if (isEstimate && ride) return `environ ${durationWords(Math.max(out.minutes, back.minutes))}, à vérifier`
  if (!ride) return `${durationWords(out.minutes)} à pied`
  const changes = out.transfers > 0 ? `, ${out.transfers}${BOUND}changement${out.transfers > 1 ? 's' : ''}` : ''
  const line = `${ride.mode ?? 'bus'}${ride.line ? ` ${ride.line}` : ''}`
  return `${durationWords(out.minutes)}, ${line} à ${hourWords(ride.departSeconds)}${changes}, retour ${hourWords(back.arriveSeconds)}`
}

/** What is looked for, as a title: « Mécanique, à 45 min de Vire, semaine du 15 au 19 juin ». Never where somebody lives. */
export function sayCriteria(criteria: Criteria, voice: 'tu' | 'vous' = 'vous'): string {
  const { keyword, place, minutes, km, from, sector, trade, week, level, scheme, facilities, group } = criteria
  const origin =
    from === 'domicile'
      ? voice === 'tu'
        ? 'de chez toi'
        : 'du domicile'
      : from === 'etablissement'
        ? voice === 'tu'
          ? 'de ton établissement'
          : 'de l’établissement'
        : place === ''
          ? ''
          : `de ${capital(place)}`
  const ground =
    minutes === undefined && km === undefined && origin === ''
      ? undefined
      : [
          minutes === undefined ? undefined : `à ${durationWords(minutes)}`,
          km === undefined ? undefined : `à ${km}${BOUND}km`,
          minutes === undefined && km === undefined ? 'autour' : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(' et ') + (origin === '' ? (voice === 'tu' ? ' de chez toi' : ' du domicile') : ` ${origin}`)
  const parts = [
    keyword === '' ? undefined : `«${BOUND}${keyword}${BOUND}»`,
    sector === undefined ? undefined : sectorLabels.get(sector),
    trade === undefined ? undefined : sayTrade(trade),
    ground,
    week === undefined ? undefined : weekWords(week),
    level === undefined ? undefined : `niveau ${levels[level]}`,
    scheme === undefined ? undefined : schemes[scheme].name,
    facilities.length === 0 ? undefined : listWords(facilities.map(sayFacility)),
    group === undefined ? undefined : `à ${group} ensemble`,
  ].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? 'Toutes les offres ouvertes' : capital(parts.join(', '))
}
