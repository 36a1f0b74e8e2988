import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { noteOutcome, sendWaveJob } from './propose-places.ts'
import { waveResults } from './wave-results.ts'
import { findWave, type Wave } from './waves.ts'

/** Days that people may be given to answer, and those that are usual. */
export const [fewestDays, mostDays, usualDays] = [2, 15, 7]

export type WaveSent =
  | { readonly sent: true }
  | { readonly why: 'unknown' | 'days' }
  /** It is still being computed, failed, or was put aside. */
  | { readonly why: 'not_ready' }

/** Sends what a wave found: proposals go out in the background, each once. Sending again changes nothing. */
export function sendWave(
  services: Pick<Services, 'db' | 'clock' | 'newId' | 'jobs'>,
  {
    territoryId,
    waveId,
    days,
    grounds,
  }: { readonly territoryId: string; readonly waveId: string; readonly days: number; readonly grounds: Grounds },
): Promise<WaveSent> {
  const { db, clock, jobs } = services
  return db.transaction().execute(async (tx): Promise<WaveSent> => {
    const wave = await lockWave(tx, territoryId, waveId)
    if (!wave) return { why: 'unknown' }
    if (wave.state === 'going' || wave.state === 'sent') return { sent: true }
    if (wave.state !== 'review') return { why: 'not_ready' }
    if (!Number.isInteger(days) || days < fewestDays || days > mostDays) return { why: 'days' }
    const now = clock.now()
    await tx
      .updateTable('help_waves')
      .set({
        sent_at: now.toString(),
        sent_by: grounds.by ?? null,
        answer_by: (await endOfDay(tx, territoryId, now, days)).toString(),
      })
      .where('territory_id', '=', territoryId)
      .where('id', '=', waveId)
      .execute()
    await record(services, tx, { ...grounds, territoryId, what: 'wave.sent', about: { kind: 'wave', id: waveId } })
    await jobs.enqueue(tx, sendWaveJob, { territoryId, waveId })
    return { sent: true }
  })
}

/** Puts a wave aside: nobody is told anything, and another can be started. Again changes nothing. */
export function dropWave(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  {
    territoryId,
    waveId,
    grounds,
  }: { readonly territoryId: string; readonly waveId: string; readonly grounds: Grounds },
): Promise<{ readonly dropped: true } | { readonly why: 'unknown' | 'sent' }> {
  return services.db.transaction().execute(async (tx) => {
    const wave = await lockWave(tx, territoryId, waveId)
    if (!wave) return { why: 'unknown' } as const
    if (wave.state === 'dropped') return { dropped: true } as const
    if (wave.sentAt) return { why: 'sent' } as const
    await tx
      .updateTable('help_waves')
      .set({ dropped_at: services.clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('id', '=', waveId)
      .execute()
    await record(services, tx, { ...grounds, territoryId, what: 'wave.dropped', about: { kind: 'wave', id: waveId } })
    return { dropped: true } as const
  })
}

/** Keeps a pupil of a wave back from what will be sent, or no longer. Again changes nothing; false once the wave was sent. */
export function keepBack(
  { db }: Pick<Services, 'db'>,
  {
    territoryId,
    waveId,
    pupilId,
    back,
  }: { readonly territoryId: string; readonly waveId: string; readonly pupilId: string; readonly back: boolean },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const wave = await lockWave(tx, territoryId, waveId)
    if (wave?.state !== 'review') return false
    const [result] = await waveResults(tx, wave, { limit: 1, pupilId })
    if (!result) return false
    if (back) await noteOutcome(tx, wave, result, 'kept_back')
    else
      await tx
        .deleteFrom('help_wave_pupils')
        .where('territory_id', '=', territoryId)
        .where('wave_id', '=', waveId)
        .where('pupil_id', '=', pupilId)
        .execute()
    return true
  })
}

/** The evening of the last day, so that people have whole days. */
async function endOfDay(db: Db, territoryId: string, now: Temporal.Instant, days: number): Promise<Temporal.Instant> {
  const day = now.toZonedDateTimeISO(await timeZoneOf(db, territoryId)).add({ days: days + 1 })
  return day.startOfDay().toInstant()
}

async function lockWave(tx: Db, territoryId: string, waveId: string): Promise<Wave | undefined> {
  await tx
    .selectFrom('help_waves')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('id', '=', waveId)
    .forUpdate()
    .executeTakeFirst()
  return findWave(tx, territoryId, waveId)
}
