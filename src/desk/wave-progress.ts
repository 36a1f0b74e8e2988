import { addressOf } from '#/addresses.ts'
import type { ProgressState } from '#/design/index.ts'
import type { Services } from '#/platform/services.ts'
import { countWaveResults, countWaves, type Wave } from '#/proposals/index.ts'
import { findRun, runProgress } from '#/runs/index.ts'

/** How far a wave is while its places are looked for, and while its proposals leave; then its page says the rest. */
export async function waveProgress({ db, clock }: Pick<Services, 'db' | 'clock'>, wave: Wave): Promise<ProgressState> {
  const { territoryId, id, campaignId, runId } = wave
  if (wave.state === 'running') {
    const run = await findRun(db, { territoryId, campaignId, runId })
    return run ? runProgress(run, clock.now()) : { stage: 'Préparation du calcul', done: 0, total: 0 }
  }
  if (wave.state === 'going') {
    const { found, without } = await countWaveResults(db, wave)
    const outcomes = (await countWaves(db, territoryId, [id])).get(id)?.outcomes ?? {}
    const done = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
    return { stage: 'Envoi des propositions', done, total: found + without }
  }
  return { stage: '', done: 1, total: 1, next: addressOf('helpWave', { territory: territoryId, wave: id }) }
}
