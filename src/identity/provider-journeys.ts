import './tables.ts'
import { z } from 'zod'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { ServerKey } from '#/platform/server-key.ts'

/** Long enough to type a password and look for a phone at the provider's. */
const journeyLife = Temporal.Duration.from({ minutes: 15 })
const sealing = 'provider journey'

const secrets = z.object({ nonce: z.string(), verifier: z.string() })
/** What proves, on the way back, that the answer is to our question. */
export type JourneySecrets = z.infer<typeof secrets>

type Store = { readonly db: Db; readonly clock: Clock; readonly key: ServerKey }

/** Notes that someone left for a provider with this state. */
export async function startJourney(
  { db, clock, key }: Store,
  { provider, state, ...rest }: { readonly provider: string; readonly state: string } & JourneySecrets,
): Promise<void> {
  const now = clock.now()
  await db.deleteFrom('provider_journeys').where('expires_at', '<', moment(now)).execute()
  await db
    .insertInto('provider_journeys')
    .values({
      state_sha256: sha256Hex(state),
      provider,
      sealed: key.seal(sealing, JSON.stringify(rest)),
      expires_at: now.add(journeyLife).toString(),
    })
    .execute()
}

/** Ends the journey of a state: once, so that an answer heard twice is worth nothing the second time. */
export async function endJourney(
  { db, clock, key }: Store,
  { provider, state }: { readonly provider: string; readonly state: string },
): Promise<JourneySecrets | undefined> {
  const row = await db
    .deleteFrom('provider_journeys')
    .where('state_sha256', '=', sha256Hex(state))
    .where('provider', '=', provider)
    .where('expires_at', '>', moment(clock.now()))
    .returning('sealed')
    .executeTakeFirst()
  const text = row && key.open(sealing, row.sealed)
  return text === undefined ? undefined : secrets.parse(JSON.parse(text))
}
