import './tables.ts'
import '#/pupils/index.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { confirmedWeeks, lockPupil, type MoveServices } from '#/applications/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import { platformGrounds, record } from '#/journal/index.ts'
import { takeSeats } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { defineJob } from '#/platform/jobs.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { avoidedOffers } from './avoided-offers.ts'
import { openStates } from './proposal.ts'
import { proposalOf } from './proposals.ts'
import { tell } from './tell.ts'
import { transitionOf } from './transitions.ts'
import { type FoundPlace, type WaveResult, waveResults } from './wave-results.ts'
import { findWave, type Wave } from './waves.ts'

const atOnce = 100

/** Sends a wave pupil by pupil, each in a transaction of its own: safe to start again in the middle. */
export const sendWaveJob = defineJob({
  name: 'proposals-send',
  schema: z.object({ territoryId: z.string(), waveId: z.uuid() }),
  retries: 5,
  async handler({ territoryId, waveId }, services, { signal }) {
    const wave = await findWave(services.db, territoryId, waveId)
    if (wave?.state !== 'going') return
    for (let after: string | undefined; ; ) {
      const results = await waveResults(services.db, wave, { after, limit: atOnce })
      for (const result of results) {
        signal.throwIfAborted()
        await services.db.transaction().execute((tx) => proposeTo(services, tx, wave, result))
      }
      if (results.length < atOnce) break
      after = results.at(-1)?.pupilId
    }
    await services.db
      .updateTable('help_waves')
      .set({ gone_at: services.clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('id', '=', waveId)
      .execute()
  },
})

/** Proposes to a pupil what the wave found for them, or notes why it is not proposed. Once. */
export async function proposeTo(services: MoveServices, tx: Db, wave: Wave, result: WaveResult): Promise<void> {
  const { territoryId } = wave
  const { pupilId } = result
  await lockPupil(tx, { territoryId, pupilId })
  const done = await tx
    .selectFrom('help_wave_pupils')
    .select('outcome')
    .where('territory_id', '=', territoryId)
    .where('wave_id', '=', wave.id)
    .where('pupil_id', '=', pupilId)
    .executeTakeFirst()
  if (done) return
  if (result.places.length === 0) return noteOutcome(tx, wave, result, result.without[0]?.code ?? 'seats_taken')
  const pupil = await helpedPupil(tx, { territoryId, pupilId })
  if (!pupil) return noteOutcome(tx, wave, result, 'gone')
  const outcomes: Outcome[] = []
  for (const place of result.places) outcomes.push(await propose(services, tx, wave, { pupilId, ...pupil }, place))
  await noteOutcome(tx, wave, result, outcomes.includes('proposed') ? 'proposed' : (outcomes[0] ?? 'seat_gone'))
}

type Outcome = 'proposed' | 'seat_gone' | 'placed_since' | 'declined'

async function propose(
  services: MoveServices,
  tx: Db,
  wave: Wave,
  pupil: { readonly pupilId: string; readonly classId: string; readonly school: string },
  { offerId, weeks: found, minutesOut, minutesBack }: FoundPlace,
): Promise<Outcome> {
  const { territoryId, scheme, answerBy } = wave
  const { pupilId, classId, school } = pupil
  if ((await confirmedWeeks(tx, { territoryId, pupilId, weeks: found })).length > 0) return 'placed_since'
  const others = await tx
    .selectFrom('proposals')
    .select(['state', 'weeks'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .execute()
  // Declined since the run.
  const avoided = await avoidedOffers(tx, { territoryId, pupilIds: [pupilId] })
  if (avoided.get(pupilId)?.has(offerId)) return 'declined'
  if (others.some(({ state, weeks }) => openStates.includes(state) && weeks.some((week) => found.includes(week))))
    return 'placed_since'
  const seats = await takeSeats(tx, { territoryId, offerId, weeks: found })
  if (!('taken' in seats)) return 'seat_gone'
  const { host_id } = await tx
    .selectFrom('offers')
    .select('host_id')
    .where('territory_id', '=', territoryId)
    .where('id', '=', offerId)
    .executeTakeFirstOrThrow()
  const now = services.clock.now()
  const begins = mondayOf(seats.weeks[0] ?? '')
    ?.toZonedDateTime(await timeZoneOf(tx, territoryId))
    .toInstant()
  const until = answerBy ?? now
  const row = await tx
    .insertInto('proposals')
    .values({
      territory_id: territoryId,
      id: services.newId(),
      wave_id: wave.id,
      pupil_id: pupilId,
      class_id: classId,
      school,
      offer_id: offerId,
      host_id,
      scheme,
      weeks: [...seats.weeks],
      minutes_out: minutesOut ?? null,
      minutes_back: minutesBack ?? null,
      state: transitionOf('propose').to,
      pupil_agreed_at: null,
      host_agreed_at: null,
      refused_by: null,
      reason: null,
      application_id: null,
      expires_at: (begins && Temporal.Instant.compare(begins, until) < 0 ? begins : until).toString(),
      since: now.toString(),
      created_at: now.toString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const proposal = proposalOf(row)
  await record(services, tx, {
    ...platformGrounds,
    territoryId,
    what: transitionOf('propose').deed,
    about: { kind: 'proposal', id: proposal.id },
    pupilId,
  })
  await tell(services, tx, { after: proposal, transition: 'propose', by: 'system' })
  return 'proposed'
}

/** A pupil who is there and whose agreement to be helped is in force. */
async function helpedPupil(
  tx: Db,
  { territoryId, pupilId }: { readonly territoryId: string; readonly pupilId: string },
) {
  const row = await tx
    .selectFrom('pupils as p')
    .select(['p.class_id', 'p.school'])
    .where('p.territory_id', '=', territoryId)
    .where('p.id', '=', pupilId)
    .where('p.left_at', 'is', null)
    .where(
      sql<boolean>`exists (select from help_requests h where h.territory_id = p.territory_id and h.pupil_id = p.id
        and h.withdrawn_at is null)`,
    )
    .executeTakeFirst()
  return row && { classId: row.class_id, school: row.school }
}

/** Notes what a wave brought a pupil, the first time. */
export async function noteOutcome(tx: Db, wave: Wave, { pupilId, places, without }: WaveResult, outcome: string) {
  const weeks = [...places.flatMap((place) => place.weeks), ...without.map(({ week }) => week)].toSorted()
  await tx
    .insertInto('help_wave_pupils')
    .values({ territory_id: wave.territoryId, wave_id: wave.id, pupil_id: pupilId, weeks, outcome })
    .onConflict((on) => on.doNothing())
    .execute()
}
