import type { ProgressState } from '#/design/index.ts'
import type { RunHead } from './runs.ts'
import { stagePace } from './stage-pace.ts'
import { sayStage } from './words.ts'

const secondsLeft = stagePace()
/** Then it is not about to begin: something else is before it. */
const secondsQueued = 30

/** How far a run is that waits or is computed. */
export function runProgress(run: RunHead, now: Temporal.Instant): ProgressState {
  const { stage, done, total } = run
  const waits = run.state === 'queued' ? now.since(run.askedAt).total('seconds') : 0
  const left = run.state === 'running' && !run.stopAsked ? secondsLeft(run, now) : undefined
  return {
    ...(left === undefined ? {} : { secondsLeft: left }),
    stage: run.stopAsked
      ? 'Arrêt en cours'
      : waits > secondsQueued
        ? 'En attente : une autre affectation est en cours'
        : sayStage(stage),
    done,
    total,
  }
}
