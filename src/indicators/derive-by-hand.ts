import type { AgreementSource, AgreementState } from '#/agreements/index.ts'
import type { ApplicationState } from '#/applications/index.ts'
import type { ProposalState } from '#/proposals/index.ts'
import type { PupilStatus, StatusName } from './status.ts'

/** All that the status of one pupil for one period depends on. Instants are ISO text in UTC, which sorts by time. */
export interface Facts {
  /** ISO day; undefined before the territory's day was told. */
  readonly today: string | undefined
  readonly scheme: string
  readonly weeks: readonly string[]
  readonly exemption: { readonly reason: string; readonly since: string; readonly by: string | undefined } | undefined
  readonly agreements: readonly (Concern & {
    readonly state: AgreementState
    readonly source: AgreementSource
    readonly by: string | undefined
    readonly amends: boolean
  })[]
  readonly applications: readonly (Concern & { readonly state: ApplicationState })[]
  readonly proposals: readonly (Concern & { readonly state: ProposalState })[]
  readonly helpAskedAt: string | undefined
  readonly signAt: string | undefined
}

interface Concern {
  readonly id: string
  readonly scheme: string
  readonly weeks: readonly string[]
  readonly since: string
}

type Derived = Pick<PupilStatus, 'status' | 'detail' | 'held'> & {
  readonly source: string
  readonly since: string | undefined
  readonly by: string | undefined
}

/**
 * The definition of `pupil_statuses_now` (migrations/0095) once more, one pupil at a time and meant to be read: tests hold the database's
 * against it over random facts. Nothing in the application calls it.
 */
export function deriveByHand(facts: Facts): Derived {
  const { today, scheme, weeks, exemption, helpAskedAt, signAt } = facts
  const about = <Each extends Concern>(all: readonly Each[]) => all.filter((each) => each.scheme === scheme)
  const within = <Each extends Concern>(all: readonly Each[]) =>
    about(all).filter((each) => each.weeks.some((week) => weeks.includes(week)))
  /** The first of these states that there is, the oldest within it. */
  const first = <Each extends Concern & { readonly state: string }>(
    all: readonly Each[],
    ...states: readonly Each['state'][]
  ) => states.flatMap((state) => all.filter((each) => each.state === state).toSorted(oldest))[0]

  // An amendment becomes part of what it amends, and is none itself.
  const agreements = facts.agreements.filter(({ amends }) => !amends)
  const signed = about(agreements)
    .filter(({ state }) => state === 'signed' || state === 'running' || state === 'completed')
    .toSorted(oldest)
  const held = weeks.toSorted().flatMap((week) => {
    const agreement = signed.find((each) => each.weeks.includes(week))
    return agreement ? [{ week, source: agreement.source, agreement }] : []
  })
  const making = first(within(agreements), 'signing', 'checked', 'filled', 'draft')
  const applications = within(facts.applications)
  const agreed = first(applications, 'confirmed')
  const yes = first(applications, 'accepted', 'countered')
  const offered = first(within(facts.proposals), 'accepted', 'proposed')
  const sent = first(applications, 'asked', 'read', 'submitted', 'waiting')
  const drafts = about(facts.applications).filter(({ state }) => state === 'draft')
  const ended = about(facts.applications).filter(({ state }) =>
    (['refused', 'withdrawn', 'expired', 'cancelled'] as const).some((over) => over === state),
  )
  const tried = (drafts.length > 0 ? drafts : ended)
    .map(({ since }) => since)
    .toSorted()
    .at(-1)
  const seen = [signAt, tried]
    .filter((at) => at !== undefined)
    .toSorted()
    .at(-1)
  const isRecent = seen !== undefined && (today === undefined || seen.slice(0, 10) > fortnightBefore(today))

  const rest: StatusName =
    making || agreed
      ? 'signing'
      : yes
        ? 'accepted'
        : offered
          ? 'proposed'
          : sent
            ? 'applied'
            : helpAskedAt !== undefined
              ? 'helped'
              : isRecent
                ? 'searching'
                : 'silent'
  const none = { held: held.map(({ week, source }) => ({ week, source })), source: '', by: undefined }
  if (exemption)
    return { ...none, status: 'exempt', detail: exemption.reason, since: exemption.since, by: exemption.by }
  if (held.length > 0) {
    const sources = new Set(held.map(({ source }) => source))
    const last = held.map(({ agreement }) => agreement).toSorted(newest)[0]
    return {
      ...none,
      status: held.length === weeks.length ? 'placed' : 'partly',
      detail: held.length === weeks.length ? '' : rest,
      source: sources.size === 1 ? (held[0]?.source ?? '') : 'mixed',
      since: last?.since,
      by: last?.by,
    }
  }
  // oxlint-disable-next-line switch-exhaustiveness-check -- what is left is the same
  switch (rest) {
    case 'signing':
      return {
        ...none,
        status: rest,
        detail: making?.state ?? 'none',
        since: (making ?? agreed)?.since,
        by: making?.by,
      }
    case 'accepted':
      return { ...none, status: rest, detail: yes?.state ?? '', since: yes?.since }
    case 'proposed':
      return { ...none, status: rest, detail: offered?.state ?? '', since: offered?.since }
    case 'applied':
      return { ...none, status: rest, detail: sent?.state ?? '', since: sent?.since }
    case 'helped':
      return { ...none, status: rest, detail: '', since: helpAskedAt }
    default: {
      const detail = seen === undefined ? 'never' : drafts.length > 0 ? 'draft' : ended.length > 0 ? 'ended' : 'looking'
      return { ...none, status: rest, detail, since: seen }
    }
  }
}

const oldest = (a: Concern, b: Concern): number => compare(a.since, b.since) || compare(a.id, b.id)
const newest = (a: Concern, b: Concern): number => compare(b.since, a.since) || compare(a.id, b.id)
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const fortnightBefore = (day: string): string => Temporal.PlainDate.from(day).subtract({ days: 14 }).toString()
