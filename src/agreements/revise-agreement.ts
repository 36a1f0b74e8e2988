import { type Actor, type Moved, type MoveServices, moveAgreement } from './move-agreement.ts'

/**
 * Takes an agreement back out of signature, so that its substance can be changed. What was signed stays until the next version is sent:
 * only those whose consent the changes take will sign again.
 */
export const reviseAgreement = (
  services: MoveServices,
  { agreementId, by }: { readonly agreementId: string; readonly by: Actor },
): Promise<Moved> =>
  services.db.transaction().execute((tx) => moveAgreement(services, tx, { agreementId, transition: 'revise', by }))
