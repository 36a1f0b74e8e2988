import type { ColumnType } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'stopped'
/** placed: every week asked has a place; partly: some; unplaced: none; fixed: every week was held before the run. */
export type PupilState = 'placed' | 'partly' | 'unplaced' | 'fixed'

/** One file that a run read, as it stood when the run was asked for. */
export interface RunInput {
  readonly kind: string
  readonly name: string
  readonly version: number
  readonly sha256: string
}

/** Figures of a finished run that lists and headlines show. Pupils are counted once: placed + partly + unplaced = pupils. */
export interface RunFigures {
  readonly pupils: number
  /** With a place for each of their weeks, those held before the run included. */
  readonly placed: number
  readonly partly: number
  readonly unplaced: number
  readonly shortages: number
  readonly seatsMissing: number
  readonly over60: number
  readonly over45: number
  readonly over30: number
  readonly medianMinutes: number | null
  /** Pupils whose journey is known, by the worse of the two ways, in bands of five minutes: band i holds [5i, 5i + 5[. */
  readonly minutesBands: readonly number[]
  /** Pupils without a place for some week, each once by the code of their row: together they are partly + unplaced. */
  readonly codes: Readonly<Record<string, number>>
  readonly priorities: readonly { readonly priority: number; readonly pupils: number; readonly placed: number }[]
  readonly reach: 'timetable' | 'estimate' | 'given'
  /** What a person must know about the dates the answer rests on. */
  readonly warnings: readonly string[]
  readonly seconds: number
}

/** Why a pupil has this place or none: what each week problem the pupil took part in knew, in the order they were solved. */
export interface PupilWhy {
  readonly problems: readonly ProblemWhy[]
  /** Offers that the rules would open but no journey reaches, nearest first; only of a pupil without a place. */
  readonly beyond: readonly BeyondReach[]
}
export interface ProblemWhy {
  /** `all`, or the week. */
  readonly key: string
  /** Offers within reach on every working day, whatever the rules say. */
  readonly within: number
  /** Of these, offers that the rules open to this pupil. */
  readonly open: number
  /** Of these, how many cost less than the one given (shorter, or a better wish). */
  readonly better: number
  /** Best first; at most a handful, the one given among them. */
  readonly offers: readonly OfferWhy[]
}
export interface OfferWhy {
  readonly offer: string
  readonly out: number
  readonly back: number
  /** Position of its sector among the wishes, 1 the first; 0 when none is met. */
  readonly rank: number
  readonly stop: OfferStop
}
/** What an offer is to the pupil: the one given, taken by others, free, or closed to this pupil by a rule. */
export type OfferStop =
  | 'given'
  | 'taken'
  | 'free'
  | 'level'
  | 'week'
  | 'age'
  | 'needs'
  | 'reserved'
  | 'avoided'
  | 'hours'
  | 'group'

/** An offer that is too far, and what stops the journey. */
export interface BeyondReach {
  readonly offer: string
  readonly kilometres: number
  /** The worse of the two ways where there is a journey every day, however long; null when a day has none. */
  readonly minutes: number | null
  /** Days without a journey there or back. */
  readonly days: readonly { readonly date: string; readonly out: boolean; readonly back: boolean }[]
}

/** A placement's day: each way on its own longest day. Seconds since midnight. */
export interface RunJourney {
  readonly out: RunWay
  readonly back: RunWay
  /** The dates of which the hours differ from these, with theirs. */
  readonly others: readonly {
    readonly date: string
    readonly leave: number
    readonly arrive: number
    readonly leaveWork: number
    readonly home: number
  }[]
}
export interface RunWay {
  readonly departSeconds: number
  readonly arriveSeconds: number
  readonly minutes: number
  readonly transfers: number
  readonly legs: readonly RunLeg[]
}
export interface RunLeg {
  readonly kind: 'walk' | 'ride'
  readonly departSeconds: number
  readonly arriveSeconds: number
  readonly from?: string
  readonly to?: string
  readonly line?: string
  readonly headsign?: string
  readonly mode?: string
}

declare module '#/platform/database.ts' {
  interface Schema {
    runs: {
      territory_id: string
      id: string
      campaign_id: string
      number: number
      state: RunState
      stage: string
      done: number
      total: number
      asked_by: string | null
      asked_at: InstantColumn
      started_at: NullableInstantColumn
      finished_at: NullableInstantColumn
      heartbeat_at: NullableInstantColumn
      worker: string | null
      attempts: number
      stop_asked: boolean
      inputs: Json<readonly RunInput[]>
      figures: ColumnType<RunFigures | null, string | null, string | null>
      summary: ColumnType<unknown, string | null, string | null>
      verification: ColumnType<
        { readonly ok: boolean; readonly messages: readonly string[] } | null,
        string | null,
        string | null
      >
      failure: string | null
    }
    run_pupils: {
      territory_id: string
      run_id: string
      pupil: string
      school: string
      level: string
      priority: number
      state: PupilState
      code: string | null
      minutes: number | null
      lat: number | null
      lon: number | null
      why: Json<PupilWhy>
    }
    run_placements: {
      territory_id: string
      run_id: string
      pupil: string
      week: string
      offer: string
      minutes_out: number | null
      minutes_back: number | null
      leave_home: string | null
      arrive: string | null
      leave_work: string | null
      back_home: string | null
      transfers: number | null
      wish_rank: number | null
      cost: number | null
      fixed: boolean
      journey: ColumnType<RunJourney | null, string | null, string | null>
    }
    run_unplaced: {
      territory_id: string
      run_id: string
      pupil: string
      week: string
      code: string
      reason: string
      shortage: string | null
    }
    run_shortages: {
      territory_id: string
      run_id: string
      id: string
      rank: number
      place: string
      weeks: string[]
      pupils: number
      seats: number
      missing: number
      lat: number
      lon: number
      radius_km: number
      sectors: string[]
    }
    run_shortage_members: {
      territory_id: string
      run_id: string
      shortage: string
      kind: 'pupil' | 'offer'
      member: string
    }
    run_coverage: {
      territory_id: string
      run_id: string
      school: string
      name: string
      pupils: number
      placed: number
      partly: number
      unplaced: number
      out_of_reach: number
      seats_taken: number
      over_60_minutes: number
      minutes_sum: number
      lat: number | null
      lon: number | null
    }
    run_files: { territory_id: string; run_id: string; name: string; sha256: string; bytes: Uint8Array }
  }
}
