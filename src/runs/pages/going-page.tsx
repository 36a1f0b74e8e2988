import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  Actions,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  ProgressLine,
  type ProgressState,
  Title,
} from '#/design/index.ts'
import type { RunHead } from '../runs.ts'
import { RunFrame } from './run-frame.tsx'

/** A run that waits, runs, failed or was stopped. */
export function GoingPage({ room, run, state }: { room: Room; run: RunHead; state: ProgressState }) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const again = room.mayAct && (
    <Actions>
      <PostButton action={addressOf('runs', { campaign: room.campaign.id })}>Relancer l’affectation</PostButton>
      <LinkButton look="quiet" href={addressOf('imports', { campaign: room.campaign.id })}>
        Voir les fichiers
      </LinkButton>
    </Actions>
  )
  if (run.state === 'failed')
    return (
      <RunFrame room={room} run={run} title="L’affectation n’a pas abouti">
        <Title lead="Rien n’a été changé : les résultats précédents restent.">L’affectation n’a pas abouti</Title>
        <Notice kind="error" title="Ce qui s’est passé">
          {(run.failure ?? '').split('\n').map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
        {again}
      </RunFrame>
    )
  if (run.state === 'stopped')
    return (
      <RunFrame room={room} run={run} title="L’affectation a été arrêtée">
        <Title
          lead={`Arrêtée ${run.finishedAt ? momentWords(run.finishedAt) : ''}, à votre demande. Rien n’a été changé.`}
        >
          L’affectation a été arrêtée
        </Title>
        {again}
      </RunFrame>
    )
  const title = run.state === 'queued' ? 'L’affectation va commencer' : 'L’affectation est en cours'
  return (
    <RunFrame room={room} run={run} title={title}>
      <Title lead={`Demandée ${momentWords(run.askedAt)}.`}>{title}</Title>
      {run.attempts > 1 && (
        <Notice kind="info" title="Reprise après redémarrage">
          <p>Le serveur a redémarré pendant le calcul : il a été repris depuis le début.</p>
        </Notice>
      )}
      <ProgressLine
        state={state}
        source={addressOf('runProgress', keys)}
        refresh={addressOf('run', keys)}
        stop={
          room.mayAct &&
          (run.stopAsked ? (
            <p class="soft">Arrêt demandé…</p>
          ) : (
            <PostButton look="plain" action={addressOf('runStop', keys)}>
              Arrêter
            </PostButton>
          ))
        }
      />
    </RunFrame>
  )
}
