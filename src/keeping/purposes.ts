import { agreementPurposes } from './agreement-purposes.ts'
import { campaignPurposes } from './campaign-purposes.ts'
import { personPurposes } from './person-purposes.ts'
import { platformPurposes } from './platform-purposes.ts'
import { pupilPurposes } from './pupil-purposes.ts'
import type { Purpose } from './purpose.ts'

/** Everything that is kept about people, and for how long. In this order: what hangs on something goes before it. */
export const purposes: readonly Purpose[] = [
  ...agreementPurposes,
  ...pupilPurposes,
  ...personPurposes,
  ...campaignPurposes,
  ...platformPurposes,
]
