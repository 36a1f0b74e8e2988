import type { Kysely } from 'kysely'

/** Every feature adds its tables to this interface by declaration merging (see each `tables.ts`), so the platform knows none. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Schema {}

export type Db = Kysely<Schema>
