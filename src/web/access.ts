import type { AddressName } from '#/addresses.ts'
import { hostStaff } from '#/directory/index.ts'
import { type RoleName, schoolStaff } from '#/identity/index.ts'
import type { Reading } from './journal-readings.ts'
import type { Subject } from './places.ts'

/**
 * Who may ask what. `anyone`: visitors too. `machine`: this machine, or whoever has the metrics token. Otherwise the roles:
 * - held anywhere (`somewhere`), the page showing only what is theirs; or over what the address is about (`campaign`, `pupil`, …:
 *   see places.ts): someone without any role over it is told it does not exist;
 * - `nearby`: roles that also open it when held anywhere in the same territory.
 * - `reads`: what is journalled when it was shown; addresses about a pupil or an application are journalled without it.
 */
export type Access =
  | {
      readonly who: 'anyone' | 'signed-in' | 'machine'
      readonly scope?: never
      readonly nearby?: never
      readonly reads?: never
    }
  | {
      readonly who: readonly RoleName[]
      readonly scope: 'somewhere' | Subject
      readonly nearby?: readonly RoleName[]
      readonly reads?: Reading
    }

export type Method = 'GET' | 'POST'

const anyone: Access = { who: 'anyone' }
const signedIn: Access = { who: 'signed-in' }
const machine: Access = { who: 'machine' }
const operators: Access = { who: ['operator'], scope: 'somewhere' }
const readers: Access = { who: ['coordinator', 'observer'], scope: 'campaign' }
const coordinators: Access = { who: ['coordinator'], scope: 'campaign' }
const schoolOffice: readonly RoleName[] = ['head', 'ddfpt', 'secretary']
const ofSchoolOffice: Access = { who: schoolOffice, scope: 'school' }
const schoolKeepers: Access = { who: [...schoolOffice, 'coordinator'], scope: 'school' }
const pupilStaff: Access = { who: schoolStaff, scope: 'pupil' }
const classReaders: Access = { who: [...schoolStaff, 'coordinator'], scope: 'class' }
const classStaff: Access = { who: schoolStaff, scope: 'class' }
const runPupil: Reading = { what: 'run-pupil.read', about: 'run-pupil', param: 'pupil' }
const downloaded: Reading = { what: 'campaign-file.downloaded', about: 'campaign', param: 'campaign' }
const agreementsDownloaded: Reading = { what: 'class-agreements.downloaded', about: 'class', param: 'class' }
const schoolDownloaded: Reading = { what: 'school-statuses.downloaded', about: 'school', param: 'school' }
const readIncident: Reading = { what: 'incident.read', about: 'agreement', param: 'agreement' }
const anyPupil: Access = { who: ['pupil'], scope: 'somewhere' }
/** Those who answer for the host; a coordinator helps them. */
const ofHost: Access = { who: ['host', 'coordinator'], scope: 'host' }
const ofOffer: Access = { who: ['host', 'coordinator'], scope: 'offer' }
/** Those whom an agreement is about, each seeing their part; those who keep it. */
const agreementReaders: Access = {
  who: ['pupil', 'representative', 'host', ...schoolStaff, 'counsellor'],
  scope: 'agreement',
}
const agreementKeepers: Access = { who: [...schoolStaff, 'counsellor'], scope: 'agreement' }
const prescribers: Access = { who: ['counsellor'], scope: 'somewhere' }
const ofPrescribed: Access = { who: ['counsellor'], scope: 'agreement' }
const applicants: Access = { who: ['pupil'], scope: 'application' }
const ofOwnAgreement: Access = { who: ['pupil'], scope: 'agreement' }
const ofSchoolAgreement: Access = { who: schoolStaff, scope: 'agreement' }
const ofPlacedPupil: Access = { who: ['pupil', 'representative', ...schoolStaff], scope: 'agreement' }
/** Everyone who is there, or answers for someone who is. */
const aroundPlacement: Access = { who: ['pupil', 'representative', 'host', ...schoolStaff], scope: 'agreement' }

const coordination: Access = { who: ['coordinator'], scope: 'territory' }
/** Those of a bassin work at the same desk, on what is theirs. */
const desk: Access = { who: ['coordinator'], scope: 'territory', nearby: ['coordinator'] }

/** A wave of a bassin is that of whoever coordinates the bassin, or the territory. */
const waves: Access = { who: ['coordinator'], scope: 'wave' }

const hostCallers: Access = { who: ['coordinator'], scope: 'host', nearby: hostStaff }
const hostFinders: Access = { who: ['coordinator'], scope: 'territory', nearby: hostStaff }

/** Counts without names; a bassin's coordinator sees where it stands among the others. */
const boardReaders: Access = { who: ['coordinator', 'observer'], scope: 'territory', nearby: ['coordinator'] }

/** Who answers families about their data; who opens what is out of use, saying why. */
const dataOffice: Access = { who: ['head', 'secretary'], scope: 'pupil' }
const personOffice: Access = { who: ['counsellor'], scope: 'beneficiary' }
const archiveReaders: Access = { who: ['head', 'operator', 'counsellor'], scope: 'archived' }

/** Who keeps the originals, and who signs for the school. */
const agreementOffice: Access = { who: [...schoolOffice, 'counsellor'], scope: 'agreement' }
const headsOf: Access = { who: ['head'], scope: 'school' }

/** The decisions, address by address. What is not here does not exist for anyone. */
export const access: { readonly [Name in AddressName]: Partial<Record<Method, Access>> } = {
  welcome: { GET: anyone },
  signIn: { GET: anyone, POST: anyone },
  signInCode: { GET: anyone, POST: anyone },
  signInMail: { GET: anyone, POST: anyone },
  signInPupil: { GET: anyone, POST: anyone },
  secondStep: { GET: signedIn, POST: signedIn },
  signInProvider: { GET: anyone },
  signInReturn: { GET: anyone },
  account: { GET: signedIn },
  accountSessions: { POST: signedIn },
  accountRole: { POST: signedIn },
  accountLend: { GET: signedIn, POST: signedIn },
  invitation: { GET: anyone, POST: anyone },
  territoryPeople: {
    GET: { who: ['coordinator', 'operator'], scope: 'territory' },
    POST: { who: ['coordinator', 'operator'], scope: 'territory' },
  },
  schoolPeople: { GET: schoolKeepers, POST: schoolKeepers },
  hosts: { GET: { who: hostStaff, scope: 'somewhere' } },
  host: { GET: { who: ['host', 'coordinator'], scope: 'host', nearby: hostStaff } },
  hostEdit: { GET: ofHost, POST: ofHost },
  hostPrinciple: { GET: ofHost, POST: ofHost },
  hostSiteNew: { GET: ofHost, POST: ofHost },
  hostSite: { GET: ofHost, POST: ofHost },
  hostSiteClose: { POST: ofHost },
  hostContact: { POST: hostCallers },
  hostContactEnd: { POST: hostCallers },
  hostRegister: { POST: ofHost },
  hostNew: { GET: hostFinders, POST: hostFinders },
  duplicates: { GET: coordination, POST: coordination },
  duplicatePair: { GET: coordination, POST: coordination },
  duplicateDismiss: { POST: coordination },
  mergeUndo: { POST: coordination },
  hostPeople: { GET: ofHost, POST: ofHost },
  signInDemonstration: { POST: anyone },
  signInLink: { GET: anyone, POST: anyone },
  signOut: { POST: anyone },
  help: { GET: anyone },
  health: { GET: anyone },
  assets: { GET: anyone },
  metrics: { GET: machine },

  campaigns: {
    GET: { who: ['coordinator', 'observer'], scope: 'somewhere' },
    POST: { who: ['coordinator'], scope: 'somewhere' },
  },
  campaign: { GET: readers },
  campaignBank: { GET: coordinators, POST: coordinators },
  campaignNew: { GET: { who: ['coordinator'], scope: 'somewhere' } },
  campaignFile: { GET: { ...readers, reads: downloaded } },
  area: { GET: readers },
  imports: { GET: readers, POST: coordinators },
  importPreview: { GET: readers },
  importProblems: { GET: readers },
  timetableRemove: { POST: coordinators },
  importApply: { POST: coordinators },
  importUndo: { POST: coordinators },
  runs: { GET: readers, POST: coordinators },
  run: { GET: readers },
  runProgress: { GET: readers },
  runStop: { POST: coordinators },
  runSchools: { GET: readers },
  runPupils: { GET: readers },
  runPupil: { GET: { ...readers, reads: runPupil } },
  runShortages: { GET: readers },
  runShortage: { GET: readers },
  runCompare: { GET: readers },
  runFile: { GET: { ...readers, reads: downloaded } },

  offerReport: { GET: anyone, POST: anyone },
  moderationHome: { GET: { who: ['coordinator'], scope: 'somewhere' } },
  moderation: { GET: coordination },
  moderationDecide: { POST: coordination },
  moderationUndo: { POST: coordination },
  search: { GET: anyone },
  offer: { GET: anyone },
  applicationNew: { GET: anyPupil, POST: anyPupil },
  application: {
    GET: {
      who: ['pupil', 'representative', 'host', 'head', 'ddfpt', 'secretary', 'teacher'],
      scope: 'application',
    },
  },
  applicationSend: { POST: applicants },
  applicationConfirm: { POST: applicants },
  applicationQueue: { POST: applicants },
  applicationWithdraw: { POST: applicants },
  applicationCancel: {
    GET: { who: ['pupil', 'host', 'head', 'ddfpt', 'teacher'], scope: 'application' },
    POST: { who: ['pupil', 'host', 'head', 'ddfpt', 'teacher'], scope: 'application' },
  },
  applicationAnswer: { POST: { who: ['host'], scope: 'application' } },
  applicationMessages: { POST: { who: ['pupil', 'host'], scope: 'application' } },
  agreement: { GET: agreementReaders },
  agreementFill: { GET: agreementReaders, POST: agreementReaders },
  agreementSend: { POST: agreementKeepers },
  agreementRemind: { POST: agreementKeepers },
  agreementStop: { GET: agreementReaders, POST: agreementReaders },
  agreementRevise: { POST: agreementKeepers },
  agreementAmend: { GET: agreementKeepers, POST: agreementKeepers },
  agreementReplace: { GET: agreementKeepers, POST: agreementKeepers },
  agreementDocument: { GET: agreementReaders },
  immersions: { GET: prescribers },
  immersionNew: { GET: prescribers, POST: prescribers },
  immersionPeople: { GET: prescribers },
  immersionRenew: { GET: ofPrescribed, POST: ofPrescribed },
  organisations: { GET: coordination, POST: coordination },
  verify: { GET: anyone, POST: anyone },
  documentSettings: { GET: coordination, POST: coordination },
  documentWording: { GET: coordination, POST: coordination },
  schoolDocuments: { GET: ofSchoolOffice, POST: ofSchoolOffice },
  // The token is the right.
  signingLink: { GET: anyone, POST: anyone },
  signingLinkCode: { POST: anyone },
  signingLinkDocument: { GET: anyone },
  signingLinkRefuse: { GET: anyone, POST: anyone },
  agreementSign: { GET: agreementReaders, POST: agreementReaders },
  agreementSignCode: { POST: agreementReaders },
  agreementSignRefuse: { GET: agreementReaders, POST: agreementReaders },
  agreementByHand: { GET: agreementOffice, POST: agreementOffice },
  reviewQueue: { GET: ofSchoolOffice, POST: headsOf },
  review: { GET: headsOf, POST: headsOf },
  reviewProgress: { GET: headsOf },
  fillLink: { GET: anyone, POST: anyone },
  classAgreements: { GET: classStaff },
  classAgreementsRemind: { POST: classStaff },
  classAgreementsFile: { GET: { ...classStaff, reads: agreementsDownloaded } },
  // The token is the right.
  answerLink: { GET: anyone, POST: anyone },
  proposal: {
    GET: {
      who: ['pupil', 'representative', 'host', ...schoolStaff, 'coordinator'],
      scope: 'proposal',
    },
  },
  // The school says what the pupil said.
  proposalAnswer: { POST: { who: ['pupil', 'host', ...schoolStaff], scope: 'proposal' } },
  proposalSlip: { GET: { who: [...schoolStaff, 'coordinator'], scope: 'proposal' } },
  proposalWithdraw: { POST: { who: ['coordinator'], scope: 'proposal' } },
  // The token is the right.
  proposalLink: { GET: anyone, POST: anyone },
  desk: { GET: { who: ['coordinator'], scope: 'somewhere' } },
  deskPile: { GET: desk },
  deskThank: { POST: desk },
  deskTasks: { GET: desk, POST: desk },
  deskTask: { GET: desk, POST: desk },
  deskTaskDone: { POST: desk },
  deskMeetings: { GET: desk, POST: desk },
  deskMeeting: { GET: desk, POST: desk },
  deskMeetingCancel: { POST: desk },
  deskMeetingFile: { GET: desk },
  deskHandover: { GET: coordination, POST: coordination },
  deskHandoverUndo: { POST: coordination },
  // Those of a bassin start waves for it: the handler looks at which.
  helpList: { GET: desk, POST: desk },
  helpWave: { GET: waves },
  helpWaveProgress: { GET: waves },
  helpWaveKeep: { POST: waves },
  helpWaveSend: { POST: waves },
  helpWaveDrop: { POST: waves },
  pupilHelp: { POST: pupilStaff },
  applicationSettings: { GET: coordination, POST: coordination },
  offerCalendar: { GET: anyone },
  favourites: { GET: { who: 'signed-in' }, POST: { who: 'signed-in' } },
  alerts: { GET: { who: 'signed-in' }, POST: { who: 'signed-in' } },
  alertStop: { GET: anyone, POST: anyone },

  myMessages: { GET: signedIn, POST: signedIn },
  messagePreferences: { GET: anyone, POST: anyone },
  letters: { GET: operators, POST: operators },
  letter: { GET: operators, POST: operators },
  letterBody: { GET: operators },
  bounces: { GET: operators, POST: operators },
  demonstrationLetters: { GET: anyone },
  demonstrationLetter: { GET: anyone },
  demonstrationLetterBody: { GET: anyone },

  myPlacement: { GET: anyPupil },
  helpAsk: { POST: anyPupil },
  helpWithdraw: { POST: anyPupil },
  myFamily: { GET: { who: ['representative'], scope: 'somewhere' } },
  myHost: { GET: { who: ['host'], scope: 'somewhere' } },
  hostHome: { GET: ofHost },
  helpSettings: { GET: coordination, POST: coordination },

  classes: { GET: { who: schoolStaff, scope: 'somewhere' } },
  classesCalendar: { GET: { who: schoolStaff, scope: 'somewhere' }, POST: { who: schoolStaff, scope: 'somewhere' } },
  school: { GET: schoolKeepers },
  schoolLive: { GET: schoolKeepers },
  schoolFile: { GET: { ...ofSchoolOffice, reads: schoolDownloaded } },
  schoolClasses: { GET: schoolKeepers, POST: ofSchoolOffice },
  schoolLists: { GET: ofSchoolOffice, POST: ofSchoolOffice },
  schoolList: { GET: ofSchoolOffice },
  schoolListColumns: { POST: ofSchoolOffice },
  schoolListAnswers: { POST: ofSchoolOffice },
  schoolListApply: { POST: ofSchoolOffice },
  schoolListUndo: { POST: ofSchoolOffice },
  schoolPeriods: { GET: ofSchoolOffice, POST: ofSchoolOffice },
  schoolGroups: { GET: { who: schoolStaff, scope: 'school' } },
  schoolListDrop: { POST: ofSchoolOffice },
  papers: { GET: ofSchoolOffice, POST: ofSchoolOffice },
  paperBatch: { GET: ofSchoolOffice },
  paperStart: { POST: ofSchoolOffice },
  paperProgress: { GET: ofSchoolOffice },
  paperTray: { GET: ofSchoolOffice },
  paperSettle: { POST: ofSchoolOffice },
  paperImage: { GET: ofSchoolOffice },
  paperSignatures: { GET: ofSchoolOffice, POST: ofSchoolOffice },
  paperUndo: { POST: ofSchoolOffice },
  paperCount: { POST: ofSchoolOffice },
  class: { GET: classReaders },
  classLive: { GET: classReaders },
  classRoll: { GET: classReaders },
  pupilFollow: { GET: pupilStaff },
  pupilNudge: { POST: pupilStaff },
  pupilAdvice: { POST: pupilStaff },
  pupilCalls: { POST: pupilStaff },
  classNudge: { POST: classStaff },
  classHelp: { GET: classStaff, POST: classStaff },
  classCodes: { GET: classStaff, POST: classStaff },
  classReferents: { GET: classStaff, POST: { who: schoolOffice, scope: 'class' } },
  classExemptions: { GET: classStaff, POST: classStaff },
  classPeriods: { GET: classStaff, POST: classStaff },
  pupilNew: { GET: classStaff, POST: classStaff },
  pupilEdit: { GET: pupilStaff, POST: pupilStaff },
  pupilLeaving: { POST: pupilStaff },

  outsideNew: { GET: classStaff, POST: classStaff },
  outsideUndo: { POST: ofSchoolAgreement },
  outsideFile: { GET: ofSchoolAgreement },
  classPlacements: { GET: classStaff },
  schoolAbsences: { GET: ofSchoolOffice },
  placementLink: { GET: anyone, POST: anyone },
  placementLinkIncident: { GET: anyone, POST: anyone },
  placementLinkEvaluation: { GET: anyone, POST: anyone },
  placementWelcome: {
    GET: { who: ['host', ...schoolStaff], scope: 'agreement' },
    POST: { who: ['host', ...schoolStaff], scope: 'agreement' },
  },
  placement: { GET: ofPlacedPupil },
  placementCalendar: { GET: ofPlacedPupil },
  incidentNew: { GET: aroundPlacement, POST: aroundPlacement },
  incident: { GET: { ...aroundPlacement, reads: readIncident } },
  incidentDeclaration: { GET: { who: schoolOffice, scope: 'agreement', reads: readIncident } },
  evaluation: { GET: aroundPlacement, POST: aroundPlacement },
  hostPlacements: { GET: ofHost },
  certificate: { GET: aroundPlacement },
  placementJournal: { GET: ofOwnAgreement, POST: ofOwnAgreement },
  placementReport: {
    GET: { who: ['pupil', ...schoolStaff], scope: 'agreement' },
    POST: ofOwnAgreement,
  },
  placementReportFile: { GET: { who: ['pupil', ...schoolStaff], scope: 'agreement' } },
  visits: { GET: classStaff, POST: classStaff },
  visitRound: { GET: classStaff },

  boards: { GET: { who: ['coordinator', 'observer'], scope: 'somewhere' } },
  board: { GET: boardReaders },
  boardLive: { GET: boardReaders },
  boardSeats: { GET: boardReaders },
  boardGaps: { GET: boardReaders },
  boardCompare: { GET: boardReaders },
  boardTarget: { POST: coordination },
  boardExport: { GET: boardReaders },
  boardExportFile: { GET: boardReaders },
  boardPublish: { POST: coordination },
  boardCalendar: { POST: boardReaders },
  calendarFeed: { GET: anyone },
  schoolState: { GET: ofSchoolOffice },
  openData: { GET: anyone },
  openDataFile: { GET: anyone },
  boardKeys: { GET: boardReaders, POST: boardReaders },
  boardKey: { POST: boardReaders },
  api: { GET: anyone },
  apiDocument: { GET: anyone },
  apiStatuses: { GET: anyone },
  apiSchemes: { GET: anyone },
  // The key is the right: src/api asks for it before anything else.
  apiAreas: { GET: anyone },
  apiFigures: { GET: anyone },
  journal: { GET: operators },
  keeping: { GET: operators },
  myData: {
    GET: { who: ['pupil', 'representative'], scope: 'somewhere' },
    POST: { who: ['pupil', 'representative'], scope: 'somewhere' },
  },
  pupilData: { GET: dataOffice, POST: dataOffice },
  pupilDataFile: { GET: dataOffice },
  personData: { GET: personOffice, POST: personOffice },
  personDataFile: { GET: personOffice },
  schoolArchive: { GET: { who: ['head', 'secretary'], scope: 'school' } },
  archivedAgreement: { GET: archiveReaders, POST: archiveReaders },
  propose: { GET: anyone, POST: anyone },
  proposeSent: { GET: anyone },
  proposeConfirm: { GET: anyone, POST: anyone },
  hostOffers: { GET: ofHost },
  offerNew: { GET: ofHost, POST: ofHost },
  offerDraft: { GET: ofHost, POST: ofHost },
  offerDraftDrop: { POST: ofHost },
  offerDraftChoose: { GET: ofHost, POST: ofHost },
  offerDraftStep: { GET: ofHost, POST: ofHost },
  offerDraftPhotos: { POST: ofHost },
  offerDraftPhotoDrop: { POST: ofHost },
  offerImports: { GET: ofHost, POST: ofHost },
  offerImport: { GET: ofHost },
  offerImportApply: { POST: ofHost },
  offerImportUndo: { POST: ofHost },
  offerEdit: { GET: ofOffer },
  offerEditStep: { GET: ofOffer, POST: ofOffer },
  offerSeats: { POST: ofOffer },
  offerWeek: { POST: ofOffer },
  offerMove: { POST: ofOffer },
  offerRepeat: { POST: ofOffer },
  offerUndo: { POST: ofOffer },
  offerHistory: { GET: ofOffer },
  // Anyone sees those of published offers; its handler asks who wants the others.
  offerImage: { GET: anyone },

  operations: { GET: operators },
  operationsAccounts: { POST: operators },
}
