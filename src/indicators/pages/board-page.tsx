import { addressOf } from '#/addresses.ts'
import {
  Button,
  Curve,
  countWords,
  deWords,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  LinkButton,
  Notice,
  numberWords,
  plural,
  shareWords,
  TextField,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import { boardHref } from '../board-view.ts'
import { placed, pupilsOf } from '../figures.ts'
import type { AreaNeed } from '../read-alerts.ts'
import type { Board } from '../read-board.ts'
import { reachKilometres } from '../read-reach.ts'
import type { SchoolBoard } from '../read-school.ts'
import type { TargetForm } from '../targets.ts'
import { BoardMap, BoardTable } from './board-areas.tsx'
import { BoardFrame, PastDay, type Reader, schemeWords } from './board-frame.tsx'
import { BoardHeadline } from './board-headline.tsx'
import { BoardSchool } from './board-school.tsx'

interface BoardPageProps {
  readonly board: Board
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly tiles: Configuration['tiles']
  readonly alerts: readonly AreaNeed[]
  /** At the end of the drill. */
  readonly school: SchoolBoard | undefined
  readonly form: TargetForm
  readonly errors: readonly FieldError[]
  readonly saved: boolean
}

/** The room of a territory: figures first, then where to act, the map and the table that says the same. */
export function BoardPage(props: BoardPageProps) {
  const { board, reader, now, tiles, errors, saved } = props
  const { figures, scheme, view } = board
  const title = `${shareWords(placed(figures), pupilsOf(figures))} placés`
  return (
    <BoardFrame
      ground={board}
      reader={reader}
      page="board"
      title={title}
      now={now}
      {...(errors.length > 0 ? { live: false } : {})}
      notice={saved && <Notice kind="success" title="Objectif enregistré" />}
    >
      {scheme === '' ? (
        <EmptyState title="Aucun élève à compter">
          <p>
            Un élève est compté dès que sa classe a des semaines de stage. Les établissements importent leurs classes et
            choisissent leurs semaines.
          </p>
        </EmptyState>
      ) : (
        <>
          <ErrorSummary errors={errors} />
          <div id="chiffres" data-live>
            <BoardHeadline board={board} mayAct={reader.mayAct} />
          </div>
          <div class="room-two">
            <BoardMap board={board} tiles={tiles} />
            <Side {...props} />
          </div>
          <section id="tableau" data-live aria-label="Tableau">
            <BoardTable board={board} />
            {props.school && <BoardSchool board={board} school={props.school} mayAct={reader.mayAct} />}
          </section>
          {!view.day && reader.mayLead && !board.here && <TargetFields {...props} />}
        </>
      )}
    </BoardFrame>
  )
}

/** Where to act first, the curve, and a past day. */
function Side({ board, alerts }: BoardPageProps) {
  const { territory, view, target, curve } = board
  return (
    <section>
      <div id="agir" data-live>
        {alerts.length > 0 && (
          <>
            <h2>Où agir d’abord</h2>
            {alerts.map(({ behind, seats, hosts }) => (
              <Notice
                key={behind.at.code}
                kind="warning"
                title={`${behind.name} : ${behind.points} points de retard`}
                action={
                  hosts > 0 && (
                    <LinkButton
                      small
                      look="plain"
                      href={`${boardHref(territory.id, view, { at: behind.at, below: undefined }, 'boardSeats')}#appeler`}
                    >
                      Mobiliser {hosts > 1 ? `ces ${numberWords(hosts)} structures` : 'cette structure'}
                    </LinkButton>
                  )
                }
              >
                <p>
                  {countWords(behind.pupils, 'élève')} sans place signée, {countWords(seats, 'place')}{' '}
                  {plural(seats, 'ouverte')} à portée.
                </p>
              </Notice>
            ))}
            <p class="soft">
              À portée : dans une commune à {reachKilometres} km au plus d’un établissement du lieu, à vol d’oiseau, la
              semaine où il y en a le plus.
            </p>
          </>
        )}
      </div>
      <div id="courbe" data-live>
        <Curve
          title="Jour après jour"
          of="placés"
          days={curve.map(({ day, placed: part, pupils: whole }) => ({ day, part, whole }))}
          target={target?.share}
        />
      </div>
      <PastDay ground={board} page="board" />
    </section>
  )
}

function TargetFields({ board, form, errors }: BoardPageProps) {
  const { territory, scheme, target } = board
  const action = addressOf('boardTarget', { territory: territory.id })
  return (
    <Fold title={target ? 'Changer l’objectif' : 'Fixer un objectif'} open={errors.length > 0}>
      <Form errors={errors} class="narrow" method="post" action={action}>
        <input type="hidden" name="stage" value={scheme} />
        <p>
          La part des élèves {deWords(territory.name)} à placer pour la {schemeWords(scheme)}, et le jour. Les deux
          champs vides retirent l’objectif.
        </p>
        <TextField
          name="part"
          label="Part des élèves placés"
          unit="%"
          inputMode="numeric"
          width="short"
          value={form.share}
        />
        <TextField name="avant" type="date" label="Le jour" width="middle" value={form.byDay} />
        <Button>Enregistrer l’objectif</Button>
      </Form>
    </Fold>
  )
}
