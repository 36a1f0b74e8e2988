import type { Party } from '../tables.ts'

/** Of a signatory, what tells where the signing stands. */
export interface Step {
  readonly party: Party
  readonly takesNote: boolean
  /** Of those with the same word, one signature is enough; undefined: this one is needed. */
  readonly anyOf: string | undefined
  readonly askedVersion: number
  readonly signedVersion: number | undefined
}

/** Whether they signed what they were last asked for; a version that asked nothing of them leaves their signature good. */
export const hasSigned = ({ signedVersion, askedVersion }: Pick<Step, 'signedVersion' | 'askedVersion'>): boolean =>
  signedVersion !== undefined && signedVersion >= askedVersion

/** Those without whom it is not signed yet; of parents, both until one has signed. Taking note holds nothing up. */
export function awaited<Each extends Step>(steps: readonly Each[]): readonly Each[] {
  const settled = new Set(
    steps.filter((step) => !step.takesNote && hasSigned(step)).flatMap(({ anyOf }) => anyOf ?? []),
  )
  return steps.filter(
    (step) => !step.takesNote && !hasSigned(step) && !(step.anyOf !== undefined && settled.has(step.anyOf)),
  )
}

/** Whether everyone who must has signed. A circuit without anyone to sign is never complete. */
export const isComplete = (steps: readonly Step[]): boolean =>
  steps.some(({ takesNote }) => !takesNote) && awaited(steps).length === 0
