import './tables.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { addressPurpose } from './keyed.ts'

/** What asks where addresses are: the directory's client of the national service, which stands above this feature. */
export type Locate = (
  asked: readonly { readonly key: string; readonly street: string; readonly postcode: string; readonly city: string }[],
) => Promise<
  | {
      readonly located: readonly {
        readonly key: string
        readonly lat: number
        readonly lon: number
        readonly commune: string | undefined
        readonly isPrecise: boolean
      }[]
    }
  | { readonly silence: string }
>

/** An address that nobody answered about by then is given up: the commune's centre stays. */
const daysKept = 7

const addressShape = z.object({ street: z.string(), postcode: z.string(), city: z.string() })

/**
 * Finds the positions of homes that wait for one, and forgets each address with its answer. Stops when the service does not answer; the
 * next round goes on. How many were found.
 */
export async function locateHomes(
  services: Pick<Services, 'db' | 'clock' | 'key'>,
  locate: Locate,
  { most, signal }: { readonly most: number; readonly signal: AbortSignal },
): Promise<{ readonly found: number; readonly silence: string | undefined }> {
  const { db, clock, key } = services
  const old = clock
    .now()
    .subtract({ hours: daysKept * 24 })
    .toString()
  await sql`delete from pupil_addresses where asked_at < ${old}::timestamptz`.execute(db)
  let found = 0
  while (!signal.aborted) {
    const rows = await db
      .selectFrom('pupil_addresses')
      .selectAll()
      .orderBy('asked_at')
      .orderBy('pupil_id')
      .limit(most)
      .execute()
    if (rows.length === 0) break
    const asked = rows.flatMap(({ pupil_id, sealed }) => {
      const text = key.open(addressPurpose, sealed)
      const address = text === undefined ? undefined : addressShape.safeParse(JSON.parse(text))
      return address?.success ? [{ key: pupil_id, ...address.data }] : []
    })
    const answer = asked.length === 0 ? { located: [] } : await locate(asked)
    if ('silence' in answer) return { found, silence: answer.silence }
    await db.transaction().execute(async (tx) => {
      found += await writePositions(tx, answer.located)
      await forgetAddresses(tx, rows)
    })
  }
  return { found, silence: undefined }
}

/** Only of an address that is still the pupil's; a town's centre only where nothing better is known. */
async function writePositions(
  tx: Db,
  located: readonly { readonly key: string; readonly lat: number; readonly lon: number; readonly isPrecise: boolean }[],
): Promise<number> {
  const { numAffectedRows } = await sql`update pupils p set lat = given.lat, lon = given.lon,
      home_precision = case when given."isPrecise" then 'address' else 'commune' end,
      commune = coalesce(given.commune, p.commune)
    from jsonb_to_recordset(${JSON.stringify(located)}::jsonb) as given (
        key uuid, lat float8, lon float8, commune text, "isPrecise" boolean)
      join pupil_addresses a on a.pupil_id = given.key
    where p.territory_id = a.territory_id and p.id = a.pupil_id and p.home_mac = a.home_mac
      and (given."isPrecise" or p.home_precision is null)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

async function forgetAddresses(
  tx: Db,
  rows: readonly { readonly pupil_id: string; readonly home_mac: string }[],
): Promise<void> {
  await sql`delete from pupil_addresses a using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      pupil_id uuid, home_mac text)
    where a.pupil_id = given.pupil_id and a.home_mac = given.home_mac`.execute(tx)
}
