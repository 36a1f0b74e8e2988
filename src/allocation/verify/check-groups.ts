import type { Claimed } from './check-certificate.ts'
import type { Findings } from './findings.ts'

/**
 * The groups that closed had reason to: too few could reach them, or the pupils placed need them not, which costs nobody a place. Those kept and
 * filled had to be: without one of them somebody placed would have no place. Each search is linear in the candidate pairs.
 */
export function checkGroups(claimed: Claimed, found: Findings): void {
  const { claim, facts, inputs, number, members, filled } = claimed
  const wrong = (message: string) => found.add('groupes', `${facts.key}: ${message}`)
  const reachable = new Map<number, number>()
  for (const pupil of facts.pupils)
    for (const { offer } of facts.pairsOf(pupil)) reachable.set(offer, (reachable.get(offer) ?? 0) + 1)
  const spare = new Set<number>()
  for (const { offer, had, needed, why } of claim.closedGroups) {
    const index = number.offer.get(offer)
    const least = index === undefined ? undefined : facts.needed.get(index)
    if (index === undefined || least === undefined || least === 0) {
      wrong(`${offer} est dite fermée sans être un groupe.`)
      continue
    }
    if (needed !== least || had >= needed) wrong(`${offer} n’avait pas à fermer (${had} élèves pour ${least}).`)
    const most = Math.min(reachable.get(index) ?? 0, facts.capacity.get(index) ?? 0)
    if ((why === 'too_few') !== most < least)
      wrong(`${offer} est dite fermée (${why}) alors que ${most} élèves au plus pouvaient s’y trouver pour ${least}.`)
    if (why === 'spare') spare.add(index)
  }
  const useful = whereLeftOutLead(claimed, spare)
  if (useful !== undefined)
    wrong(`${inputs.offers[useful]!.id} est fermée alors qu’un élève sans place en aurait une si elle était ouverte.`)
  const taken = Map.groupBy(members.keys(), (pupil) => members.get(pupil)!)
  for (const id of claim.filledGroups) {
    const index = number.offer.get(id)
    const least = index === undefined ? 0 : (facts.needed.get(index) ?? 0)
    if (index === undefined || least === 0 || !filled.has(index)) wrong(`${id} est dite remplie sans être un groupe.`)
    else if ((taken.get(index)?.length ?? 0) < least) wrong(`${id} est dite remplie et ne l’est pas.`)
    else if (canDoWithout(claimed, index)) wrong(`${id} est remplie alors que ses élèves ont une autre place possible.`)
  }
}

/** A closed group to which pupils left out lead, by candidates and by seats that others could give up; undefined when there is none. */
function whereLeftOutLead({ facts, members, closed }: Claimed, spare: ReadonlySet<number>): number | undefined {
  const seatedAt = Map.groupBy(members.keys(), (pupil) => members.get(pupil)!)
  const queue = facts.pupils.filter((pupil) => !members.has(pupil))
  const seen = new Set<number>()
  for (const pupil of queue)
    for (const { offer } of facts.pairsOf(pupil)) {
      if (spare.has(offer)) return offer
      if (closed.has(offer) || seen.has(offer)) continue
      seen.add(offer)
      for (const other of seatedAt.get(offer) ?? []) queue.push(other)
    }
  return undefined
}

/** Whether all the members of a group could sit elsewhere, others moving if need be. */
function canDoWithout({ facts, members, closed }: Claimed, group: number): boolean {
  const seatOf = new Map(members)
  const seatedAt = new Map<number, Set<number>>()
  for (const [pupil, offer] of members) seatedAt.set(offer, (seatedAt.get(offer) ?? new Set()).add(pupil))
  const move = (pupil: number, offer: number): void => {
    const from = seatOf.get(pupil)
    if (from !== undefined) seatedAt.get(from)?.delete(pupil)
    seatOf.set(pupil, offer)
    seatedAt.set(offer, (seatedAt.get(offer) ?? new Set()).add(pupil))
  }
  const place = (root: number): boolean => {
    const reachedBy = new Map<number, number>()
    const queue = [root]
    for (const pupil of queue)
      for (const { offer } of facts.pairsOf(pupil)) {
        if (offer === group || closed.has(offer) || reachedBy.has(offer)) continue
        reachedBy.set(offer, pupil)
        const there = seatedAt.get(offer) ?? new Set()
        if (there.size >= (facts.capacity.get(offer) ?? 0)) {
          queue.push(...there)
          continue
        }
        for (let to = offer; ; ) {
          const mover = reachedBy.get(to)!
          const from = seatOf.get(mover)
          move(mover, to)
          if (mover === root) return true
          to = from!
        }
      }
    return false
  }
  const homeless = [...(seatedAt.get(group) ?? [])]
  seatedAt.delete(group)
  for (const pupil of homeless) seatOf.delete(pupil)
  return homeless.every(place)
}
