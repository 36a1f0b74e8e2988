import { z } from 'zod'
import type { AllocationResult, SolvedProblem } from '../allocate.ts'

const count = z.int().min(0)
const decimal = z.string().regex(/^-?\d+$/)
const ids = z.array(z.string())
const dual = z.tuple([z.string(), decimal])

/** A shortage: pupils who together can only reach these seats. */
const shortageSchema = z.strictObject({
  id: z.string(),
  /** The commune nearest to the middle of the homes, then that middle and how far nine homes of ten are from it. */
  name: z.string(),
  lat: z.number(),
  lon: z.number(),
  radiusKm: z.number(),
  weeks: ids,
  /** Sector codes these pupils wish most. */
  sectors: ids,
  pupils: ids,
  offers: ids,
  /** Seats of these offers still free for this problem, and those that pupils held before. */
  seats: count,
  heldSeats: count,
  /** pupils - seats */
  missing: count,
})

/** One week problem, or `all` for the seats that span weeks. */
const problemSchema = z.strictObject({
  problem: z.string(),
  weeks: ids,
  placed: count,
  over60: count,
  over45: count,
  over30: count,
  totalCost: count,
  /** A vertex cover: each candidate pair has its pupil or its offer here; pupils + seats of the offers = placed. */
  coverPupils: ids,
  coverOffers: ids,
  shortages: z.array(shortageSchema),
  /** Groups that did not run: pupils they had in the round that closed them, fewest to add for them to run, and why they closed. */
  closedGroups: z.array(
    z.strictObject({
      offer: z.string(),
      had: count,
      needed: count,
      round: count,
      why: z.enum(['too_few', 'spare', 'contested']),
    }),
  ),
  /** Groups kept because somebody would lose a place without them, and so filled to what they need. */
  filledGroups: ids,
  /** Composite cost of a pair: over60 if its worse way is over 60 min, + over45 if over 45, + over30 if over 30, + cost × its cost. */
  weights: z.strictObject({ over60: decimal, over45: decimal, over30: decimal, cost: decimal }),
  /** Of placed pupils. */
  pupilDuals: z.array(dual),
  /** Of offers; those left out are 0. Positive only for a filled group that has no more than it needs. */
  offerDuals: z.array(dual),
})

/** certificate.json: what an independent program needs to check the result in time linear in the candidates. */
export const certificateSchema = z.strictObject({
  format: z.literal('passerelle-certificate/1'),
  lottery: z.string(),
  problems: z.array(problemSchema),
})
export type Certificate = z.infer<typeof certificateSchema>

export function makeCertificate({ inputs, problems }: Pick<AllocationResult, 'inputs' | 'problems'>): Certificate {
  const pupilId = (pupil: number) => inputs.pupils[pupil]!.id
  const offerId = (offer: number) => inputs.offers[offer]!.id
  const certify = ({
    problem,
    pupils,
    solution,
    closed,
    filled,
    shortages,
  }: SolvedProblem): Certificate['problems'][number] => ({
    problem: problem.key,
    weeks: [...problem.weeks],
    placed: solution.placed,
    over60: solution.over60,
    over45: solution.over45,
    over30: solution.over30,
    totalCost: solution.totalCost,
    coverPupils: [...solution.cover.pupils].toSorted(ascending).map((local) => pupilId(pupils[local]!)),
    coverOffers: [...solution.cover.offers].toSorted(ascending).map((local) => offerId(problem.offers[local]!)),
    shortages: shortages.map(({ centre, pupils: members, offers, weeks, sectors, ...rest }) => ({
      id: rest.id,
      name: rest.name,
      lat: centre.lat,
      lon: centre.lon,
      radiusKm: rest.radiusKm,
      weeks: [...weeks],
      sectors: [...sectors],
      pupils: members.map(pupilId),
      offers: offers.map(offerId),
      seats: rest.seats,
      heldSeats: rest.heldSeats,
      missing: rest.missing,
    })),
    closedGroups: closed
      .toSorted((a, b) => a.offer - b.offer)
      .map(({ offer, ...rest }) => ({ offer: offerId(problem.offers[offer]!), ...rest })),
    filledGroups: filled.map((offer) => offerId(problem.offers[offer]!)),
    weights: {
      over60: String(solution.weights.over60),
      over45: String(solution.weights.over45),
      over30: String(solution.weights.over30),
      cost: String(solution.weights.cost),
    },
    pupilDuals: [...pupils.entries()]
      .filter(([local]) => solution.offerOf[local]! >= 0)
      .map(([local, pupil]) => [pupilId(pupil), String(solution.pupilDual[local])]),
    offerDuals: [...problem.offers.entries()]
      .filter(([local]) => solution.offerDual[local] !== 0n)
      .map(([local, offer]) => [offerId(offer), String(solution.offerDual[local])]),
  })
  return { format: 'passerelle-certificate/1', lottery: inputs.campaign.lottery, problems: problems.map(certify) }
}

const ascending = (a: number, b: number): number => a - b
