import type { Hono } from 'hono'
import {
  agreementMails,
  agreementsWeb,
  documentSettingsWeb,
  documentWeb,
  signatureJobs,
  signatureMails,
  signaturesWeb,
} from '#/agreements/index.ts'
import { apiKeysWeb, apiWeb } from '#/api/index.ts'
import { applicationMails, applicationsJob, applicationsWeb } from '#/applications/index.ts'
import { campaignsWeb } from '#/campaigns/index.ts'
import { coverageWeb } from '#/coverage/index.ts'
import { deskMails, desksWeb } from '#/desk/index.ts'
import { directoryWeb, duplicatesJob, registerJob } from '#/directory/index.ts'
import { homesMails, homesWeb } from '#/homes/index.ts'
import type { Env } from '#/identity/index.ts'
import { exportsWeb, indicatorsJob, indicatorsWeb, weeklyJob, weeklyMail } from '#/indicators/index.ts'
import { insertionWeb } from '#/insertion/index.ts'
import { journalJob, journalWeb } from '#/journal/index.ts'
import { keepingJob, keepingMails, keepingWeb } from '#/keeping/index.ts'
import type { AnyMail } from '#/messages/index.ts'
import { messageJobs } from '#/messages/jobs.ts'
import { messagesWeb } from '#/messages/web.tsx'
import {
  moderationMails,
  moderationWeb,
  offersWeb,
  proposalMail,
  proposalsJob,
  proposedHereMail,
} from '#/offers/index.ts'
import { countConfirmationsJob, paperWeb, readBatchJob } from '#/paper/index.ts'
import { placementsJob, placementsMails, placementsWeb } from '#/placements/index.ts'
import type { AnyJob } from '#/platform/jobs.ts'
import type { Services } from '#/platform/services.ts'
import { placeProposalJobs, placeProposalsWeb, proposalMails } from '#/proposals/index.ts'
import { exemptionsWeb, importsWeb, pupilsWeb, schoolArrangementsWeb } from '#/pupils/index.ts'
import { schoolFilesJob } from '#/pupils/jobs.ts'
import { runJob, runsWeb } from '#/runs/index.ts'
import { alertsJob, newOffersMail, searchWeb } from '#/search/index.ts'
import { healthWeb } from './health.ts'
import { helpWeb } from './help.tsx'
import { hostFollowers } from './host-followers.ts'
import { identityMails } from './identity-mails.ts'
import { operationsWeb } from './operations.tsx'
import { invitationWeb } from './people/invitation.tsx'
import { accountWeb } from './people/my-account.tsx'
import { peopleWeb } from './people/people.tsx'
import { signInWeb } from './sign-in.tsx'
import { staticAssets } from './static-assets.ts'
import { welcomeWeb } from './welcome.tsx'

/** The pages of every feature. What each address lets in stands in access.ts. */
export const featuresOf = (services: Services): readonly Hono<Env>[] => [
  staticAssets(),
  healthWeb(services),
  welcomeWeb(services),
  signInWeb(services),
  accountWeb(services),
  invitationWeb(services),
  peopleWeb(services),
  helpWeb(),
  operationsWeb(services),
  journalWeb(services),
  pupilsWeb(services),
  importsWeb(services),
  exemptionsWeb(services),
  schoolArrangementsWeb(services),
  offersWeb(services),
  moderationWeb(services),
  messagesWeb(services, mails),
  agreementsWeb(services),
  applicationsWeb(services),
  placementsWeb(services),
  placeProposalsWeb(services),
  directoryWeb(services, hostFollowers),
  paperWeb(services),
  insertionWeb(services),
  coverageWeb(services),
  campaignsWeb(services),
  runsWeb(services),
  indicatorsWeb(services),
  exportsWeb(services),
  apiKeysWeb(services),
  apiWeb(services),
  searchWeb(services),
  documentWeb(services),
  documentSettingsWeb(services),
  ...signaturesWeb(services),
  ...homesWeb(services),
  ...desksWeb(services),
  ...keepingWeb(services),
]

/** Every kind of mail. */
export const mails: readonly AnyMail[] = [
  ...agreementMails,
  ...signatureMails,
  ...applicationMails,
  ...proposalMails,
  newOffersMail,
  ...moderationMails,
  proposalMail,
  proposedHereMail,
  ...homesMails,
  ...placementsMails,
  ...deskMails,
  ...keepingMails,
  ...identityMails,
  weeklyMail,
]

/** Every kind of background work. */
export const jobs: readonly AnyJob[] = [
  alertsJob,
  applicationsJob,
  duplicatesJob,
  registerJob,
  indicatorsJob,
  weeklyJob,
  journalJob,
  keepingJob,
  readBatchJob,
  countConfirmationsJob,
  placementsJob,
  proposalsJob,
  ...placeProposalJobs,
  runJob,
  schoolFilesJob,
  ...signatureJobs,
  ...messageJobs(mails),
]
