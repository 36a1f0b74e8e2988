import { countWords } from '#/design/words.ts'
import type { OtherPlacement } from './placement.ts'
import type { PlacementCase } from './placement-case.ts'
import { defineRule } from './rule.ts'
import { dateWords, yearDateWords } from './words.ts'

const from = '2019-01-01'
const article = 'code du travail, articles L5135-1 à L5135-8 et D5135-1 à D5135-8'
const date = (text: string) => Temporal.PlainDate.from(text)

/**
 * The last day of so many months counted date to date: 15 January gives 14 February. Where the month has no such day, its last
 * (code de procédure civile, article 641): 31 January gives 28 February.
 */
export function lastDayOfMonths(first: string, months: number): string {
  const start = date(first)
  const then = start.add({ months })
  return (then.day === start.day ? then.subtract({ days: 1 }) : then).toString()
}

/** Days from a date to another, both included. */
const daysBetween = (first: string, last: string): number => date(first).until(date(last)).days + 1

export const pmsmpMonth = defineRule({
  id: 'pmsmp-month',
  says: 'Une PMSMP dure au plus un mois, de date à date.',
  schemes: ['pmsmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article, parameters: { months: 1 } }],
  *judge({ first, last }, { months }) {
    if (!first || !last) return
    const most = lastDayOfMonths(first.date, months)
    if (last.date > most)
      yield {
        message: `Du ${dateWords(first.date)} au ${dateWords(last.date)} : plus d’un mois de date à date.`,
        mend: `Finissez au plus tard le ${dateWords(most)}.`,
        where: { field: 'dates', day: last.date },
      }
  },
})

export const pmsmpRenewal = defineRule({
  id: 'pmsmp-renewal',
  says: 'Une PMSMP se renouvelle une seule fois, quand son objectif n’est pas atteint.',
  schemes: ['pmsmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article, parameters: { times: 1 } }],
  *judge({ placement: { renews } }, { times }) {
    if (renews?.isRenewal)
      yield {
        message: `Cette PMSMP a déjà été renouvelée : ${times} fois au plus.`,
        mend: 'Proposez une autre structure, ou une suite (formation, contrat).',
        where: { field: 'renewal' },
      }
    else if (renews?.objectiveMet)
      yield {
        message: 'L’objectif de la première période est atteint : elle ne se renouvelle pas.',
        mend: 'Choisissez un autre objectif, dans une autre structure.',
        where: { field: 'renewal' },
      }
  },
})

type Stretch = Pick<OtherPlacement, 'from' | 'to'>

/** How much of its month a stretch fills within a window: whole months weigh the same whatever their days. */
function monthsWithin({ from: start, to }: Stretch, window: Stretch, months: number): number {
  const [first, last] = [start > window.from ? start : window.from, to < window.to ? to : window.to]
  return first > last ? 0 : (months * daysBetween(first, last)) / daysBetween(start, lastDayOfMonths(start, months))
}

export const pmsmpTwoMonths = defineRule({
  id: 'pmsmp-two-months',
  says: 'Une même personne fait au plus deux mois de PMSMP dans une même structure sur douze mois.',
  schemes: ['pmsmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article, parameters: { months: 2, within: 12 } }],
  *judge(facts, { months, within }) {
    const self = stretchOf(facts)
    if (!self) return
    const { others, placement } = facts
    const stretches = [
      self,
      ...others.filter(({ scheme, hostId }) => scheme === 'pmsmp' && hostId === placement.host.id),
    ]
    for (const { from: start } of stretches) {
      const window = { from: start, to: lastDayOfMonths(start, within) }
      if (self.from > window.to || self.to < window.from) continue
      const sum = stretches.reduce((total, each) => total + monthsWithin(each, window, 1), 0)
      // Sums of fractions: a thousandth of a day of room.
      if (sum <= months + 1e-5) continue
      yield {
        message: `Entre le ${yearDateWords(window.from)} et le ${yearDateWords(window.to)}, plus de deux mois de PMSMP dans cette structure.`,
        mend: 'Raccourcissez la période, ou choisissez une autre structure.',
        where: { field: 'dates', day: self.to },
      }
      return
    }
  },
})

function stretchOf({ first, last }: PlacementCase): Stretch | undefined {
  return first && last && { from: first.date, to: last.date }
}

export const pmsmpContractShare = defineRule({
  id: 'pmsmp-contract-share',
  says: 'Pour une personne en contrat d’insertion (CDDI), les PMSMP tiennent en un quart de la durée du contrat.',
  schemes: ['pmsmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article, parameters: { share: 0.25 } }],
  *judge(facts, { share }) {
    const contract = facts.placement.insertionContract
    const self = stretchOf(facts)
    if (!contract || !self) return
    const within = [self, ...facts.others.filter(({ scheme }) => scheme === 'pmsmp')].map(({ from: start, to }) => {
      const [first, last] = [start > contract.from ? start : contract.from, to < contract.to ? to : contract.to]
      return first > last ? 0 : daysBetween(first, last)
    })
    const days = within.reduce((sum, each) => sum + each, 0)
    const most = Math.floor(daysBetween(contract.from, contract.to) * share)
    if (days <= most) return
    yield {
      message: `${countWords(days, 'jour')} de PMSMP pendant le contrat, pour ${countWords(most, 'jour')} au plus (25 % de sa durée).`,
      mend: `Retirez ${countWords(days - most, 'jour')}.`,
      where: { field: 'dates', day: self.to },
    }
  },
})

export const pmsmpObjective = defineRule({
  id: 'pmsmp-objective',
  says: 'Une PMSMP a un objectif et un seul : découvrir un métier, confirmer un projet ou préparer un recrutement.',
  schemes: ['pmsmp'],
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article,
      parameters: { objectives: ['discover', 'confirm', 'recruit'], count: 1 },
    },
  ],
  *judge({ placement: { objectives } }, { objectives: known, count }) {
    if (objectives === undefined) return
    if (objectives.length === count && objectives.every((each) => known.includes(each))) return
    yield {
      message:
        objectives.length === 0 ? 'Aucun objectif n’est choisi.' : 'Un objectif et un seul, parmi les trois prévus.',
      mend: 'Choisissez : découvrir un métier ou un secteur, confirmer un projet professionnel, ou initier une démarche de recrutement.',
      where: { field: 'objective' },
    }
  },
})
