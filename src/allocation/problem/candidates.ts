import type { Profiles, ProfileVerdicts } from '../rules/profiles.ts'
import type { Problem } from '../solver/index.ts'
import type { TravelGroup } from './travel.ts'
import type { WeekProblem } from './week-problem.ts'
import type { WishTable } from './wishes.ts'

/** A problem ready to be solved, with what its arithmetic needs not know. */
export interface Candidates extends Problem {
  /** Minutes on the way out of each candidate pair; the way back follows from the cost. */
  readonly minutesOut: Uint16Array
}

export interface CandidateFacts {
  readonly problem: WeekProblem
  /** Indexes into the inputs, ascending: pupil p of the candidates is pupils[p] of the inputs. */
  readonly pupils: Uint32Array
  /** Each pupil's own limit, by index into the inputs. */
  readonly maxMinutes: Uint16Array
  readonly profiles: Profiles
  readonly verdicts: ProfileVerdicts
  readonly wishes: WishTable
  readonly travel: readonly TravelGroup[]
  /** By index into the inputs. */
  readonly standing: Uint32Array
  readonly pupilKey: Uint32Array
  readonly offerKey: Uint32Array
}

/** Every pair that the rules allow within reach, in two passes over the travel times: tens of millions of pairs fit. */
export function findCandidates(facts: CandidateFacts): Candidates {
  const { problem, pupils, standing, pupilKey, offerKey, wishes } = facts
  const localOf = new Int32Array(standing.length).fill(-1)
  for (const [local, pupil] of pupils.entries()) localOf[pupil] = local
  const start = new Uint32Array(pupils.length + 1)
  eachPair(facts, localOf, (local) => void start[local + 1]!++)
  for (let local = 0; local < pupils.length; local++) start[local + 1]! += start[local]!
  const pairs = start[pupils.length]!
  const next = start.slice()
  const [offer, worstMinutes, minutesOut, cost] = [
    new Uint32Array(pairs),
    new Uint16Array(pairs),
    new Uint16Array(pairs),
    new Uint16Array(pairs),
  ]
  eachPair(facts, localOf, (local, localOffer, out, back) => {
    // Offers come ascending, so each row fills in order.
    const at = next[local]!++
    offer[at] = localOffer
    minutesOut[at] = out
    worstMinutes[at] = out > back ? out : back
    cost[at] = out + back + wishes.points(pupils[local]!, problem.offers[localOffer]!)
  })
  return {
    pupils: pupils.length,
    offers: problem.offers.length,
    seats: problem.seats,
    start,
    offer,
    worstMinutes,
    cost,
    minutesOut,
    standing: compact(pupils, standing),
    pupilKey: Uint32Array.from(pupils, (pupil) => pupilKey[pupil]!),
    offerKey: Uint32Array.from(problem.offers, (each) => offerKey[each]!),
  }
}

function eachPair(
  { problem, profiles, verdicts, travel, maxMinutes }: CandidateFacts,
  localOf: Int32Array,
  visit: (pupil: number, offer: number, minutesOut: number, minutesBack: number) => void,
): void {
  const allowed = new Uint8Array(profiles.pupils.length)
  for (let offer = 0; offer < problem.offers.length; offer++) {
    const offerProfile = profiles.ofOffer[problem.offers[offer]!]!
    const avoidedBy = profiles.avoidedBy.get(problem.offers[offer]!)
    for (let profile = 0; profile < allowed.length; profile++)
      allowed[profile] = verdicts.eligible(offerProfile, profile) ? 1 : 0
    for (const { table, homeStart, homePupils, placeOf } of travel) {
      const place = placeOf[offer]!
      if (place < 0) continue
      for (let pair = table.start[place]!; pair < table.start[place + 1]!; pair++) {
        const home = table.home[pair]!
        const [out, back] = [table.minutesOut[pair]!, table.minutesBack[pair]!]
        const worst = out > back ? out : back
        for (let at = homeStart[home]!; at < homeStart[home + 1]!; at++) {
          const pupil = homePupils[at]!
          if (!allowed[profiles.ofPupil[pupil]!] || worst > maxMinutes[pupil]! || avoidedBy?.has(pupil)) continue
          visit(localOf[pupil]!, offer, out, back)
        }
      }
    }
  }
}

/** The order of some pupils among themselves, from 0 on. */
function compact(pupils: Uint32Array, standing: Uint32Array): Uint32Array {
  const order = [...pupils.keys()].toSorted((a, b) => standing[pupils[a]!]! - standing[pupils[b]!]!)
  const among = new Uint32Array(pupils.length)
  for (const [place, local] of order.entries()) among[local] = place
  return among
}
