import { addressOf } from '#/addresses.ts'
import { kindWords } from '#/campaigns/index.ts'
import { Actions, EmptyState, LinkButton, listWords, Notice, PostButton, plural } from '#/design/index.ts'
import type { NextStep } from '../next-step.ts'

interface NextStepProps {
  readonly campaign: string
  readonly step: NextStep
  /** Observers read; coordinators act. */
  readonly mayAct: boolean
}

/** The page's main action. */
function NextStepAction({ campaign, step, mayAct }: NextStepProps) {
  if (step.do === 'follow' || step.do === 'read')
    return (
      <LinkButton href={addressOf('run', { campaign, run: step.run.id })}>
        {step.do === 'follow' ? 'Suivre' : 'Voir le résultat de'} l’affectation n°&nbsp;{step.run.number}
      </LinkButton>
    )
  if (!mayAct) return null
  return step.do === 'import' ? (
    <LinkButton href={addressOf('imports', { campaign })}>Donner les fichiers</LinkButton>
  ) : (
    <PostButton action={addressOf('runs', { campaign })}>Lancer l’affectation</PostButton>
  )
}

/** Instead of figures, while there are no pupils to count: what is missing, and the first step. */
export function NothingYet({ campaign, step, mayAct }: NextStepProps) {
  const missing = step.do === 'import' ? step.missing.map((kind) => kindWords[kind]) : []
  return (
    <EmptyState
      title="Cette campagne attend ses fichiers"
      action={<NextStepAction campaign={campaign} step={step} mayAct={mayAct} />}
    >
      {missing.length > 0 && (
        <p>
          Il {plural(missing.length, 'manque', 'manque')} encore : {listWords(missing)}. Déposez les fichiers ensemble
          ou l’un après l’autre ; rien n’est changé avant votre accord.
        </p>
      )}
    </EmptyState>
  )
}

/** Files changed since the run whose proposals the page counts. */
export function StaleNotice({ campaign, step, mayAct }: NextStepProps) {
  if (step.do !== 'read' || !step.stale) return null
  return (
    <Notice
      kind="warning"
      title={`Les fichiers ont changé depuis l’affectation n°\u00a0${step.run.number}`}
      action={
        mayAct && (
          <PostButton action={addressOf('runs', { campaign })} look="plain" small>
            Relancer l’affectation
          </PostButton>
        )
      }
    >
      <p>Les propositions comptées ici viennent des fichiers d’avant.</p>
    </Notice>
  )
}

/** The action as a block under a list. */
export function NextStepBlock(props: NextStepProps) {
  return (
    <Actions>
      <NextStepAction {...props} />
    </Actions>
  )
}
