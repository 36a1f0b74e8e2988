import { findHost, listSites } from '#/directory/index.ts'
import type { Account } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Offer } from './offer.ts'
import { answersOf, type OfferAnswers, type OfferStep, readStepAnswers, withStep } from './offer-answers.ts'
import { dropDraft, findDraftOfOffer, keepDraft, lockDraft, type OfferDraft } from './offer-drafts.ts'
import { dropUnusedImages } from './offer-images.ts'
import { findOffer } from './offers.ts'

/** The answers that most hosts would give: what a new offer starts with. */
export async function usualAnswers(
  { db }: Pick<Services, 'db'>,
  { territoryId, hostId, account }: { territoryId: string; hostId: string; account: Pick<Account, 'name' | 'email'> },
): Promise<OfferAnswers> {
  const [host, [site]] = [await findHost(db, hostId), await listSites(db, territoryId, hostId)]
  return {
    portee: 'week',
    jours: ['1', '2', '3', '4', '5'],
    // Six hours a day: lawful at any age, observation included.
    ...{ debut: '09:00', midi: '12:00', reprise: '13:00', fin: '16:00' },
    lieu: site?.id ?? '',
    arret: site?.nearestStop ?? '',
    acces: site?.facilities ?? [],
    secteur: host?.sector ?? '',
    nom: account.name,
    email: account.email ?? '',
  }
}

/** Begins a draft: of a new offer, or of changes to one, which then goes on where the same person left it. Its id. */
export async function beginDraft(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  {
    territoryId,
    hostId,
    offer,
    account,
  }: { territoryId: string; hostId: string; offer: Offer | undefined; account: Account },
): Promise<string> {
  const usual = offer ? answersOf(offer) : await usualAnswers(services, { territoryId, hostId, account })
  return services.db.transaction().execute(async (tx) => {
    const present = offer && (await findDraftOfOffer(tx, { territoryId, offerId: offer.id, writtenBy: account.id }))
    if (present) return present.id
    const id = services.newId()
    await keepDraft(services, tx, {
      ...{ territoryId, id, hostId, writtenBy: account.id },
      offerId: offer?.id ?? services.newId(),
      answers: usual,
      base: offer && { version: offer.version, answers: usual },
    })
    return id
  })
}

/** Keeps what one page of the form says, readable or not. The draft as it now is; undefined when it is gone. */
export function keepStep(
  services: Pick<Services, 'db' | 'clock'>,
  {
    territoryId,
    draftId,
    step,
    sent,
  }: { territoryId: string; draftId: string; step: OfferStep; sent: ReadonlyMap<string, readonly string[]> },
): Promise<OfferDraft | undefined> {
  return changeDraft(services, { territoryId, draftId }, (draft) => ({
    ...draft,
    answers: withStep(draft.answers, step, readStepAnswers(step, sent)),
  }))
}

/** Changes a draft under its lock. */
export function changeDraft(
  services: Pick<Services, 'db' | 'clock'>,
  { territoryId, draftId }: { territoryId: string; draftId: string },
  change: (draft: OfferDraft, tx: Db) => OfferDraft | Promise<OfferDraft>,
): Promise<OfferDraft | undefined> {
  return services.db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, territoryId, draftId)
    if (!draft) return undefined
    const next = await change(draft, tx)
    await keepDraft(services, tx, next)
    return next
  })
}

/** Throws a draft away with the images that only it held. Doing it twice changes nothing. */
export function discardDraft(
  { db }: Pick<Services, 'db'>,
  { territoryId, draftId }: { territoryId: string; draftId: string },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, territoryId, draftId)
    if (!draft) return
    await dropDraft(tx, draft)
    await dropUnusedImages(tx, draft)
  })
}

/** The offer that a draft changes; undefined for a draft of a new one. */
export const offerOfDraft = async (db: Db, { base, offerId }: OfferDraft): Promise<Offer | undefined> =>
  base ? findOffer(db, offerId) : undefined
