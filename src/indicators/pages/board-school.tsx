import { addressOf } from '#/addresses.ts'
import { numberWords, ShareBar, Table } from '#/design/index.ts'
import { placed, pupilsOf, underWay, without } from '../figures.ts'
import type { ClassFigures, StepCount } from '../read-school.ts'
import type { Mover } from '../status.ts'

/** Who has the next move, as pages say it. */
export const moverWords: Readonly<Record<Mover, string>> = {
  pupil: 'l’élève',
  host: 'le lieu d’accueil',
  school: 'l’établissement',
  coordination: 'la coordination',
  signatories: 'ceux qui signent',
  nobody: '',
}

/** A school at the end of the drill: its classes, and what comes next for how many of its pupils. */
export function BoardSchool({
  classes,
  steps,
  mayAct,
}: {
  readonly classes: readonly ClassFigures[]
  readonly steps: readonly StepCount[]
  readonly mayAct: boolean
}) {
  return (
    <>
      <h2>Classe par classe</h2>
      <Table
        caption="Classes"
        captionHidden
        rows={classes}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => (mayAct ? addressOf('class', { class: id }) : undefined)}
        columns={[
          { key: 'name', label: 'Classe', cell: ({ name }) => name },
          { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ figures }) => numberWords(pupilsOf(figures)) },
          {
            key: 'share',
            label: 'Placés',
            cell: ({ figures }) => <ShareBar part={placed(figures)} whole={pupilsOf(figures)} />,
          },
          { key: 'underWay', label: 'En cours', numeric: true, cell: ({ figures }) => numberWords(underWay(figures)) },
          {
            key: 'without',
            label: 'Sans solution',
            numeric: true,
            cell: ({ figures }) => numberWords(without(figures)),
          },
        ]}
      />
      {steps.length > 0 && (
        <>
          <h2>Ce qu’il reste à faire</h2>
          <Table
            caption="Prochaines étapes"
            captionHidden
            rows={steps}
            keyOf={({ next }) => next}
            columns={[
              { key: 'next', label: 'Étape', cell: ({ next }) => next },
              { key: 'who', label: 'À qui de jouer', cell: ({ who }) => moverWords[who] },
              { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
              {
                key: 'blocked',
                label: 'Depuis trop longtemps',
                numeric: true,
                cell: ({ blocked }) => numberWords(blocked),
              },
            ]}
          />
        </>
      )}
    </>
  )
}
