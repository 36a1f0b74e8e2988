import './tables.ts'
import { post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from '../agreement.ts'
import { awaited, hasSigned } from './circuit.ts'
import { addressKey, contactOf, schoolPeople } from './contacts.ts'
import { headAsked } from './mails/head-asked.ts'
import { signingAsked } from './mails/signing-asked.ts'
import { listSignatories, type SignatoryRow } from './signatories.ts'

export type TellServices = Pick<Services, 'clock' | 'newId' | 'notifications' | 'configuration'>
type Told = Pick<Agreement, 'territoryId' | 'id' | 'school' | 'version'>

/** Asks everyone who has not signed the version yet, in the caller's transaction; whoever was asked already is not told twice. */
export async function tellSignatories(services: TellServices, tx: Db, agreement: Told): Promise<void> {
  const signatories = await listSignatories(tx, agreement)
  const waited = awaited(signatories)
  for (const signatory of signatories)
    if (waited.includes(signatory) || (signatory.takesNote && !hasSigned(signatory)))
      await askSignatory(services, tx, agreement, signatory, 'first')
}

/** Asks one of them: the heads of the school in one mail a day, everyone else by their own link. */
export async function askSignatory(
  services: TellServices,
  tx: Db,
  agreement: Told,
  signatory: SignatoryRow,
  occasion: string,
): Promise<void> {
  const { territoryId, school } = agreement
  if (signatory.party === 'head') {
    const heads = await schoolPeople({ db: tx, clock: services.clock }, agreement, ['head'])
    const day = services.clock.now().toString().slice(0, 10)
    for (const { accountId } of heads)
      await post(services, tx, headAsked, {
        to: { accountId, territoryId },
        data: { territoryId, school },
        once: `signing:head:${school}:${day}:${accountId}`,
      })
    if (heads.length > 0) return
  }
  const { email, accountId } = await contactOf(tx, signatory)
  const isPupil = signatory.party === 'pupil' || signatory.party === 'beneficiary'
  const to =
    isPupil && accountId !== undefined
      ? { accountId, territoryId }
      : email !== undefined
        ? { email, name: signatory.name, territoryId }
        : accountId !== undefined
          ? { accountId, territoryId }
          : undefined
  if (!to) return
  await post(services, tx, signingAsked, {
    to,
    data: { territoryId, signatory: signatory.id, version: agreement.version, occasion },
    once: `signing:${signatory.id}:${agreement.version}:${occasion}:${addressKey(email ?? accountId ?? '')}`,
  })
}
