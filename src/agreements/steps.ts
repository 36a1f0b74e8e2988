import type { Agreement, Signatory } from './agreement.ts'
import { missingParts, type Part } from './fields.ts'
import { standingFindings } from './judge-agreement.ts'
import type { Party } from './tables.ts'

/** The steps of the line, in the order in which people think of them. */
export const stepNames = {
  fill: 'À compléter',
  check: 'À vérifier',
  host: 'Structure',
  family: 'Famille',
  head: 'Direction',
  signed: 'Signée',
} as const
export type StepName = keyof typeof stepNames
/** Who signs a PMSMP. */
const prescribedNames: Partial<Record<StepName, string>> = { family: 'Bénéficiaire', head: 'Prescripteur' }

export interface AgreementStep {
  readonly key: StepName
  readonly label: string
  readonly when: 'done' | 'now' | 'next' | 'none'
}

/** Which parties each signing step stands for. */
const partiesOf: Readonly<Record<'host' | 'family' | 'head', readonly Party[]>> = {
  host: ['host'],
  family: ['representative', 'pupil', 'beneficiary'],
  head: ['head', 'prescriber', 'companion', 'employer', 'chamber', 'organiser'],
}

/** Of a signatory, what the line needs; `waits` is true of those without whom it is not signed yet. */
export type StandingSignatory = Pick<
  Signatory,
  'party' | 'takesNote' | 'signedAt' | 'refusedAt' | 'boundBy' | 'name'
> & {
  readonly waits: boolean
}

/** An agreement as a line of steps. */
export function stepsOf(
  { state, content }: Pick<Agreement, 'state' | 'content'>,
  signatories: readonly StandingSignatory[],
): readonly AgreementStep[] {
  const isSigned = ['signed', 'running', 'completed'].includes(state)
  const isOver = ['refused', 'replaced', 'cancelled'].includes(state)
  const signing = (key: 'host' | 'family' | 'head'): AgreementStep['when'] => {
    if (isSigned) return 'done'
    const signers = signatories.filter(({ party, takesNote }) => !takesNote && partiesOf[key].includes(party))
    if (state !== 'signing') return 'next'
    if (signers.length === 0) return 'none'
    return signers.some(({ waits }) => waits) ? 'now' : 'done'
  }
  const lacks = missingParts(content).length > 0
  const when: Readonly<Record<StepName, AgreementStep['when']>> = {
    fill: lacks && !isSigned ? 'now' : 'done',
    check: isSigned || state === 'signing' ? 'done' : state === 'draft' ? 'next' : 'now',
    host: signing('host'),
    family: signing('family'),
    head: signing('head'),
    signed: isSigned ? 'done' : 'next',
  }
  const keys = Object.keys(stepNames).filter((key): key is StepName => Object.hasOwn(stepNames, key))
  return keys.map((key) => ({
    key,
    label: (content.scheme === 'pmsmp' && prescribedNames[key]) || stepNames[key],
    when: isOver && when[key] === 'now' ? 'next' : when[key],
  }))
}

/** Whom an agreement waits for, and for what: what stands first in lists, with one thing to do about it. */
export type Waiting =
  | { readonly for: 'answers'; readonly parts: readonly Part[] }
  | { readonly for: 'check'; readonly refused: number }
  | { readonly for: 'signatures'; readonly names: readonly string[]; readonly parties: readonly Party[] }
  | { readonly for: 'refusal'; readonly names: readonly string[] }
  | { readonly for: 'nothing' }

export function waitingOf(
  { state, content, findings, overrides }: Pick<Agreement, 'state' | 'content' | 'findings' | 'overrides'>,
  signatories: readonly StandingSignatory[],
): Waiting {
  switch (state) {
    case 'draft':
      return { for: 'answers', parts: missingParts(content) }
    case 'filled':
    case 'checked':
      return { for: 'check', refused: standingFindings(findings, overrides).length }
    case 'signing': {
      const refused = signatories.filter(({ refusedAt }) => refusedAt !== undefined)
      if (refused.length > 0) return { for: 'refusal', names: refused.map(({ name }) => name) }
      const waited = signatories.filter(({ waits }) => waits)
      return {
        for: 'signatures',
        names: waited.map(({ name }) => name),
        parties: [...new Set(waited.map(({ party }) => party))],
      }
    }
    case 'signed':
    case 'running':
    case 'completed':
    case 'refused':
    case 'replaced':
    case 'cancelled':
      return { for: 'nothing' }
    default:
      return state satisfies never
  }
}

/** How far from being signed, for lists that show blockers first: the least is the most stuck. */
export const urgencyOf = (waiting: Waiting): number =>
  ({ refusal: 0, answers: 1, check: 2, signatures: 3, nothing: 4 })[waiting.for]
