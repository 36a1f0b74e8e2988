/** Rows that go along with those they hang on: by table, their columns, and what these equal of the key `k`. */
export interface Follower {
  readonly table: string
  readonly at: Readonly<Record<string, string>>
}

/** What a pupil's family can be shown of a purpose, and what becomes of it when they ask for its erasure. */
export interface Shown {
  /** SQL over `r`: whether it is of the pupil `:pupil` in `:territory`. */
  readonly of: string
  /** SQL over `r`: one line in French, for people. */
  readonly line: string
  /** SQL over `r`: what hangs on it, as one JSON object, for the export. */
  readonly more?: string
  /** SQL over `r`: what may go at once; or why it stays, in French. */
  readonly onRequest: { readonly erase: string } | { readonly stays: string }
}

/**
 * One purpose that personal data is kept for: the words are what people read, the SQL over `r` is what the job does. Everything is
 * written here and nothing comes from outside: it is put in statements as it stands.
 */
export interface Purpose {
  readonly name: string
  readonly what: string
  readonly whose: string
  /** From when its time runs, in words; `since` says the same in SQL, as an instant (null: it does not run yet). */
  readonly from: string
  readonly since: string
  readonly time: { readonly years?: number; readonly months?: number; readonly days?: number }
  readonly becomes: 'erased' | 'archived'
  readonly why: string
  readonly table: string
  /** Primary key: columns and their types. */
  readonly key: Readonly<Record<string, string>>
  /** Rows whose time does not run at all are left out. */
  readonly when?: string
  readonly with?: readonly Follower[]
  readonly shown?: Shown
}

/** The last instant whose time is over. */
export const boundOf = ({ time }: Pick<Purpose, 'time'>, now: Temporal.Instant): Temporal.Instant =>
  now.toZonedDateTimeISO('UTC').subtract(time).toInstant()

/** Which rows have had their time, in SQL. */
export const isOver = ({ since, when }: Pick<Purpose, 'since' | 'when'>, bound: Temporal.Instant): string =>
  `(${when ?? 'true'}) and (${since}) < '${bound.toString()}'::timestamptz`

/** « 12 mois », « 10 ans ». */
export function timeWords({ time }: Pick<Purpose, 'time'>): string {
  const { years = 0, months = 0, days = 0 } = time
  if (years > 0) return years === 1 ? '1 an' : `${years} ans`
  return months > 0 ? `${months} mois` : days === 1 ? '1 jour' : `${days} jours`
}

export const byId = { territory_id: 'text', id: 'uuid' } as const
export const byAgreement = { territory_id: 'text', agreement_id: 'uuid' } as const

/** Followers in the territory of the key, found by this column. */
export const hanging = (column: string, tables: readonly string[]): readonly Follower[] =>
  tables.map((table) => ({ table, at: { territory_id: 'k.territory_id', [column]: 'k.id' } }))

/** A day of a column as an instant. */
export const dayStart = (day: string): string => `((${day})::date::timestamp at time zone 'UTC')`
/** The day after the last of some ISO weeks. */
export const weeksEnd = (weeks: string): string =>
  dayStart(`(select max(to_date(w, 'IYYY"-W"IW')) + 7 from unnest(${weeks}) as w)`)

/** Rows that name the pupil, that hang on the pupil's agreements, or that are of the pupil's account. */
export const ofPupil = 'r.territory_id = :territory and r.pupil_id = :pupil'
export const ofPupilsAgreements =
  'r.territory_id = :territory and r.agreement_id in (select a.id from agreements a where a.territory_id = :territory and a.pupil_id = :pupil)'
export const ofPupilsAccount =
  'r.account_id = (select p.account_id from pupils p where p.territory_id = :territory and p.id = :pupil)'

/** Rows that hang on each, as a JSON object. */
export const withRows = (name: string, table: string, column: string): string =>
  `jsonb_build_object('${name}', (select jsonb_agg(to_jsonb(m)) from ${table} m where m.territory_id = r.territory_id and m.${column} = r.id))`
