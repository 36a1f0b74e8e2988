import { weekOf } from '#/calendar/index.ts'
import type { Grounds } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { checkOffer, type OfferFinding } from '#/rules/index.ts'
import { judgedState } from './judged-state.ts'
import { mergeAnswers } from './merge-answers.ts'
import type { Offer, OfferContent } from './offer.ts'
import { answersOf } from './offer-answers.ts'
import { dropDraft, lockDraft, type OfferDraft } from './offer-drafts.ts'
import { dropUnusedImages } from './offer-images.ts'
import { groundOf, type HostSetting, settingOf } from './offer-setting.ts'
import { lockOffer } from './offers.ts'
import { type AnswerError, readOfferAnswers } from './read-offer-answers.ts'
import { saveOffer } from './save-offer.ts'
import type { OfferState } from './tables.ts'

export type Published =
  | { readonly published: true; readonly offerId: string; readonly state: OfferState; readonly version: number }
  /** Published by another click, or thrown away. */
  | { readonly published: false; readonly why: 'gone' }
  | { readonly published: false; readonly why: 'answers'; readonly errors: readonly AnswerError[] }
  | { readonly published: false; readonly why: 'law'; readonly findings: readonly OfferFinding[] }
  /** Somebody else changed the same answers: choose (see the page of both versions). */
  | { readonly published: false; readonly why: 'stale'; readonly offer: Offer }

export interface Publish {
  readonly territoryId: string
  readonly draftId: string
  readonly grounds: Grounds
}

/**
 * Makes a draft true, in one transaction: what the law refuses stays a draft, what two people changed waits for a choice, and moderation
 * says whether the offer shows now or after a coordinator looked. A second click finds the draft gone and changes nothing.
 */
export function publishDraft(services: Services, { territoryId, draftId, grounds }: Publish): Promise<Published> {
  return services.db.transaction().execute(async (tx): Promise<Published> => {
    const draft = await lockDraft(tx, territoryId, draftId)
    if (!draft) return { published: false, why: 'gone' }
    const former = await lockOffer(tx, draft.offerId)
    if (draft.base && !former) return { published: false, why: 'gone' }
    const answers = former && draft.base ? mergedOver(draft, former) : draft.answers
    if (former && !answers) return { published: false, why: 'stale', offer: former }
    const setting = await settingOf(services, tx, {
      territoryId,
      hostId: draft.hostId,
      offer: former,
      answers: answers ?? draft.answers,
    })
    const { content, errors } = readOfferAnswers(answers ?? draft.answers, setting)
    if (errors.length > 0) return { published: false, why: 'answers', errors }
    const findings = lawOf(content, setting)
    if (findings.some(({ severity }) => severity === 'refused')) return { published: false, why: 'law', findings }
    const state = await judgedState(services, tx, {
      territoryId,
      hostId: draft.hostId,
      offerId: draft.offerId,
      content,
      former,
    })
    const saved = await saveOffer(services, tx, {
      territoryId,
      id: draft.offerId,
      hostId: draft.hostId,
      content,
      state,
      grounds,
      deed: former ? 'edited' : 'created',
      version: former?.version,
    })
    if (!saved.saved) {
      if (saved.why === 'stale') return { published: false, why: 'stale', offer: saved.offer }
      throw new Error(`offer ${draft.offerId} was not written: ${saved.why}`)
    }
    await dropDraft(tx, draft)
    await dropUnusedImages(tx, { territoryId, offerId: draft.offerId })
    return { published: true, offerId: saved.id, state, version: saved.version }
  })
}

/** The draft's answers over what others changed meanwhile; undefined when both changed the same one. */
function mergedOver({ base, answers }: OfferDraft, offer: Offer): OfferDraft['answers'] | undefined {
  if (!base || base.version === offer.version) return answers
  const merged = mergeAnswers(base.answers, answers, answersOf(offer))
  return merged.conflicts.length > 0 ? undefined : merged.answers
}

/** What the law says of an offer where it would be, worst first. */
export function lawOf(
  content: OfferContent,
  { today, sites }: Pick<HostSetting, 'today' | 'sites'>,
): readonly OfferFinding[] {
  const site = sites.find(({ id }) => id === content.siteId) ?? sites[0]
  const now = weekOf(today)
  // What is over was judged in its time.
  const weeks = content.weeks.filter(({ week }) => week >= now)
  return checkOffer({ ...content, weeks }, groundOf(today, site))
}
