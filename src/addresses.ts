/**
 * Every address of the application, in one place. Patterns for the router; `addressOf` fills them for links.
 * Pure data without imports, so that any feature may link to any other without depending on it.
 */
export const addresses = {
  welcome: '/',
  signIn: '/connexion',
  signInDemonstration: '/connexion/demonstration',
  signInLink: '/connexion/lien/:token',
  signInCode: '/connexion/code',
  signInMail: '/connexion/courriel/:token',
  signInPupil: '/connexion/eleve',
  secondStep: '/connexion/second-code',
  signInProvider: '/connexion/fournisseur/:provider',
  signInReturn: '/connexion/retour/:provider',
  account: '/mon-compte',
  accountSessions: '/mon-compte/connexions',
  accountRole: '/mon-compte/roles/:grant',
  accountLend: '/mon-compte/roles/:grant/preter',
  invitation: '/invitations/:token',
  territoryPeople: '/territoires/:territory/personnes',
  schoolPeople: '/territoires/:territory/etablissements/:school/personnes',
  hostPeople: '/structures/:host/personnes',
  hosts: '/structures',
  host: '/structures/:host',
  hostEdit: '/structures/:host/modifier',
  hostPrinciple: '/structures/:host/accord',
  hostSiteNew: '/structures/:host/nouveau-lieu',
  hostSite: '/structures/:host/lieux/:site',
  hostSiteClose: '/structures/:host/lieux/:site/fermer',
  hostContact: '/structures/:host/contact',
  hostContactEnd: '/structures/:host/contact/:contact/fin',
  hostRegister: '/structures/:host/registre',
  hostNew: '/territoires/:territory/nouvelle-structure',
  duplicates: '/territoires/:territory/doublons',
  /** Two hosts that may be one, by their identifiers. */
  duplicatePair: '/territoires/:territory/doublons/:one/:other',
  duplicateDismiss: '/territoires/:territory/doublons/:one/:other/distinctes',
  mergeUndo: '/territoires/:territory/fusions/:merge/annuler',
  signOut: '/deconnexion',
  campaigns: '/campagnes',
  campaignNew: '/nouvelle-campagne',
  campaign: '/campagnes/:campaign',
  /** Coverage of an area; `level` and `area` as in the table below the map (`departement/14`). */
  area: '/campagnes/:campaign/territoires/:level/:area',
  imports: '/campagnes/:campaign/fichiers',
  /** What the campaign holds now, as its files: `pupils.csv`. */
  campaignFile: '/campagnes/:campaign/telecharger/:file',
  timetableRemove: '/campagnes/:campaign/horaires/:timetable/retirer',
  importPreview: '/campagnes/:campaign/fichiers/:import',
  importProblems: '/campagnes/:campaign/fichiers/:import/erreurs',
  importApply: '/campagnes/:campaign/fichiers/:import/appliquer',
  importUndo: '/campagnes/:campaign/fichiers/:import/annuler',
  runs: '/campagnes/:campaign/affectations',
  run: '/campagnes/:campaign/affectations/:run',
  runProgress: '/campagnes/:campaign/affectations/:run/progression',
  runStop: '/campagnes/:campaign/affectations/:run/arreter',
  runSchools: '/campagnes/:campaign/affectations/:run/etablissements',
  runPupils: '/campagnes/:campaign/affectations/:run/eleves',
  runPupil: '/campagnes/:campaign/affectations/:run/eleves/:pupil',
  runShortages: '/campagnes/:campaign/affectations/:run/manques',
  runShortage: '/campagnes/:campaign/affectations/:run/manques/:shortage',
  runCompare: '/campagnes/:campaign/affectations/:run/comparer/:other',
  runFile: '/campagnes/:campaign/affectations/:run/telecharger/:file',
  /** Where each one starts. */
  myPlacement: '/mon-stage',
  helpAsk: '/mon-stage/aide',
  helpWithdraw: '/mon-stage/aide/retirer',
  myFamily: '/ma-famille',
  myHost: '/ma-structure',
  hostHome: '/structures/:host/accueil',
  /** When a territory offers its help. */
  helpSettings: '/reglages/:territory/aide',
  /** The bank becomes the campaign's files. */
  campaignBank: '/campagnes/:campaign/banque',
  /** Where someone of a school works. */
  classes: '/mes-classes',
  /** Their weeks, and one’s visits, in one’s own calendar. */
  classesCalendar: '/mes-classes/agenda',
  school: '/territoires/:territory/etablissements/:school',
  /** Tells an open page of the school that something changed. */
  schoolLive: '/territoires/:territory/etablissements/:school/direct',
  /** Where its pupils stand, to take away. */
  schoolFile: '/territoires/:territory/etablissements/:school/suivi/:format',
  /** Its classes as they are arranged: lists, codes, weeks. */
  schoolClasses: '/territoires/:territory/etablissements/:school/classes',
  /** A school's files of pupils: given, previewed, applied, undone. */
  schoolLists: '/territoires/:territory/etablissements/:school/listes',
  schoolList: '/territoires/:territory/etablissements/:school/listes/:list',
  schoolListColumns: '/territoires/:territory/etablissements/:school/listes/:list/colonnes',
  schoolListAnswers: '/territoires/:territory/etablissements/:school/listes/:list/reponses',
  schoolListApply: '/territoires/:territory/etablissements/:school/listes/:list/appliquer',
  schoolListUndo: '/territoires/:territory/etablissements/:school/listes/:list/annuler',
  /** The same weeks for several classes at once. */
  schoolPeriods: '/territoires/:territory/etablissements/:school/semaines',
  schoolGroups: '/territoires/:territory/etablissements/:school/groupes',
  schoolListDrop: '/territoires/:territory/etablissements/:school/listes/:list/abandonner',
  /** Signed paper: stacks of scans, read, sorted and confirmed. */
  papers: '/territoires/:territory/etablissements/:school/papiers',
  paperBatch: '/territoires/:territory/etablissements/:school/papiers/:batch',
  paperStart: '/territoires/:territory/etablissements/:school/papiers/:batch/lire',
  paperProgress: '/territoires/:territory/etablissements/:school/papiers/:batch/progression',
  paperTray: '/territoires/:territory/etablissements/:school/papiers/:batch/a-identifier',
  paperSettle: '/territoires/:territory/etablissements/:school/papiers/:batch/pages/:paper',
  paperImage: '/territoires/:territory/etablissements/:school/papiers/:batch/pages/:paper/image',
  paperSignatures: '/territoires/:territory/etablissements/:school/papiers/:batch/signatures',
  paperUndo: '/territoires/:territory/etablissements/:school/papiers/:batch/signatures/:confirmation/reprendre',
  paperCount: '/territoires/:territory/etablissements/:school/papiers/:batch/compter',
  /** The class at a glance: where each pupil stands. */
  class: '/classes/:class',
  classLive: '/classes/:class/direct',
  /** Its list: who is in it, and how they come in. */
  classRoll: '/classes/:class/eleves',
  /** Those of a class whom something blocks are nudged at once; some are given to the coordination's list. */
  classNudge: '/classes/:class/relancer',
  classHelp: '/classes/:class/aide',
  classCodes: '/classes/:class/codes',
  classPeriods: '/classes/:class/semaines',
  classExemptions: '/classes/:class/dispenses',
  /** Who follows whom through the placement. */
  classReferents: '/classes/:class/referents',
  pupilNew: '/classes/:class/nouvel-eleve',
  pupilEdit: '/eleves/:pupil/modifier',
  pupilLeaving: '/eleves/:pupil/depart',
  /** How a pupil's search goes, for those who accompany it. */
  pupilFollow: '/eleves/:pupil/suivi',
  pupilNudge: '/eleves/:pupil/relancer',
  pupilAdvice: '/eleves/:pupil/conseil',
  pupilCalls: '/eleves/:pupil/appels',
  /** Where pupils stand, live; the rest of a dashboard's state stands in the query. */
  boards: '/tableau-de-bord',
  board: '/territoires/:territory/tableau',
  boardLive: '/territoires/:territory/tableau/direct',
  boardSeats: '/territoires/:territory/tableau/places',
  boardGaps: '/territoires/:territory/tableau/ecarts',
  boardCompare: '/territoires/:territory/tableau/comparer',
  boardTarget: '/territoires/:territory/tableau/objectif',
  /** What can be taken away of a dashboard, with the same view. */
  boardExport: '/territoires/:territory/tableau/exporter',
  boardExportFile: '/territoires/:territory/tableau/exporter/:file',
  boardPublish: '/territoires/:territory/tableau/exporter/publier',
  /** One page to print for a meeting, for those who run the school. */
  schoolState: '/territoires/:territory/etablissements/:school/etat',
  boardCalendar: '/territoires/:territory/tableau/exporter/calendrier',
  /** A calendar's secret way to the weeks of an area. */
  calendarFeed: '/calendriers/:token',
  /** What a territory published of its figures, for anyone. */
  openData: '/donnees-ouvertes/:territory',
  openDataFile: '/donnees-ouvertes/:territory/:file',
  /** Keys for programs that read the figures; the API itself, in English, and the page that explains it. */
  boardKeys: '/territoires/:territory/tableau/cles',
  boardKey: '/territoires/:territory/tableau/cles/:key',
  api: '/api',
  apiDocument: '/api/openapi.json',
  apiStatuses: '/api/v1/statuses',
  apiSchemes: '/api/v1/schemes',
  apiAreas: '/api/v1/territories/:territory/areas',
  apiFigures: '/api/v1/territories/:territory/figures',
  journal: '/exploitation/journal',
  /** What is kept about people: how long, what a pupil's family may ask, the archive of agreements. */
  keeping: '/exploitation/conservation',
  myData: '/mes-donnees',
  pupilData: '/eleves/:pupil/donnees',
  pupilDataFile: '/eleves/:pupil/donnees/:format',
  /** The same, of someone whom an organisation accompanies. */
  personData: '/personnes/:beneficiary/donnees',
  personDataFile: '/personnes/:beneficiary/donnees/:format',
  schoolArchive: '/territoires/:territory/etablissements/:school/archives',
  archivedAgreement: '/archives/:archived',
  operations: '/exploitation',
  operationsAccounts: '/exploitation/comptes',
  /** The public search: everything it looks for stands in the query. */
  search: '/chercher',
  /** A first-timer proposes a place; the link of the mail confirms it. */
  propose: '/proposer',
  proposeSent: '/proposer/merci',
  proposeConfirm: '/proposer/confirmer/:token',
  hostOffers: '/structures/:host/offres',
  offerNew: '/structures/:host/nouvelle-offre',
  offerDraft: '/structures/:host/brouillons/:draft',
  offerDraftDrop: '/structures/:host/brouillons/:draft/jeter',
  offerDraftChoose: '/structures/:host/brouillons/:draft/choisir',
  offerDraftStep: '/structures/:host/brouillons/:draft/etapes/:step',
  offerDraftPhotos: '/structures/:host/brouillons/:draft/photos',
  offerDraftPhotoDrop: '/structures/:host/brouillons/:draft/photos/:photo/retirer',
  offerImports: '/structures/:host/importer',
  offerImport: '/structures/:host/importer/:import',
  offerImportApply: '/structures/:host/importer/:import/appliquer',
  offerImportUndo: '/structures/:host/importer/:import/annuler',
  offerEdit: '/offres/:offer/modifier',
  offerEditStep: '/offres/:offer/modifier/:step',
  offerSeats: '/offres/:offer/places',
  offerWeek: '/offres/:offer/fermer',
  offerMove: '/offres/:offer/etat',
  offerRepeat: '/offres/:offer/reconduire',
  offerUndo: '/offres/:offer/revenir',
  offerHistory: '/offres/:offer/historique',
  /** Anyone may say that something is wrong with an offer. */
  offerReport: '/offres/:offer/signaler',
  moderationHome: '/moderation',
  moderation: '/territoires/:territory/moderation',
  moderationDecide: '/territoires/:territory/moderation/offres/:offer',
  moderationUndo: '/territoires/:territory/moderation/decisions/:case/annuler',
  offerImage: '/images/:image',
  offer: '/offres/:offer',
  offerCalendar: '/offres/:offer/semaines.ics',
  applicationNew: '/offres/:offer/candidater',
  application: '/candidatures/:application',
  applicationSend: '/candidatures/:application/envoyer',
  applicationConfirm: '/candidatures/:application/confirmer',
  /** Waits for a seat, when the last one went to someone else. */
  applicationQueue: '/candidatures/:application/attendre',
  applicationWithdraw: '/candidatures/:application/retirer',
  applicationCancel: '/candidatures/:application/annuler',
  applicationAnswer: '/candidatures/:application/reponse',
  applicationMessages: '/candidatures/:application/messages',
  /** A host answers from the mail, without an account. */
  answerLink: '/repondre/:token',
  /** A place that an allocation found: for the pupil, the family, the host, the school, the coordination. */
  proposal: '/propositions/:proposal',
  proposalAnswer: '/propositions/:proposal/reponse',
  /** On paper, for a pupil whom no mail reaches. */
  proposalSlip: '/propositions/:proposal/a-imprimer',
  proposalWithdraw: '/propositions/:proposal/retirer',
  /** A host answers from the mail, without an account. */
  proposalLink: '/place-proposee/:token',
  /** Where a coordinator starts: what changed, what waits, whom to call. */
  desk: '/bureau',
  /** All that a number of the desk counts. */
  deskPile: '/territoires/:territory/bureau/:pile',
  deskThank: '/territoires/:territory/remercier',
  deskTasks: '/territoires/:territory/taches',
  deskTask: '/territoires/:territory/taches/:task',
  deskTaskDone: '/territoires/:territory/taches/:task/fait',
  deskMeetings: '/territoires/:territory/rencontres',
  deskMeeting: '/territoires/:territory/rencontres/:meeting',
  deskMeetingCancel: '/territoires/:territory/rencontres/:meeting/annuler',
  deskMeetingFile: '/territoires/:territory/rencontres/:meeting/agenda.ics',
  deskHandover: '/territoires/:territory/transmission',
  deskHandoverUndo: '/territoires/:territory/transmission/:handover/annuler',
  /** Those whom the coordination looks for: the list, each wave, and someone of a school who enters a pupil. */
  helpList: '/territoires/:territory/aide',
  helpWave: '/territoires/:territory/aide/vagues/:wave',
  helpWaveProgress: '/territoires/:territory/aide/vagues/:wave/progression',
  helpWaveKeep: '/territoires/:territory/aide/vagues/:wave/ecarter',
  helpWaveSend: '/territoires/:territory/aide/vagues/:wave/envoyer',
  helpWaveDrop: '/territoires/:territory/aide/vagues/:wave/abandonner',
  pupilHelp: '/eleves/:pupil/aide',
  /** What agreements are made with: wording and logo of a territory, annex and logo of a school. */
  documentSettings: '/reglages/:territory/conventions',
  documentWording: '/reglages/:territory/conventions/:scheme',
  schoolDocuments: '/territoires/:territory/etablissements/:school/conventions',
  /** Anyone checks a document, by the code of a page or by the file itself. */
  verify: '/verifier',
  /** An agreement: where it stands, and what it asks of whom. */
  agreement: '/conventions/:agreement',
  /** One part of it: `host`, `school`, `family`. */
  agreementFill: '/conventions/:agreement/completer/:part',
  agreementSend: '/conventions/:agreement/verifier',
  agreementRemind: '/conventions/:agreement/relancer',
  agreementStop: '/conventions/:agreement/arreter',
  agreementRevise: '/conventions/:agreement/reprendre',
  agreementAmend: '/conventions/:agreement/avenant',
  agreementReplace: '/conventions/:agreement/changer-de-structure',
  /** Fills a part from the mail, without an account. */
  fillLink: '/conventions/remplir/:token',
  /** The draft, the frozen or the finished document, as PDF. */
  agreementDocument: '/conventions/:agreement/document',
  /** Signs from the mail, without an account: the token is the right, a code proves the mailbox. */
  signingLink: '/signer/:token',
  signingLinkCode: '/signer/:token/code',
  signingLinkDocument: '/signer/:token/document',
  signingLinkRefuse: '/signer/:token/refuser',
  /** Signs with an account. */
  agreementSign: '/conventions/:agreement/signer',
  agreementSignCode: '/conventions/:agreement/signer/code',
  agreementSignRefuse: '/conventions/:agreement/signer/refuser',
  /** Someone of the school saw them sign on paper. */
  agreementByHand: '/conventions/:agreement/en-main-propre',
  /** What waits for the head of a school, signed together with one code. */
  reviewQueue: '/territoires/:territory/etablissements/:school/a-signer',
  review: '/territoires/:territory/etablissements/:school/a-signer/:request',
  reviewProgress: '/territoires/:territory/etablissements/:school/a-signer/:request/progression',
  /** The agreements of a class. */
  classAgreements: '/classes/:class/conventions',
  classAgreementsRemind: '/classes/:class/conventions/relancer',
  classAgreementsFile: '/classes/:class/conventions/exporter/:format',
  /** What a territory chooses about applications. */
  applicationSettings: '/reglages/:territory/candidatures',
  /** Following a placement: recorded elsewhere, who came, what to bring, what happened, how it went. */
  outsideNew: '/classes/:class/ailleurs',
  outsideUndo: '/conventions/:agreement/ailleurs/annuler',
  outsideFile: '/conventions/:agreement/ailleurs/fichier',
  classPlacements: '/classes/:class/stages',
  schoolAbsences: '/territoires/:territory/etablissements/:school/absences',
  /** From the mail, without an account: the token is the right. */
  placementLink: '/presence/:token',
  placementLinkIncident: '/presence/:token/incident',
  placementLinkEvaluation: '/presence/:token/bilan',
  /** For who welcomes, with an account. */
  placementWelcome: '/conventions/:agreement/accueil',
  /** For the pupil, the family and the school. */
  placement: '/conventions/:agreement/stage',
  placementCalendar: '/conventions/:agreement/stage.ics',
  incidentNew: '/conventions/:agreement/incident',
  incident: '/conventions/:agreement/incidents/:incident',
  incidentDeclaration: '/conventions/:agreement/incidents/:incident/declaration',
  evaluation: '/conventions/:agreement/bilan',
  /** What a host has done: those whom it welcomed, with their certificates. */
  hostPlacements: '/structures/:host/accueils-termines',
  certificate: '/conventions/:agreement/attestation',
  placementJournal: '/conventions/:agreement/journal',
  placementReport: '/conventions/:agreement/rapport',
  placementReportFile: '/conventions/:agreement/rapport/:format',
  visits: '/classes/:class/visites',
  visitRound: '/classes/:class/visites/tournee',
  /** PMSMP, for those who prescribe them. */
  immersions: '/mes-immersions',
  immersionNew: '/mes-immersions/nouvelle',
  /** Those whom an organisation accompanies, those of long ago too. */
  immersionPeople: '/mes-immersions/personnes',
  immersionRenew: '/conventions/:agreement/renouveler',
  /** Who prescribes in a territory. */
  organisations: '/territoires/:territory/organismes',
  favourites: '/favoris',
  alerts: '/alertes',
  /** From the mail, without signing in. */
  alertStop: '/alertes/arreter/:token',
  /** What one chose to be told: with an account, or with the token of a mail. */
  myMessages: '/mon-compte/messages',
  messagePreferences: '/messages/:token',
  /** What was sent and kept, for operators; and for anyone in a demonstration. */
  letters: '/exploitation/courriers',
  letter: '/exploitation/courriers/:letter',
  letterBody: '/exploitation/courriers/:letter/contenu',
  bounces: '/exploitation/adresses',
  demonstrationLetters: '/courriers',
  demonstrationLetter: '/courriers/:letter',
  demonstrationLetterBody: '/courriers/:letter/contenu',
  help: '/aide',
  health: '/healthz',
  metrics: '/metrics',
  assets: '/assets/:file{.+}',
} as const

export type AddressName = keyof typeof addresses

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? BareName<Name> | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? BareName<Name>
    : never
type BareName<Name extends string> = Name extends `${infer Bare}{${string}` ? Bare : Name
type Params<Path extends string> = { readonly [Name in ParamNames<Path>]: string }

/** The address with its parameters filled and escaped, and an optional query (empty values left out). */
export function addressOf<Name extends AddressName>(
  name: Name,
  params: Params<(typeof addresses)[Name]>,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const values: Readonly<Record<string, string>> = params
  const path = addresses[name].replace(/:(\w+)(\{[^}]*\})?/g, (_, key: string) => encodeURIComponent(values[key] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(key, String(value))
  return search.size > 0 ? `${path}?${search}` : path
}
