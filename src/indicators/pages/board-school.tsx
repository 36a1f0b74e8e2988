import { addressOf } from '#/addresses.ts'
import { numberWords, ShareBar, Table } from '#/design/index.ts'
import type { Board } from '../read-board.ts'
import type { SchoolBoard } from '../read-school.ts'
import type { Mover } from '../status.ts'
import { sinceWords } from './board-frame.tsx'

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
export function BoardSchool({ board, school, mayAct }: { board: Board; school: SchoolBoard; mayAct: boolean }) {
  const { territory, here, scheme, view } = board
  const { classes, steps, unknown } = school
  const href = here && addressOf('school', { territory: territory.id, school: here.at.code }, { stage: scheme })
  return (
    <>
      <h2>Classe par classe</h2>
      {mayAct && href && !view.day && (
        <p>
          <a href={href}>Ouvrir la page de l’établissement : les élèves par leur nom, et qui les suit</a>
        </p>
      )}
      {unknown !== 'known' && <p class="narrow">{sinceWords('Les classes', unknown.since)}</p>}
      <Table
        caption="Classes"
        captionHidden
        rows={classes}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => (mayAct && !view.day ? addressOf('class', { class: id }) : undefined)}
        empty={
          <p>{view.day ? 'Aucune classe comptée ce jour-là.' : 'Aucune classe n’a encore de semaines de stage.'}</p>
        }
        columns={[
          { key: 'name', label: 'Classe', cell: ({ name }) => name },
          { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
          {
            key: 'share',
            label: 'Placés',
            cell: ({ placed, pupils }) => <ShareBar part={placed} whole={pupils} />,
          },
          { key: 'underWay', label: 'En cours', numeric: true, cell: ({ underWay }) => numberWords(underWay) },
          {
            key: 'without',
            label: 'Sans solution',
            numeric: true,
            cell: ({ without }) => numberWords(without),
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
