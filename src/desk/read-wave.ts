import '#/proposals/index.ts'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { findOffers, type Offer } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import {
  countWaveResults,
  countWaves,
  type FoundPlace,
  type Wave,
  type WaveCounts,
  waveResults,
} from '#/proposals/index.ts'
import { findPupils, fullName } from '#/pupils/index.ts'

/** Someone of a wave, with what was found, or why nothing was. */
export interface WaveRow {
  readonly pupilId: string
  readonly name: string
  readonly school: string
  readonly places: readonly (FoundPlace & { readonly offer: Offer | undefined })[]
  readonly without: readonly { readonly week: string; readonly code: string; readonly reason: string }[]
  /** Noted already: kept back before the sending, or what the sending came to. */
  readonly outcome: string | undefined
}

export interface WaveView {
  readonly wave: Wave
  /** Which part `rows` are of: what was found, unless asked otherwise or nothing was. */
  readonly part: WavePart
  readonly found: number
  readonly without: number
  readonly counts: WaveCounts
  readonly rows: readonly WaveRow[]
  readonly next: string | undefined
}

export type WavePart = 'found' | 'without'

/** A part of what a wave's run says, with names behind the second lock. */
export async function readWave(
  services: Services,
  account: Pick<Account, 'id'>,
  wave: Wave,
  {
    part: asked,
    after,
    limit,
  }: { readonly part: WavePart | undefined; readonly after: string | undefined; readonly limit: number },
): Promise<WaveView> {
  const { db } = services
  const { territoryId } = wave
  const { found, without } = await countWaveResults(db, wave)
  const part = asked ?? (found > 0 || without === 0 ? 'found' : 'without')
  const results = await waveResults(db, wave, { only: part, after, limit: limit + 1 })
  const shown = results.slice(0, limit)
  const ids = shown.map(({ pupilId }) => pupilId)
  const pupils = await guarded(services, account, (tx) => findPupils(tx, territoryId, ids))
  const offers = await findOffers(db, [...new Set(shown.flatMap(({ places }) => places.map(({ offerId }) => offerId)))])
  const outcomes =
    ids.length === 0
      ? []
      : await db
          .selectFrom('help_wave_pupils')
          .select(['pupil_id', 'outcome'])
          .where('territory_id', '=', territoryId)
          .where('wave_id', '=', wave.id)
          .where('pupil_id', 'in', ids)
          .execute()
  const schools = await schoolNames(
    services,
    territoryId,
    [...pupils.values()].map(({ school }) => school),
  )
  return {
    wave,
    part,
    found,
    without,
    counts: (await countWaves(db, territoryId, [wave.id])).get(wave.id) ?? { outcomes: {}, proposals: {} },
    rows: shown.map(({ pupilId, places, without: missing }) => {
      const pupil = pupils.get(pupilId)
      return {
        pupilId,
        name: pupil ? fullName(pupil) : 'Dossier parti',
        school: pupil ? (schools.get(pupil.school) ?? pupil.school) : '',
        places: places.map((place) => ({ ...place, offer: offers.find(({ id }) => id === place.offerId) })),
        without: missing,
        outcome: outcomes.find(({ pupil_id }) => pupil_id === pupilId)?.outcome,
      }
    }),
    next: results.length > limit ? ids.at(-1) : undefined,
  }
}

async function schoolNames({ db }: Pick<Services, 'db'>, territoryId: string, uais: readonly string[]) {
  if (uais.length === 0) return new Map<string, string>()
  const rows = await db
    .selectFrom('schools')
    .select(['uai', 'name'])
    .where('territory_id', '=', territoryId)
    .where('uai', 'in', [...new Set(uais)])
    .execute()
  return new Map(rows.map(({ uai, name }) => [uai, name]))
}
