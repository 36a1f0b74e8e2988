import { sayWeek, sayWeeks } from '#/calendar/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { type HoursRefusal, levels, sayFacility, schemes } from '#/rules/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { NamedShortage } from '../problem/shortages.ts'
import { type WeekProblem, weeksFilled } from '../problem/week-problem.ts'
import { avoidedRefusal, avoidedStage, eligibleStage, type Refusal } from '../rules/eligibility.ts'
import type { Profiles, ProfileVerdicts } from '../rules/profiles.ts'
import { ofPlace } from './place-names.ts'

export const unplacedCodes = [
  'no_offer_for_level',
  'no_offer_in_week',
  'out_of_reach',
  'needs',
  'reserved',
  'age',
  'group_too_small',
  'seats_taken',
] as const
export type UnplacedCode = (typeof unplacedCodes)[number]

/** A pupil left without a place for a week, and why. */
export interface Unplaced {
  /** Index into the inputs. */
  readonly pupil: number
  readonly week: string
  readonly code: UnplacedCode
  /** In French: why, with the facts. */
  readonly reason: string
  /** Of `seats_taken`: the shortage the pupil belongs to. */
  readonly shortage: string | undefined
}

/** What a solved problem knows about those it left out. */
export interface LeftOut {
  readonly problem: WeekProblem
  readonly verdicts: ProfileVerdicts
  /** Candidates of each pupil of the inputs, before and after groups closed; 0 for those outside the problem. */
  readonly reached: Uint32Array
  readonly open: Uint32Array
  readonly shortageOf: ReadonlyMap<number, NamedShortage>
}

interface Standstill {
  readonly stage: number
  /** How many offers came this far. */
  readonly offers: number
  readonly refusals: readonly Refusal[]
}

/**
 * Says why a pupil has no place for a week: the last check that the offers of that week passed. `problems` are those the pupil took part in
 * that could have filled the week.
 */
export function explainer(inputs: AllocationInputs, profiles: Profiles, reachKind: 'timetable' | 'estimate' | 'given') {
  const known = new Map<string, Standstill>()
  const offersByProfile = new Map<LeftOut, ReadonlyMap<number, number>>()
  const anyForLevel = new Set(inputs.offers.flatMap((offer) => offer.levels))
  const avoidedOf = avoidedByPupil(profiles)
  const standstill = (problem: LeftOut, week: string, pupil: number): Standstill => {
    const profile = profiles.ofPupil[pupil]!
    const avoided = avoidedOf.get(pupil)
    const offers = offersByProfile.get(problem) ?? countByProfile(problem.problem, profiles)
    offersByProfile.set(problem, offers)
    // Few avoid anything, and hardly two the same: theirs is not remembered.
    if (avoided)
      return findStandstill(profiles, problem, apart(problem.problem, profiles, offers, avoided), week, profile)
    const key = `${problem.problem.key} ${week} ${profile}`
    const found = known.get(key)
    if (found) return found
    const made = findStandstill(profiles, problem, apart(problem.problem, profiles, offers), week, profile)
    known.set(key, made)
    return made
  }
  return (pupil: number, week: string, problems: readonly LeftOut[]): Unplaced => {
    const { level } = inputs.pupils[pupil]!
    const stops = problems.map((problem) => standstill(problem, week, pupil))
    const stage = Math.max(0, ...stops.map((stop) => stop.stage))
    const offers = stops.filter((stop) => stop.stage === stage).reduce((sum, stop) => sum + stop.offers, 0)
    const say = (code: UnplacedCode, reason: string, shortage?: string): Unplaced => ({
      pupil,
      week,
      code,
      reason,
      shortage,
    })
    if (stage < 2)
      return anyForLevel.has(level)
        ? say(
            'no_offer_in_week',
            `Aucune offre pour le niveau ${levels[level]} n’a de place la ${sayWeek(week)} pour cet élève.`,
          )
        : say('no_offer_for_level', `Aucune offre de la campagne n’accepte le niveau ${levels[level]}.`)
    if (stage < eligibleStage) {
      const refusals = stops.filter((stop) => stop.stage === stage).flatMap((stop) => stop.refusals)
      return say(refusals[0]!.code, sayRefusals(inputs, refusals, offers, inputs.pupils[pupil]!.needs))
    }
    const reached = problems.some((problem) => problem.reached[pupil]! > 0)
    if (!reached) return say('out_of_reach', sayOutOfReach(inputs, pupil, offers, reachKind))
    if (!problems.some((problem) => problem.open[pupil]! > 0))
      return say('group_too_small', 'Les offres à portée demandent un groupe d’élèves, et trop peu ont pu être réunis.')
    const shortage = problems.map((problem) => problem.shortageOf.get(pupil)).findLast((each) => each !== undefined)
    if (!shortage) throw new Error('a pupil left out with candidates belongs to a shortage')
    return say(
      'seats_taken',
      `${sayShortage(shortage)} Des élèves qui passent avant (priorité, puis tirage) ont pris ces places.`,
      shortage.id,
    )
  }
}

/** « 24 places manquent autour de Vire (pénurie 2026-W25-1, semaine du 15 au 19 juin) : 61 élèves pour 37 places libres à portée. » */
function sayShortage({ id, name, weeks, pupils, seats, missing }: NamedShortage): string {
  const seat = weeks.length > 1 ? 'place pour ces semaines ensemble' : 'place'
  const lack = `${count(missing, seat, seat.replace('place', 'places'))} ${missing > 1 ? 'manquent' : 'manque'}`
  return `${lack} autour ${ofPlace(name)} (pénurie ${id}, ${sayWeeks(weeks)}) : ${count(pupils.length, 'élève')} pour ${count(seats, 'place libre', 'places libres')} à portée.`
}

/** « commerce et distribution », or the code itself when the nomenclature lacks it. */
export const saySector = (code: string): string => sectorLabels.get(code) ?? code

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number > 1 ? many : one}`

/** How many offers of a problem have each profile. */
function countByProfile({ offers }: WeekProblem, profiles: Profiles): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const offer of offers) {
    const profile = profiles.ofOffer[offer]!
    counts.set(profile, (counts.get(profile) ?? 0) + 1)
  }
  return counts
}

/** The offers that each pupil avoids, of those who avoid any. */
function avoidedByPupil({ avoidedBy }: Profiles): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const [offer, pupils] of avoidedBy)
    for (const pupil of pupils) found.set(pupil, [...(found.get(pupil) ?? []), offer])
  return found
}

/** Offers alike: of one profile, and all of them avoided or none. */
interface Alike {
  readonly profile: number
  readonly offers: number
  readonly avoided: boolean
}

/** The offers of a problem by profile, those that a pupil avoids apart. */
function apart(
  { offers }: WeekProblem,
  profiles: Profiles,
  counts: ReadonlyMap<number, number>,
  avoided: readonly number[] = [],
): Alike[] {
  const here = avoided.filter((offer) => offers.includes(offer)).map((offer) => profiles.ofOffer[offer]!)
  return [...counts].flatMap(([profile, all]) => {
    const own = here.filter((each) => each === profile).length
    return [
      { profile, offers: all - own, avoided: false },
      { profile, offers: own, avoided: true },
    ].filter((each) => each.offers > 0)
  })
}

function findStandstill(
  profiles: Profiles,
  { problem, verdicts }: LeftOut,
  offers: readonly Alike[],
  week: string,
  profile: number,
): Standstill {
  const stageOf = (each: Alike): number => verdicts.stage[each.profile * profiles.pupils.length + profile]!
  const reachedBy = (each: Alike): number => (each.avoided ? Math.min(stageOf(each), avoidedStage) : stageOf(each))
  const some = offers.filter((each) => weeksFilled(problem, profiles.offers[each.profile]!).includes(week))
  const stage = some.reduce((furthest, each) => Math.max(furthest, reachedBy(each)), 0)
  const last = some.filter((each) => reachedBy(each) === stage)
  return {
    stage,
    offers: last.reduce((sum, each) => sum + each.offers, 0),
    refusals: last
      .toSorted((a, b) => b.offers - a.offers || a.profile - b.profile)
      .flatMap((each) => (stageOf(each) > stage ? avoidedRefusal : (verdicts.refusal(each.profile, profile) ?? []))),
  }
}

const hoursWords: Record<HoursRefusal, string> = {
  day: 'journées plus longues que la loi ne permet à cet âge',
  week: 'semaine plus longue que la loi ne permet à cet âge',
  window: 'horaires trop tôt ou trop tard pour cet âge',
  pause: 'pause plus courte que la loi ne demande à cet âge',
}

function sayRefusals(
  { campaign }: AllocationInputs,
  refusals: readonly Refusal[],
  offers: number,
  needs: readonly string[],
): string {
  const [first] = refusals
  const none = sayNone(offers)
  if (first?.code === 'needs') return `${none} : l’accueil nécessaire manque (${needs.map(sayFacility).join(', ')}).`
  if (first?.code === 'reserved') {
    const why = new Set(refusals.flatMap((each) => (each.code === 'reserved' ? each.why : [])))
    const words = [
      ...(why.has('schools') ? ['à d’autres établissements'] : []),
      ...(why.has('priority') ? ['à des élèves plus prioritaires'] : []),
    ]
    const parts = [
      ...(words.length > 0 ? [`places réservées ${words.join(' ou ')}`] : []),
      ...(why.has('avoided') ? ['places déjà déclinées, par l’élève ou par la structure'] : []),
    ]
    return `${none} : ${parts.join(', ou ')}.`
  }
  if (first?.code !== 'age') return `${none}.`
  if (first.why === 'min_age') {
    const ages = refusals.flatMap((each) => (each.code === 'age' && each.why === 'min_age' ? each.minAge : []))
    return `${none} : il faut au moins ${Math.min(...ages)} ans le premier jour.`
  }
  return `${none} : ${hoursWords[first.why]} (${schemes[campaign.scheme].name}, ${first.limit.article}).`
}

/** « Aucune des 12 offres possibles ne convient ». */
const sayNone = (offers: number): string =>
  offers > 1 ? `Aucune des ${offers} offres possibles ne convient` : 'La seule offre possible ne convient pas'

function sayOutOfReach(
  { campaign, pupils }: AllocationInputs,
  pupil: number,
  offers: number,
  kind: 'timetable' | 'estimate' | 'given',
): string {
  const own = pupils[pupil]!.maxMinutes
  const limit = Math.min(own ?? Infinity, campaign.maxMinutes)
  const whose = own !== undefined && own < campaign.maxMinutes ? ' (limite de l’élève)' : ''
  const how = {
    timetable: 'ou pas de trajet du tout un jour au moins, aller ou retour, d’après les horaires connus',
    estimate: 'd’après l’estimation à vol d’oiseau (aucun horaire donné)',
    given: 'd’après les temps de trajet donnés',
  }[kind]
  return `${sayNone(offers)} : plus de ${limit} min${whose} de porte à porte, ${how}.`
}
