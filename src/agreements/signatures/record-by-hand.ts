import './tables.ts'
import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { type Added, addSignature, type SigningServices } from './add-signature.ts'

interface ByHand {
  readonly agreementId: string
  /** That was printed and signed: it stands on every page. */
  readonly version: number
  readonly signatoryId: string
  readonly by: { readonly id: string; readonly name: string; readonly grounds: Grounds }
}

/** Counts a signature that someone confirmed on a scanned page, whose image is the proof. In the caller's transaction; safe to repeat. */
export const recordPaperSignature = (
  services: SigningServices,
  tx: Db,
  { by, proofSha256, ...signed }: ByHand & { readonly proofSha256: string },
): Promise<Added> =>
  addSignature(services, tx, {
    ...signed,
    grounds: by.grounds,
    proof: { boundBy: 'paper', recordedBy: by, proofSha256 },
  })

/** Counts a signature given before the eyes of someone of the school, on the printed document that stays there. */
export const recordInPersonSignature = (services: SigningServices, tx: Db, { by, ...signed }: ByHand): Promise<Added> =>
  addSignature(services, tx, { ...signed, grounds: by.grounds, proof: { boundBy: 'in-person', recordedBy: by } })
