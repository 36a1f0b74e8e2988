import { addressOf } from '#/addresses.ts'
import {
  Button,
  Checkboxes,
  countWords,
  DeskPage,
  EmptyState,
  ErrorSummary,
  LinkButton,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { statuses } from '#/indicators/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import type { ClassRow } from '../read-class.ts'

/** Whom the class gives to the coordination, which looks for a place with the next allocation. */
export function ClassHelpPage({
  account,
  of,
  rows,
  error,
}: {
  readonly account: Account
  readonly of: SchoolClass
  /** Those who may be given, and those who are on the list already. */
  readonly rows: readonly ClassRow[]
  readonly error?: string | undefined
}) {
  const listed = rows.filter(({ helpAsked }) => helpAsked)
  const others = rows.filter(({ helpAsked }) => !helpAsked)
  const title =
    listed.length > 0
      ? `${countWords(listed.length, 'élève')} de la classe sur la liste de l’affectation`
      : 'Donner des élèves à l’affectation'
  return (
    <DeskPage title={`${of.name} : ${title}`} entries={entriesOf(account, 'classes')} signed={account}>
      <ErrorSummary errors={error === undefined ? [] : [{ name: 'eleve', message: error }]} />
      <Title
        eyebrow={<a href={addressOf('class', { class: of.id })}>{of.name}</a>}
        lead="La coordination cherche une place pour eux avec la prochaine affectation, puis la propose : ils restent libres de répondre."
      >
        {title}
      </Title>
      {others.length > 0 ? (
        <form method="post" action={addressOf('classHelp', { class: of.id })} noValidate>
          <Checkboxes
            name="eleve"
            legend="Ces élèves et leurs familles sont d’accord"
            hint="La coordination verra leur nom, leur classe, où ils habitent, et ce dont ils ont besoin sur place."
            values={[]}
            choices={others.map(({ pupil, name, glance: { status } }) => ({
              value: pupil.id,
              label: status ? `${name}, ${statuses[status.status].word}` : name,
            }))}
            error={error}
          />
          <Button>Inscrire les élèves cochés</Button>
        </form>
      ) : (
        <EmptyState
          title="Personne à donner"
          action={<LinkButton href={addressOf('class', { class: of.id })}>Revenir à la classe</LinkButton>}
        >
          <p>Chaque élève de la classe a sa place, une place presque sûre, ou est déjà sur la liste.</p>
        </EmptyState>
      )}
      {listed.length > 0 && (
        <>
          <h2>Déjà sur la liste</h2>
          <ul>
            {listed.map(({ pupil, name }) => (
              <li key={pupil.id}>
                <a href={addressOf('pupilFollow', { pupil: pupil.id })}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </DeskPage>
  )
}
