import type { TagTone } from '#/design/index.ts'

/** What a recorded placement was signed with; `mixed` where the weeks of one pupil differ. */
export type Source = 'online' | 'paper' | 'outside' | 'mixed'

/** Who has the next move. */
export type Mover = 'pupil' | 'host' | 'school' | 'coordination' | 'signatories' | 'nobody'

interface StatusWords {
  /** Of the pupil, in a word or two. */
  readonly word: string
  /** The same for programs and their authors. */
  readonly english: string
  readonly tone: TagTone
  /** When it applies, for the documentation; the first that does is the status. */
  readonly when: string
}

/** Where a pupil stands for a period of the class: the first that applies, in this order (the view `pupil_statuses_now` decides). */
export const statuses = {
  exempt: { word: 'dispensé', english: 'exempt', tone: 'plain', when: 'an exemption for the period is in force' },
  placed: {
    word: 'placé',
    english: 'placed',
    tone: 'ok',
    when: 'signed agreements (signed, running, completed), of whatever source, hold every week of the period',
  },
  partly: { word: 'placé en partie', english: 'placed in part', tone: 'wait', when: 'they hold some of its weeks' },
  signing: {
    word: 'convention en cours',
    english: 'agreement on its way',
    tone: 'wait',
    when: 'an agreement is on its way (draft, filled, checked, signing), or a confirmed application waits for one',
  },
  accepted: {
    word: 'accepté',
    english: 'accepted by a host',
    tone: 'wait',
    when: 'a host said yes, or proposed other weeks, and the pupil has not confirmed',
  },
  proposed: {
    word: 'place proposée',
    english: 'place proposed',
    tone: 'wait',
    when: 'an allocation proposed a place that nobody has declined',
  },
  applied: {
    word: 'a candidaté',
    english: 'applied',
    tone: 'plain',
    when: 'an application is with a host: submitted, read, asked, waiting',
  },
  helped: {
    word: 'demande de l’aide',
    english: 'asked for help',
    tone: 'need',
    when: 'the pupil asked the coordination to look with them',
  },
  searching: {
    word: 'cherche',
    english: 'searching',
    tone: 'plain',
    when: 'the pupil came in, kept an offer or tried within 14 days',
  },
  silent: {
    word: 'silencieux',
    english: 'silent',
    tone: 'need',
    when: 'none of all this: never seen, or not for 14 days',
  },
} as const satisfies Readonly<Record<string, StatusWords>>

export type StatusName = keyof typeof statuses

const isStatus = (text: string): text is StatusName => Object.hasOwn(statuses, text)

/** In the order of the definition. */
export const statusNames: readonly StatusName[] = Object.keys(statuses).filter(isStatus)

/** A pupil's status for a period, with why. */
export interface PupilStatus {
  readonly pupilId: string
  readonly periodId: string
  readonly scheme: string
  readonly status: StatusName
  readonly source: Source | undefined
  /** Within the status: the reason of an exemption, the state of what is under way, what stands for the weeks still missing. */
  readonly detail: string
  /** Undefined for someone who was never seen. */
  readonly since: Temporal.Instant | undefined
  readonly byAccount: string | undefined
  readonly needed: readonly string[]
  readonly held: readonly { readonly week: string; readonly source: Exclude<Source, 'mixed'> }[]
}

/** Where a pupil stands for one week of the period: placed in part, what stands for the weeks still missing. */
export function statusInWeek({ status, detail, held }: PupilStatus, week: string): StatusName {
  if (status === 'exempt') return status
  if (held.some((each) => each.week === week)) return 'placed'
  return status === 'partly' && isStatus(detail) ? detail : status
}

/** Nothing is on its way, as the dashboards count it. */
export const hasNothing = (status: StatusName): boolean => ['helped', 'searching', 'silent'].includes(status)

export interface Step {
  /** Verb first: « Relancer le lieu d’accueil ». Undefined when nothing is left to do. */
  readonly next: string | undefined
  readonly who: Mover
  /** What stands in the way, once it has lasted. */
  readonly blocker: string | undefined
}

type Row = Omit<Step, 'blocker'> & { readonly blocker?: string; readonly afterDays?: number }

/** By status and detail (`applied asked`), else by status: what comes next, who moves, and what blocks after so many days. */
const steps: Readonly<Record<string, Row>> = {
  exempt: { next: undefined, who: 'nobody' },
  placed: { next: undefined, who: 'nobody' },
  partly: { next: 'Trouver les semaines qui manquent', who: 'pupil', blocker: 'il manque une semaine', afterDays: 10 },
  'partly signing': {
    next: 'Faire signer l’autre convention',
    who: 'signatories',
    blocker: 'convention en attente',
    afterDays: 10,
  },
  signing: { next: 'Faire signer la convention', who: 'signatories', blocker: 'une signature tarde', afterDays: 7 },
  'signing none': { next: 'Établir la convention', who: 'school', blocker: 'pas de convention', afterDays: 3 },
  'signing draft': { next: 'Compléter la convention', who: 'host', blocker: 'convention à compléter', afterDays: 5 },
  'signing filled': { next: 'Vérifier la convention', who: 'school', blocker: 'convention à vérifier', afterDays: 3 },
  'signing checked': { next: 'Envoyer à la signature', who: 'school', blocker: 'convention à envoyer', afterDays: 3 },
  accepted: { next: 'Confirmer la place', who: 'pupil', blocker: 'un oui attend sa réponse', afterDays: 4 },
  'accepted countered': {
    next: 'Répondre aux dates proposées',
    who: 'pupil',
    blocker: 'des dates attendent sa réponse',
    afterDays: 4,
  },
  proposed: { next: 'Répondre à la proposition', who: 'pupil', blocker: 'une proposition sans réponse', afterDays: 4 },
  'proposed accepted': { next: 'Attendre l’autre réponse', who: 'host', blocker: 'une réponse manque', afterDays: 4 },
  applied: {
    next: 'Attendre la réponse, relancer s’il le faut',
    who: 'host',
    blocker: 'le lieu d’accueil ne répond pas',
    afterDays: 10,
  },
  'applied asked': { next: 'Répondre à la question', who: 'pupil', blocker: 'une question sans réponse', afterDays: 4 },
  'applied waiting': {
    next: 'Candidater ailleurs aussi',
    who: 'pupil',
    blocker: 'n’est que sur liste d’attente',
    afterDays: 7,
  },
  helped: { next: 'Chercher avec l’élève', who: 'coordination', blocker: 'attend de l’aide', afterDays: 3 },
  searching: { next: 'Candidater', who: 'pupil', blocker: 'cherche sans candidater', afterDays: 10 },
  'searching draft': { next: 'Envoyer la candidature', who: 'pupil', blocker: 'candidature pas envoyée', afterDays: 4 },
  'searching ended': {
    next: 'Chercher une autre place',
    who: 'pupil',
    blocker: 'plus de candidature en cours',
    afterDays: 0,
  },
  silent: { next: 'Prendre des nouvelles', who: 'school', blocker: 'ne donne plus signe', afterDays: 0 },
  'silent never': { next: 'Faire venir une première fois', who: 'school', blocker: 'jamais venu', afterDays: 0 },
}

/** What comes next for this pupil. */
export function stepOf(status: Pick<PupilStatus, 'status' | 'detail' | 'since'>, now: Temporal.Instant): Step {
  const row = steps[`${status.status} ${status.detail}`] ?? steps[status.status]
  if (!row) throw new Error(`no step for ${status.status}`)
  const days = status.since ? status.since.until(now).total('hours') / 24 : Number.POSITIVE_INFINITY
  return { next: row.next, who: row.who, blocker: days >= (row.afterDays ?? 0) ? row.blocker : undefined }
}
