import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { Certificate } from '../result/certificate.ts'
import type { Numbering } from './check-places.ts'
import { calendarAt, type ProblemFacts, weeksOf } from './facts.ts'
import type { Findings } from './findings.ts'
import type { ClaimedGap } from './read-claims.ts'
import { progressOf, workdays, yearsOld } from './rules.ts'

export interface GapFacts {
  /** By problem key. */
  readonly facts: ReadonlyMap<string, ProblemFacts>
  readonly closed: ReadonlyMap<string, ReadonlySet<number>>
  readonly certificate: Certificate
  readonly number: Numbering
  /** Pupils who got a seat for weeks together: they cannot have a second one. */
  readonly placedInAll: ReadonlySet<number>
}

/** The code of each pupil left out, recomputed offer by offer; `seats_taken` names a shortage that the pupil is in. */
export function checkGaps(
  inputs: AllocationInputs,
  gaps: readonly ClaimedGap[],
  context: GapFacts,
  found: Findings,
): void {
  const shortages = new Map(
    context.certificate.problems.flatMap((problem) => problem.shortages).map((each) => [each.id, new Set(each.pupils)]),
  )
  const progress = progressMemory(inputs)
  for (const gap of gaps) {
    const pupil = context.number.pupil.get(gap.pupil)
    if (pupil === undefined) continue
    const code = codeOf(inputs, pupil, gap.week, context, progress)
    const at = `unplaced.csv:${gap.line}`
    if (gap.code !== code) found.add('motifs', `${at}: motif ${gap.code} écrit, ${code} recalculé.`)
    if (gap.reason === '') found.add('motifs', `${at}: le motif n’est pas expliqué.`)
    if (code !== 'seats_taken') continue
    const named = [...shortages].find(([id]) => gap.reason.includes(`(pénurie ${id},`))
    if (!named?.[1].has(gap.pupil))
      found.add('motifs', `${at}: la pénurie de ${gap.pupil} n’est pas celle qui est nommée.`)
  }
}

const refusals = ['no_offer_for_level', 'no_offer_in_week', 'age', 'needs', 'reserved', 'age'] as const

function codeOf(
  inputs: AllocationInputs,
  pupil: number,
  week: string,
  context: GapFacts,
  progress: ReturnType<typeof progressMemory>,
): string {
  const { facts, closed, placedInAll } = context
  const { level, weeks } = inputs.pupils[pupil]!
  const keys = weeks.length > 1 && !placedInAll.has(pupil) ? ['all', week] : [week]
  const asked = keys.flatMap((key) => facts.get(key) ?? [])
  const furthest = Math.max(0, ...asked.map((problem) => progress(problem, pupil, week)))
  if (furthest < 2)
    return inputs.offers.some(({ levels }) => levels.includes(level)) ? 'no_offer_in_week' : 'no_offer_for_level'
  if (furthest < 6) return refusals[furthest]!
  const pairs = asked.flatMap((problem) =>
    problem.pairsOf(pupil).map(({ offer }) => closed.get(problem.key)!.has(offer)),
  )
  if (pairs.length === 0) return 'out_of_reach'
  return pairs.every((isClosed) => isClosed) ? 'group_too_small' : 'seats_taken'
}

/** How far a pupil comes with the offers of a week, remembered for pupils alike. */
function progressMemory(inputs: AllocationInputs) {
  const known = new Map<string, number>()
  return ({ key, offers }: ProblemFacts, pupil: number, week: string): number => {
    const person = inputs.pupils[pupil]!
    const local = calendarAt(inputs, pupil)
    const ages = inputs.campaign.weeks.map((each) => yearsOld(person.birthDate, workdays(each, local)[0]!))
    const alike = JSON.stringify([
      key,
      week,
      person.level,
      ages,
      person.weeks,
      person.needs,
      person.school,
      person.priority,
      person.avoid,
      local,
    ])
    const found = known.get(alike)
    if (found !== undefined) return found
    let furthest = 0
    for (const index of offers) {
      const offer = inputs.offers[index]!
      const weeks = weeksOf(key, offer)
      if (!weeks.includes(week)) continue
      furthest = Math.max(furthest, progressOf({ campaign: inputs.campaign, pupil: person, offer, weeks, local }))
      if (furthest === 6) break
    }
    known.set(alike, furthest)
    return furthest
  }
}
