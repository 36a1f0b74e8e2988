import { countQueue } from '#/agreements/index.ts'
import { weekOf } from '#/calendar/index.ts'
import type { Account } from '#/identity/index.ts'
import {
  type ClassFigures,
  type Figures,
  figuresOfClasses,
  figuresOfStatuses,
  hasNothing,
  type KeptStatus,
  readSchoolCurves,
  type SchoolCurves,
  statusesOf,
  statusInWeek,
} from '#/indicators/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupils, listClasses, type Pupil, type Referent, referentsOfPupils } from '#/pupils/index.ts'
import { type PartnerHost, partnerHosts } from './partner-hosts.ts'
import { type NearPlace, unreachedOf } from './unreached.ts'

/** A pupil with nothing on the way for some weeks, and who follows them. */
export interface PupilWithout {
  readonly pupil: Pupil
  readonly className: string
  readonly status: KeptStatus
  /** ISO weeks, ascending. */
  readonly weeks: readonly string[]
  readonly referent: Referent | undefined
}

/** Someone whom no open place is within reach of; `near`: the nearest that the rules would open, and what stops the journey. */
export interface PupilUnreached extends PupilWithout {
  readonly near: NearPlace | undefined
}

export interface SchoolHome {
  /** Every scheme that pupils of the school are counted for, the one with most first. */
  readonly schemes: readonly string[]
  readonly scheme: string
  /** Each pupil once, for the period to fill now. */
  readonly figures: Figures
  /** Whether pupils have several periods; the curves count them all. */
  readonly isOfSeveral: boolean
  readonly classes: readonly ClassFigures[]
  readonly curves: SchoolCurves
  /** How many have nothing on the way in each week, ascending. */
  readonly weeks: readonly { readonly week: string; readonly pupils: number }[]
  /** A page of those of the week asked for, or of any. */
  readonly without: { readonly rows: readonly PupilWithout[]; readonly total: number; readonly page: number }
  /** Agreements that wait for the head. */
  readonly toSign: number
  readonly hosts: readonly PartnerHost[]
  /** Whom no open seat is within reach of, as the last allocation of the territory said, and who still have no place. */
  readonly unreached: readonly PupilUnreached[]
}

export const withoutPageSize = 20
const [mostClasses, mostUnreached] = [500, 50]

interface Asked {
  readonly territoryId: string
  readonly school: string
  readonly scheme: string | undefined
  /** An ISO week, to see only those who have nothing then. */
  readonly week: string | undefined
  /** Counted from 1. */
  readonly page: number
  readonly today: Temporal.PlainDate
}

/** How a school's placements go, in a dozen small queries. */
export async function readSchoolHome(
  services: Services,
  account: Pick<Account, 'id'>,
  asked: Asked,
): Promise<SchoolHome> {
  const { db } = services
  const { territoryId, school, today, week } = asked
  const thisWeek = weekOf(today)
  const { rows: classes } = await listClasses(db, { territoryId, school, limit: mostClasses })
  const names = new Map(classes.map(({ id, name }) => [id, name]))
  const beyond = await unreachedOf(db, { territoryId, school })
  const read = await guarded(services, account, async (tx) => {
    const all = await statusesOf(tx, territoryId, { school })
    const schemes = schemesOf(all)
    const scheme = schemes.find((each) => each === asked.scheme) ?? schemes[0] ?? ''
    const counted = all.filter((each) => each.scheme === scheme)
    const statuses = presentOf(counted, thisWeek)
    const lacking = lackingOf(statuses, thisWeek)
    const some = lacking.filter(({ weeks }) => week === undefined || weeks.includes(week))
    const pages = Math.max(1, Math.ceil(some.length / withoutPageSize))
    const page = Math.min(pages, Math.max(1, asked.page))
    const shown = some.slice((page - 1) * withoutPageSize, page * withoutPageSize)
    const far = lacking.filter(({ status }) => beyond.has(status.pupilId)).slice(0, mostUnreached)
    const ids = [...shown, ...far].map(({ status }) => status.pupilId)
    return {
      schemes,
      scheme,
      counted,
      statuses,
      lacking,
      shown,
      far,
      total: some.length,
      page,
      pupils: await findPupils(tx, territoryId, ids),
    }
  })
  const referents = await referentsOfPupils(db, territoryId, [...read.pupils.keys()])
  const named = ({ status, weeks }: Lacking): PupilWithout[] => {
    const pupil = read.pupils.get(status.pupilId)
    if (!pupil) return []
    const className = names.get(status.classId) ?? ''
    return [{ pupil, className, status, weeks, referent: referents.get(pupil.id) }]
  }
  const figures = figuresOfStatuses(read.statuses)
  return {
    ...{ schemes: read.schemes, scheme: read.scheme, figures },
    isOfSeveral: read.counted.length > read.statuses.length,
    classes: figuresOfClasses(read.statuses, classes),
    curves: await readSchoolCurves(
      db,
      { territoryId, scheme: read.scheme, school },
      { figures: figuresOfStatuses(read.counted), today },
    ),
    weeks: countWeeks(read.lacking),
    without: { rows: read.shown.flatMap(named), total: read.total, page: read.page },
    toSign: await countQueue(db, { territoryId, school }),
    hosts: await partnerHosts(db, { territoryId, school, today }),
    unreached: read.far.flatMap(named).map((row) => ({ ...row, near: beyond.get(row.pupil.id) })),
  }
}

/** The schemes of some statuses, the one with most first. */
export const schemesOf = (statuses: readonly KeptStatus[]): readonly string[] =>
  [...Map.groupBy(statuses, ({ scheme }) => scheme)]
    .toSorted(([a, one], [b, two]) => two.length - one.length || a.localeCompare(b))
    .map(([scheme]) => scheme)

/** One status for each pupil: of the first period that is not over, else of the last, as the page of the class shows it. */
export const presentOf = (statuses: readonly KeptStatus[], thisWeek: string): readonly KeptStatus[] =>
  [...Map.groupBy(statuses, ({ pupilId }) => pupilId).values()].flatMap((own) => {
    const inOrder = own.toSorted((a, b) => (a.needed[0] ?? '').localeCompare(b.needed[0] ?? ''))
    return inOrder.find(({ needed }) => (needed.at(-1) ?? '') >= thisWeek) ?? inOrder.at(-1) ?? []
  })

interface Lacking {
  readonly status: KeptStatus
  readonly weeks: readonly string[]
}

/** Those who have nothing on the way in some week that is not over: never seen first, then who has waited longest. */
function lackingOf(statuses: readonly KeptStatus[], thisWeek: string): readonly Lacking[] {
  return statuses
    .map((status) => ({
      status,
      weeks: status.needed.filter((week) => week >= thisWeek && hasNothing(statusInWeek(status, week))),
    }))
    .filter(({ weeks }) => weeks.length > 0)
    .toSorted((a, b) => {
      const [one, two] = [a.status, b.status]
      return (
        (one.since?.epochMilliseconds ?? 0) - (two.since?.epochMilliseconds ?? 0) ||
        one.pupilId.localeCompare(two.pupilId)
      )
    })
}

function countWeeks(lacking: readonly Lacking[]): SchoolHome['weeks'] {
  const counts = Map.groupBy(
    lacking.flatMap(({ weeks }) => weeks),
    (week) => week,
  )
  return [...counts]
    .map(([week, each]) => ({ week, pupils: each.length }))
    .toSorted((a, b) => a.week.localeCompare(b.week))
}
