import type { ComponentChildren } from 'preact'
import { type ProgressState, progressValue, progressWords } from './progress-state.ts'

interface ProgressLineProps {
  readonly state: ProgressState
  /** Address of the JSON `ProgressState`. */
  readonly source: string
  /** This page: what « Actualiser » reloads where JavaScript is off. */
  readonly refresh: string
  /** What is counted (« élèves »); left out where a stage counts nothing people know. */
  readonly of?: string
  /** A PostButton that stops the work. */
  readonly stop?: ComponentChildren
}

/** What is being done, how many, how long left; leave freely. */
export function ProgressLine({ state, source, refresh, of, stop }: ProgressLineProps) {
  return (
    <section class="progress-line" data-island="progress" data-source={source} data-of={of} aria-label="Avancement">
      <p class="progress-stage" aria-live="polite">
        {state.stage}
      </p>
      <progress max={Math.max(1, state.total)} value={progressValue(state)} aria-label="Avancement" />
      <p class="progress-words soft">{progressWords(state, of)}</p>
      <p class="soft">Vous pouvez quitter cette page : le travail continue.</p>
      <div class="actions">
        {stop}
        <a class="button button-quiet progress-refresh" href={refresh}>
          Actualiser
        </a>
      </div>
    </section>
  )
}
