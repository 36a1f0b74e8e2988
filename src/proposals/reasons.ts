import { type Reason, refusalReasons } from '#/applications/index.ts'
import type { Side } from './proposal.ts'

/** Why a pupil declines a place that was found for them. */
const ofPupils: readonly Reason[] = [
  { code: 'far', label: 'C’est trop loin ou trop compliqué pour moi', pupil: 'Tu as trouvé le trajet trop long.' },
  { code: 'sector', label: 'Ce métier ne m’intéresse pas', pupil: 'Ce métier ne t’intéressait pas.' },
  { code: 'found', label: 'J’ai trouvé une autre place', pupil: 'Tu as trouvé une autre place.' },
  { code: 'other', label: 'Une autre raison', pupil: 'Tu as dit non à cette place.' },
]

/** Why a proposed place ends without anybody's no. */
export const endReasons = {
  placed: 'L’élève a une place ailleurs à ces dates.',
  left: 'L’élève a quitté son établissement.',
  help: 'L’élève ne souhaite plus être aidé.',
  seat: 'La place n’est plus proposée par la structure.',
  coordination: 'La coordination a retiré la proposition.',
} as const

export type EndReason = keyof typeof endReasons

/** The reasons that each side chooses from. */
export const reasonsOf: Readonly<Record<Side, readonly Reason[]>> = { pupil: ofPupils, host: refusalReasons }

export const isReasonOf = (side: Side, code: string): boolean => reasonsOf[side].some((reason) => reason.code === code)

/** Why it ended, to an adult; undefined where nothing was said. */
export function endWords({
  refusedBy,
  reason,
}: {
  readonly refusedBy: Side | undefined
  readonly reason: string | undefined
}): string | undefined {
  if (refusedBy) return reasonsOf[refusedBy].find(({ code }) => code === reason)?.label
  return reason !== undefined && isEndReason(reason) ? endReasons[reason] : undefined
}

const isEndReason = (code: string): code is EndReason => Object.hasOwn(endReasons, code)
