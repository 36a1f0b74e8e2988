import { createHash } from 'node:crypto'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { Certificate } from '../result/certificate.ts'
import type { Numbering } from './check-places.ts'
import type { Pair, ProblemFacts } from './facts.ts'
import type { Findings } from './findings.ts'

type ProblemClaim = Certificate['problems'][number]

/** A problem, its claimed certificate and who got what. Pupils and offers are indexes into the inputs. */
export interface Claimed {
  readonly inputs: AllocationInputs
  readonly facts: ProblemFacts
  readonly claim: ProblemClaim
  /** Pupil to offer. */
  readonly members: ReadonlyMap<number, number>
  readonly closed: ReadonlySet<number>
  /** Groups filled to what they need. */
  readonly filled: ReadonlySet<number>
  readonly number: Numbering
}

/** Candidate pairs of the offers that run. */
const openPairs = ({ facts, closed }: Claimed, pupil: number): readonly Pair[] =>
  facts.pairsOf(pupil).filter(({ offer }) => !closed.has(offer))

/** Ids as indexes, each known, of this problem and given once. */
function indexesOf(
  kind: 'pupil' | 'offer',
  ids: readonly string[],
  { number, facts }: Claimed,
  what: string,
  found: Findings,
): ReadonlySet<number> {
  const allowed = new Set(kind === 'pupil' ? facts.pupils : facts.offers)
  const indexes = new Set<number>()
  for (const id of ids) {
    const index = number[kind].get(id)
    if (index === undefined || !allowed.has(index))
      found.add('certificat', `${facts.key}: ${what} : ${id} n’est pas de ce problème.`)
    else if (indexes.has(index)) found.add('certificat', `${facts.key}: ${what} : ${id} est compté deux fois.`)
    else indexes.add(index)
  }
  return indexes
}

/** König: a cover of all the candidate pairs that weighs as much as the pupils placed proves that nobody more can be. */
export function checkCover(claimed: Claimed, found: Findings): void {
  const { facts, claim, members, inputs } = claimed
  const pupils = indexesOf('pupil', claim.coverPupils, claimed, 'couverture', found)
  const offers = indexesOf('offer', claim.coverOffers, claimed, 'couverture', found)
  const weight =
    pupils.size +
    [...offers].reduce((sum, offer) => sum + (claimed.closed.has(offer) ? 0 : (facts.capacity.get(offer) ?? 0)), 0)
  if (claim.placed !== members.size)
    found.add(
      'nombre',
      `${facts.key}: ${claim.placed} élèves placés selon le certificat, ${members.size} dans allocation.csv.`,
    )
  if (weight !== members.size)
    found.add(
      'nombre',
      `${facts.key}: la couverture pèse ${weight} pour ${members.size} élèves placés : elle ne prouve pas qu’on ne peut en placer plus.`,
    )
  for (const pupil of facts.pupils) {
    if (pupils.has(pupil)) continue
    const bare = openPairs(claimed, pupil).find(({ offer }) => !offers.has(offer))
    if (bare)
      found.add(
        'nombre',
        `${facts.key}: la couverture oublie ${inputs.pupils[pupil]!.id} et ${inputs.offers[bare.offer]!.id}.`,
      )
  }
}

/**
 * Nobody left out could enter without putting out one who stands before. From each placed pupil, the one who stands last first, the search
 * goes back along "could take the seat of": whoever is met first by a pupil who stands after, and is left out, was wronged. Linear in the pairs.
 */
export function checkPriority(claimed: Claimed, found: Findings): void {
  const { facts, members, inputs } = claimed
  const { lottery } = inputs.campaign
  const draw = new Map(
    facts.pupils.map((pupil) => [
      pupil,
      createHash('sha256').update(`${lottery}\n${inputs.pupils[pupil]!.id}`).digest('hex'),
    ]),
  )
  const before = (a: number, b: number): number =>
    inputs.pupils[b]!.priority - inputs.pupils[a]!.priority || (draw.get(a)! < draw.get(b)! ? -1 : 1)
  const order = facts.pupils.toSorted(before)
  const place = new Map(order.map((pupil, index) => [pupil, index]))
  const wanting = new Map<number, number[]>()
  for (const pupil of facts.pupils)
    for (const { offer } of openPairs(claimed, pupil)) {
      const list = wanting.get(offer)
      if (list) list.push(pupil)
      else wanting.set(offer, [pupil])
    }
  const searched = new Set<number>()
  const seen = new Set<number>()
  for (const last of order.toReversed()) {
    const start = members.get(last)
    if (start === undefined) continue
    const queue = [start]
    for (let offer = queue.pop(); offer !== undefined; offer = queue.pop()) {
      if (searched.has(offer)) continue
      searched.add(offer)
      for (const pupil of wanting.get(offer) ?? []) {
        if (seen.has(pupil)) continue
        seen.add(pupil)
        const own = members.get(pupil)
        if (own !== undefined) queue.push(own)
        else if (place.get(pupil)! < place.get(last)!)
          found.add(
            'priorité',
            `${facts.key}: ${inputs.pupils[pupil]!.id} passe avant ${inputs.pupils[last]!.id} et pourrait avoir une place à sa suite, sans retirer personne d’autre.`,
          )
      }
    }
  }
}

/** Shortages are disjoint, hold all their pupils can reach, lack seats, and every pupil left out with a candidate is in one. */
export function checkShortages(claimed: Claimed, found: Findings): void {
  const { facts, claim, members, inputs } = claimed
  const grouped = new Set<number>()
  const ids = new Set<string>()
  for (const shortage of claim.shortages) {
    const wrong = (message: string) => found.add('pénuries', `${facts.key}: pénurie ${shortage.id} : ${message}`)
    if (ids.has(shortage.id)) wrong('ce nom est donné deux fois.')
    ids.add(shortage.id)
    const pupils = indexesOf('pupil', shortage.pupils, claimed, `pénurie ${shortage.id}`, found)
    const offers = indexesOf('offer', shortage.offers, claimed, `pénurie ${shortage.id}`, found)
    const free = [...offers].reduce((sum, offer) => sum + (facts.capacity.get(offer) ?? 0), 0)
    const held = [...offers].reduce((sum, offer) => sum + (facts.held.get(offer) ?? 0), 0)
    if (shortage.seats !== free) wrong(`${shortage.seats} places selon le certificat, ${free} recalculées.`)
    if (shortage.heldSeats !== held)
      wrong(`${shortage.heldSeats} places tenues selon le certificat, ${held} recalculées.`)
    if (shortage.missing !== pupils.size - free || shortage.missing <= 0)
      wrong(`${shortage.missing} places manquantes ne font pas le compte.`)
    if ([...offers].some((offer) => claimed.closed.has(offer))) wrong('elle compte un groupe fermé.')
    for (const pupil of pupils) {
      if (grouped.has(pupil)) wrong(`${inputs.pupils[pupil]!.id} est dans deux pénuries.`)
      grouped.add(pupil)
      const outside = openPairs(claimed, pupil).find(({ offer }) => !offers.has(offer))
      if (outside) wrong(`${inputs.pupils[pupil]!.id} peut aussi atteindre ${inputs.offers[outside.offer]!.id}.`)
    }
    const positions = [...pupils].map((pupil) => inputs.pupils[pupil]!.position)
    const within = (value: number, values: readonly number[]) =>
      values.some((each) => each <= value) && values.some((each) => each >= value)
    if (
      !within(
        shortage.lat,
        positions.map(({ lat }) => lat),
      ) ||
      !within(
        shortage.lon,
        positions.map(({ lon }) => lon),
      )
    )
      wrong('son centre n’est pas parmi ses élèves.')
  }
  for (const pupil of facts.pupils)
    if (!members.has(pupil) && !grouped.has(pupil) && openPairs(claimed, pupil).length > 0)
      found.add('pénuries', `${facts.key}: ${inputs.pupils[pupil]!.id} n’a pas de place et n’est dans aucune pénurie.`)
}

/** Linear programming duality in whole numbers: the composite cost is minimal for the pupils placed, and its weights rank the tiers. */
export function checkDuals(claimed: Claimed, found: Findings): void {
  const { facts, claim, members, inputs } = claimed
  const wrong = (message: string) => found.add('optimum', `${facts.key}: ${message}`)
  const weights = {
    over60: BigInt(claim.weights.over60),
    over45: BigInt(claim.weights.over45),
    over30: BigInt(claim.weights.over30),
    cost: BigInt(claim.weights.cost),
  }
  const composite = ({ worst, cost }: Pair): bigint =>
    (worst > 60 ? weights.over60 : 0n) +
    (worst > 45 ? weights.over45 : 0n) +
    (worst > 30 ? weights.over30 : 0n) +
    weights.cost * BigInt(cost)
  indexesOf(
    'pupil',
    claim.pupilDuals.map(([id]) => id),
    claimed,
    'valeurs duales',
    found,
  )
  indexesOf(
    'offer',
    claim.offerDuals.map(([id]) => id),
    claimed,
    'valeurs duales',
    found,
  )
  const pupilDual = new Map(claim.pupilDuals.map(([id, value]) => [claimed.number.pupil.get(id), BigInt(value)]))
  const offerDual = new Map(claim.offerDuals.map(([id, value]) => [claimed.number.offer.get(id), BigInt(value)]))
  const taken = new Map<number, number>()
  for (const offer of members.values()) taken.set(offer, (taken.get(offer) ?? 0) + 1)
  for (const offer of facts.offers) {
    const value = offerDual.get(offer) ?? 0n
    const free = (facts.capacity.get(offer) ?? 0) - (taken.get(offer) ?? 0)
    if (value > 0n) {
      // Complementary slackness: a least size costs something only where there is one pupil less to lose.
      const least = claimed.filled.has(offer) ? facts.needed.get(offer) : undefined
      if (least !== taken.get(offer))
        wrong(`la valeur duale de ${inputs.offers[offer]!.id} est positive sans que son groupe soit juste au minimum.`)
    } else if (value < 0n && free > 0 && !claimed.closed.has(offer))
      wrong(`${inputs.offers[offer]!.id} a des places libres et une valeur duale.`)
  }
  const totals = { over60: 0, over45: 0, over30: 0, totalCost: 0 }
  // How much the cost, then the tiers above it, can differ at most between two ways to place the same pupils.
  let [costSpread, placed] = [0n, 0n]
  for (const [pupil, offer] of members) {
    const pairs = openPairs(claimed, pupil)
    const value = pupilDual.get(pupil)
    if (value === undefined) {
      wrong(`${inputs.pupils[pupil]!.id} n’a pas de valeur duale.`)
      continue
    }
    let [least, most] = [Infinity, 0]
    for (const pair of pairs) {
      const slack = composite(pair) - value - (offerDual.get(pair.offer) ?? 0n)
      if (slack < 0n || (pair.offer === offer && slack !== 0n))
        wrong(
          `les valeurs duales de ${inputs.pupils[pupil]!.id} et ${inputs.offers[pair.offer]!.id} ne prouvent pas le moindre coût.`,
        )
      least = Math.min(least, pair.cost)
      most = Math.max(most, pair.cost)
      if (pair.offer !== offer) continue
      totals.totalCost += pair.cost
      for (const [tier, minutes] of [
        ['over60', 60],
        ['over45', 45],
        ['over30', 30],
      ] as const)
        if (pair.worst > minutes) totals[tier]++
    }
    if (most > least) costSpread += BigInt(most - least)
    placed++
  }
  const { over60, over45, over30, cost } = weights
  const below30 = cost * costSpread
  const below45 = below30 + over30 * placed
  const below60 = below45 + over45 * placed
  if (cost < 1n || over30 <= below30 || over45 <= below45 || over60 <= below60)
    wrong('les poids ne rangent pas les objectifs l’un après l’autre.')
  for (const name of ['over60', 'over45', 'over30', 'totalCost'] as const)
    if (claim[name] !== totals[name]) wrong(`${name} : ${claim[name]} selon le certificat, ${totals[name]} recalculé.`)
}
