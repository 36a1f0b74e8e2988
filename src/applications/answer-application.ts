import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { findPupil } from '#/pupils/index.ts'
import type { Application } from './application.ts'
import { mostOfMessage, plainText } from './application-form.ts'
import { lockApplication } from './applications.ts'
import { type ContactDetail, contactDetails } from './contact-details.ts'
import { minutesToUndo } from './deadlines.ts'
import { addMessage } from './messages.ts'
import { type Actor, hindrance, type MoveRefusal, type MoveServices, moveApplication } from './move-application.ts'
import { type OpenWeek, openWeeks } from './openness.ts'
import { readOpening } from './read-opening.ts'
import { isRefusalReason, offerGone } from './reasons.ts'

/** What a host may say to an application. */
export type HostAnswer =
  | { readonly what: 'accept' }
  | { readonly what: 'counter'; readonly weeks: readonly string[] }
  | { readonly what: 'refuse'; readonly reason: string; readonly words: string }
  | { readonly what: 'ask'; readonly question: string; readonly formKey: string; readonly anyway: boolean }
  | { readonly what: 'undo' }

export interface AnswerApplication {
  readonly applicationId: string
  readonly by: Actor
  /** Who answers, as the pupil reads it beside a question. */
  readonly name: string
  /** Of the form. */
  readonly version: number
  readonly answer: HostAnswer
}

export type Answered =
  | { readonly application: Application }
  | MoveRefusal
  /** A week of it has no seat left. */
  | { readonly why: 'full'; readonly weeks: readonly string[] }
  /** Which field of the form is to be mended. */
  | { readonly why: 'weeks' | 'reason' | 'words' | 'question' }
  | { readonly why: 'contacts'; readonly found: readonly ContactDetail[] }
  /** The time to take it back is over, or something followed. */
  | { readonly why: 'too_late' }

const mostOfWords = 400

/** Gives, or takes back, a host's answer, by account or by link. The same form again changes nothing. */
export async function answerApplication(services: MoveServices, given: AnswerApplication): Promise<Answered> {
  const { applicationId, by, name, version, answer } = given
  return services.db.transaction().execute(async (tx): Promise<Answered> => {
    const application = await lockApplication(tx, applicationId)
    if (!application || application.state === 'draft') return { why: 'unknown' }
    const hindered = await hindrance(tx, application, { transition: answer.what, by: by.kind, version })
    if (hindered === 'already') return { application }
    if (hindered) return hindered
    const move = (set: Parameters<typeof moveApplication>[3]['set'], facts = {}) =>
      moveApplication(services, tx, application, { transition: answer.what, by, facts, ...(set ? { set } : {}) })
    const now = services.clock.now()
    // A yes shows the name of an anonymous application.
    const revealedAt = application.revealedAt ?? now
    switch (answer.what) {
      case 'accept': {
        const open = await weeksFor(tx, application, now)
        const full = application.weeks.filter((week) => (open.find((each) => each.week === week)?.free ?? 0) === 0)
        if (full.length > 0) return { why: 'full', weeks: full }
        return { application: await move({ acceptedAt: now, revealedAt }, { weeks: application.weeks }) }
      }
      case 'counter': {
        const weeks = [...new Set(answer.weeks)].toSorted()
        const open = await weeksFor(tx, application, now)
        const free = open.filter((each) => each.free > 0).map(({ week }) => week)
        const same = weeks.join() === application.weeks.toSorted().join()
        if (weeks.length === 0 || same || weeks.some((week) => !free.includes(week))) return { why: 'weeks' }
        return { application: await move({ proposedWeeks: weeks, revealedAt }, { weeks }) }
      }
      case 'refuse': {
        const words = plainText(answer.words)
        if (!isRefusalReason(answer.reason)) return { why: 'reason' }
        if (words.length > mostOfWords) return { why: 'words' }
        return {
          application: await move({ reason: answer.reason }, { reason: answer.reason, ...(words ? { words } : {}) }),
        }
      }
      case 'ask': {
        const body = plainText(answer.question)
        if (body === '' || body.length > mostOfMessage) return { why: 'question' }
        const found = contactDetails(body)
        if (found.length > 0 && !answer.anyway) return { why: 'contacts', found }
        const { formKey } = answer
        await addMessage(
          tx,
          application,
          { by: 'host', byAccount: by.grounds.by, byName: name, body, formKey },
          { id: services.newId(), now },
        )
        return { application: await move({}) }
      }
      case 'undo': {
        if (!canUndo(application, now)) return { why: 'too_late' }
        return { application: await move({ reason: undefined, proposedWeeks: undefined }) }
      }
      default:
        return answer satisfies never
    }
  })
}

/** A host's answer can be taken back for some minutes, as long as nothing followed (which would be another state). */
export const canUndo = (
  { state, since, reason }: Pick<Application, 'state' | 'since' | 'reason'>,
  now: Temporal.Instant,
): boolean =>
  reason !== offerGone.code &&
  ['asked', 'countered', 'accepted', 'refused'].includes(state) &&
  Temporal.Instant.compare(now, since.add({ minutes: minutesToUndo })) < 0

/** The weeks of the offer that would suit the pupil, with the seats left. */
export async function weeksFor(db: Db, application: Application, now: Temporal.Instant): Promise<readonly OpenWeek[]> {
  const pupil = await findPupil(db, application.pupilId)
  const opening = pupil && (await readOpening(db, { offerId: application.offerId, pupil, now }))
  // A paused offer keeps its promises: only new applications are closed.
  const open =
    opening &&
    openWeeks(
      opening.offer.state === 'paused' ? { ...opening, offer: { ...opening.offer, state: 'published' } } : opening,
    )
  return open === undefined || 'why' in open ? [] : open
}
