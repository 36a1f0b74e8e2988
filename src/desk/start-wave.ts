import '#/proposals/index.ts'
import { weekOf } from '#/calendar/index.ts'
import { importFiles } from '#/campaigns/index.ts'
import { bankFiles, bankNow, figuresOf } from '#/homes/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { InputProblems } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { dropWave, openWave } from '#/proposals/index.ts'
import { isSchemeId } from '#/rules/index.ts'
import { requestRun } from '#/runs/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { helpCampaign } from './help-campaign.ts'
import { missingWeeksOf } from './help-list.ts'

export type WaveStarted =
  | { readonly waveId: string }
  /** Nobody who is helped misses a week in this scheme; or no seat is open for those who do. */
  | { readonly why: 'nobody' | 'no_seats' }
  /** What is stored of pupils, offers or schools cannot be computed with. */
  | { readonly why: 'files'; readonly problems: readonly string[] }

/** The week after the running one: the first that anyone can still be placed in. */
export async function firstOpenWeek(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
): Promise<string> {
  const today = clock
    .now()
    .toZonedDateTimeISO(await timeZoneOf(db, territoryId))
    .toPlainDate()
  return weekOf(today.add({ days: 7 }))
}

/**
 * Looks for places for all who are helped in a scheme and still miss weeks, on the seats still open, with the allocation itself.
 * Confirmed places are given as held and stay; seats of proposals that wait for answers are not open, and a place that a pupil or its host
 * declined does not come back to this pupil. Two waves that overlap may find the same seat: whichever is sent first takes it. A wave that is being computed or
 * waits to be looked at is the answer to a second click.
 */
export async function startWave(
  services: Services,
  {
    territoryId,
    scheme,
    bassin,
    grounds,
  }: {
    readonly territoryId: string
    readonly scheme: string
    /** Only for the pupils of its schools; undefined for all of the territory. */
    readonly bassin?: string | undefined
    readonly grounds: Grounds
  },
): Promise<WaveStarted> {
  const { db, clock, newId } = services
  const open = await openWave(db, territoryId, { scheme, bassin })
  if (open && open.state !== 'failed') return { waveId: open.id }
  if (open) await dropWave(services, { territoryId, waveId: open.id, grounds })
  const fromWeek = await firstOpenWeek(services, territoryId)
  const weeks = await missingWeeksOf(db, { territoryId, fromWeek, bassin }, scheme)
  if (weeks.length === 0 || !isSchemeId(scheme)) return { why: 'nobody' }
  const bank = await bankNow(services, { territoryId, campaign: { weeks, scheme }, bassin })
  const figures = figuresOf(bank)
  if (figures.helped === 0) return { why: 'nobody' }
  if (figures.seats === 0) return { why: 'no_seats' }
  const { by } = grounds
  const id = newId()
  const campaign = await helpCampaign(services, { territoryId, scheme, bassin, weeks, lottery: id, by })
  try {
    await importFiles(services, {
      ...{ territoryId, campaignId: campaign.id, by, files: [...campaign.files, ...bankFiles(bank)] },
    })
  } catch (error) {
    if (!(error instanceof InputProblems)) throw error
    return { why: 'files', problems: error.problems.map(({ message }) => message) }
  }
  const asked = await requestRun(services, { territoryId, campaignId: campaign.id, by })
  if (!('runId' in asked)) throw new Error(`The wave's run was not asked for: ${asked.why}`)
  return db.transaction().execute(async (tx) => {
    // Two who start at once take turns; the second finds the first's wave.
    await tx.selectFrom('territories').select('id').where('id', '=', territoryId).forUpdate().executeTakeFirst()
    const other = await openWave(tx, territoryId, { scheme, bassin })
    if (other) return { waveId: other.id }
    const last = await tx
      .selectFrom('help_waves')
      .select((on) => on.fn.max('number').as('number'))
      .where('territory_id', '=', territoryId)
      .where('scheme', '=', scheme)
      .executeTakeFirst()
    await tx
      .insertInto('help_waves')
      .values({
        ...{ territory_id: territoryId, id, scheme, bassin: bassin ?? null, number: (last?.number ?? 0) + 1 },
        ...{ campaign_id: campaign.id, run_id: asked.runId, weeks, started_by: by ?? null },
        started_at: clock.now().toString(),
        ...{ sent_by: null, sent_at: null, answer_by: null, gone_at: null, dropped_at: null },
      })
      .execute()
    await record(services, tx, { ...grounds, territoryId, what: 'wave.started', about: { kind: 'wave', id } })
    return { waveId: id }
  })
}
