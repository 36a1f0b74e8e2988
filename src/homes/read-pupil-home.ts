import '#/identity/index.ts'
import { type AgreementLine, pupilAgreementLines } from '#/agreements/index.ts'
import { type ApplicationState, applicationsOfPupil, type ListedApplication } from '#/applications/index.ts'
import { weekOf } from '#/calendar/index.ts'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { findOffers, type Offer } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import { lastOutcome, type Proposal, proposalStates, proposalsOfPupil } from '#/proposals/index.ts'
import { findClass, type Pupil } from '#/pupils/index.ts'
import { listFavourites, seekerFor } from '#/search/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { type Advice, advicesOf } from './advices.ts'
import { isHelpOffered } from './help.ts'
import { findHelp, type HelpRequest } from './help-requests.ts'
import { findHelpSettings } from './help-settings.ts'
import { journeyLines } from './journey-lines.ts'
import { type NextStep, nextStep } from './next-step.ts'
import { type HomeApplication, missingWeeks, progressOf } from './pupil-placement.ts'

/** What a pupil's home shows, to the pupil or to the family. */
export interface PupilHome {
  readonly pupil: Pupil
  readonly className: string
  readonly schoolName: string
  /** ISO weeks to fill and still to be found. */
  readonly needed: readonly string[]
  readonly missing: readonly string[]
  readonly step: NextStep
  /** 0 to 1. */
  readonly progress: number
  readonly applications: readonly ListedApplication[]
  readonly agreements: readonly AgreementLine[]
  /** Kept and still open; only for the pupil. */
  readonly saved: readonly Offer[]
  /** By offer. */
  readonly journeys: ReadonlyMap<string, string>
  readonly advices: readonly Advice[]
  /** Places that the coordination found, still open. */
  readonly found: readonly (Proposal & { readonly hostName: string })[]
  /** The last search of the coordination found nothing that a bus reaches. */
  readonly unreached: boolean
  readonly help: { readonly state: 'none' | 'offered' } | { readonly state: 'asked'; readonly request: HelpRequest }
  readonly timeZone: string
}

/** Ten may be open; the rest is what became of others. */
const [mostApplications, mostSaved, mostAdvices, mostProposals] = [60, 5, 3, 10]

/** Reads a pupil's home behind the second lock: a family sees no draft, since the lock hides it. */
export async function readPupilHome(
  services: Services,
  account: Pick<Account, 'id'>,
  pupil: Pupil,
  reader: 'pupil' | 'family',
): Promise<PupilHome> {
  const { db, clock } = services
  const { territoryId, id: pupilId } = pupil
  const timeZone = await timeZoneOf(db, territoryId)
  const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
  const seeker = await seekerFor(db, pupil, weekOf(today))
  const needed = [...new Set(seeker.periods.flatMap(({ weeks }) => weeks))].toSorted()
  const own = await guarded(services, account, async (tx) => ({
    applications: (await applicationsOfPupil(tx, { territoryId, pupilId, limit: mostApplications })).rows,
    advices: await advicesOf(tx, { territoryId, pupilId, limit: mostAdvices }),
    agreements: await pupilAgreementLines(tx, { territoryId, pupilId }),
    request: await findHelp(tx, { territoryId, pupilId }),
    proposals: await proposalsOfPupil(tx, { territoryId, pupilId, limit: mostProposals }),
    unreached: await lastOutcome(tx, { territoryId, pupilId }),
  }))
  const applications = own.applications.map(homeApplication)
  const kept =
    reader === 'pupil' ? (await listFavourites(db, { accountId: account.id, limit: mostSaved * 2 })).rows : []
  const saved = kept.filter(({ id, state }) => state === 'published' && !isTried(own.applications, id))
  const missing = missingWeeks(needed, applications).filter((week) => week >= weekOf(today))
  const help = own.request
    ? ({ state: 'asked', request: own.request } as const)
    : {
        state: isHelpOffered({
          today,
          missing,
          applications,
          cameOn: await cameOn(services, pupil, timeZone),
          settings: await findHelpSettings(db, territoryId),
        })
          ? ('offered' as const)
          : ('none' as const),
      }
  const facts = { today, timeZone, firstName: pupil.firstName, needed, applications, saved: saved.length }
  const open = own.proposals.filter(({ state }) => proposalStates[state].open)
  const near = own.applications.filter(({ application }) => living.includes(application.state))
  const places = await findOffers(db, [
    ...new Set([...near.map(({ application }) => application.offerId), ...open.map(({ offerId }) => offerId)]),
  ])
  const found = open.map((proposal) => ({
    ...proposal,
    hostName: places.find(({ id }) => id === proposal.offerId)?.hostName ?? 'un lieu',
  }))
  const toAnswer = found.filter(({ agreedAt }) => agreedAt.pupil === undefined)
  const shown = saved.slice(0, mostSaved)
  return {
    pupil,
    className: (await findClass(db, pupil.classId))?.name ?? '',
    schoolName: seeker.school?.name ?? pupil.school,
    needed,
    missing,
    step: nextStep({ ...facts, help: help.state, found: toAnswer.at(-1) }),
    progress: progressOf(needed, applications),
    applications: own.applications,
    agreements: own.agreements,
    saved: shown,
    journeys: await journeyLines(services, seeker, [...places, ...shown]),
    advices: own.advices,
    found,
    unreached: own.unreached === 'out_of_reach',
    help,
    timeZone,
  }
}

/** Applications whose place still matters. */
const living: readonly ApplicationState[] = [
  'confirmed',
  'accepted',
  'countered',
  'asked',
  'submitted',
  'read',
  'waiting',
  'draft',
]

const isTried = (applications: readonly ListedApplication[], offerId: string): boolean =>
  applications.some(({ application }) => application.offerId === offerId && living.includes(application.state))

export const homeApplication = ({ application, hostName, offerTitle }: ListedApplication): HomeApplication => ({
  id: application.id,
  state: application.state,
  hostName,
  offerTitle,
  weeks: application.weeks,
  proposedWeeks: application.proposedWeeks,
  expiresAt: application.expiresAt,
  since: application.since,
})

/** The day on which the pupil's account was made: their first coming, with a mail or with a printed code. */
async function cameOn(
  { db }: Pick<Services, 'db'>,
  { accountId }: Pupil,
  timeZone: string,
): Promise<Temporal.PlainDate | undefined> {
  if (accountId === undefined) return undefined
  const row = await db.selectFrom('accounts').select('created_at').where('id', '=', accountId).executeTakeFirst()
  return row?.created_at.toZonedDateTimeISO(timeZone).toPlainDate()
}
