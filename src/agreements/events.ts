import { defineEvent } from '#/platform/events.ts'
import type { AgreementState } from './tables.ts'

/** An agreement changed state, or was made (`from` undefined): said in the same transaction. */
export const agreementMoved = defineEvent<{
  readonly territoryId: string
  readonly agreementId: string
  readonly from: AgreementState | undefined
  readonly to: AgreementState
}>('agreements.moved')

/** All have signed, or it was recorded as signed elsewhere. For an amendment, `amends` names what it changed. */
export const agreementSigned = defineEvent<{
  readonly territoryId: string
  readonly agreementId: string
  readonly amends: string | undefined
}>('agreements.signed')
