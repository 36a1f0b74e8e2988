import { z } from 'zod'
import { post } from '#/messages/index.ts'
import { defineJob } from '#/platform/jobs.ts'
import { findAgreement } from '../agreements.ts'
import { sealVersion } from '../document/seal-version.ts'
import { contactOf } from './contacts.ts'
import { allSigned } from './mails/all-signed.ts'
import { listSignatories } from './signatories.ts'

const lastAttempt = 2

/** After the last signature: the finished document with its proof page and the platform's signature, then everyone is told. Safe to repeat. */
export const sealJob = defineJob({
  name: 'agreements.seal',
  schema: z.object({ agreementId: z.uuid() }),
  retries: lastAttempt,
  async handler({ agreementId }, services, { attempt }) {
    // At last without the time-stamp authority: a seal that waits for it must not keep a pupil waiting.
    await sealVersion(services, agreementId, { without: attempt >= lastAttempt })
    const agreement = await findAgreement(services.db, agreementId)
    if (!agreement) return
    const { territoryId, version } = agreement
    await services.db.transaction().execute(async (tx) => {
      for (const signatory of await listSignatories(tx, agreement)) {
        // Heads follow the school's pages: a mail for each of three hundred would be a flood.
        if (signatory.party === 'head') continue
        const { email, accountId } = await contactOf(tx, signatory)
        const isPupil = signatory.party === 'pupil' || signatory.party === 'beneficiary'
        const to =
          accountId !== undefined && (isPupil || email === undefined)
            ? { accountId, territoryId }
            : email === undefined
              ? undefined
              : { email, name: signatory.name, territoryId }
        if (to)
          await post(services, tx, allSigned, {
            to,
            data: { territoryId, signatory: signatory.id },
            once: `all-signed:${signatory.id}:${version}`,
          })
      }
    })
  },
})
