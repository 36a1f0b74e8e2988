import { addressOf } from '#/addresses.ts'
import {
  Button,
  countWords,
  DeskPage,
  EmptyState,
  ErrorSummary,
  LinkButton,
  Radios,
  SelectField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Pupil } from '../pupil.ts'
import type { SchoolClass } from '../school-class.ts'

const nobody = 'Dites pour qui : choisissez un élève de la classe, ou plusieurs. Aucun code n’a changé.'

/** Before printing: for whom, and what it changes. */
export function CodesPage({
  account,
  of,
  pupils,
  wrong = false,
}: {
  account: Account
  of: SchoolClass
  pupils: readonly Pupil[]
  /** The form named nobody of the class. */
  wrong?: boolean
}) {
  const without = pupils.filter(({ email }) => email === undefined)
  const again = pupils.filter(({ hasCode }) => hasCode).length
  return (
    <DeskPage title={`Codes de ${of.name}`} entries={entriesOf(account, 'classes')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('classRoll', { class: of.id })}>{of.name}</a>}
        lead="Un élève sans adresse électronique entre avec le code de sa classe et son code personnel, imprimés sur un papier à découper."
      >
        Imprimer les codes
      </Title>
      {wrong && <ErrorSummary errors={[{ name: 'eleve', message: nobody }]} />}
      {pupils.length === 0 ? (
        <EmptyState
          title="Cette classe attend ses élèves"
          action={<LinkButton href={addressOf('pupilNew', { class: of.id })}>Inscrire un élève</LinkButton>}
        />
      ) : (
        <form method="post" action={addressOf('classCodes', { class: of.id })}>
          <Radios
            name="pour"
            legend="Pour qui ?"
            value={without.length > 0 ? 'sans-courriel' : 'tous'}
            choices={[
              ...(without.length > 0
                ? [
                    {
                      value: 'sans-courriel',
                      label: `Les élèves sans adresse électronique (${countWords(without.length, 'élève')})`,
                    },
                  ]
                : []),
              { value: 'tous', label: `Toute la classe (${countWords(pupils.length, 'élève')})` },
              { value: 'un', label: 'Un seul élève, par exemple pour un papier perdu' },
            ]}
          />
          <SelectField
            name="eleve"
            label="Lequel, si c’est pour un seul"
            error={wrong ? nobody : undefined}
            choices={[
              { value: '', label: '–' },
              ...pupils.map(({ id, lastName, firstName }) => ({ value: id, label: `${lastName} ${firstName}` })),
            ]}
          />
          <p>
            {again > 0
              ? `${countWords(again, 'élève')} de la classe ${again === 1 ? 'a' : 'ont'} déjà un code : un nouveau code remplace l’ancien, qui ne marche plus, et ferme ses connexions en cours. `
              : ''}
            La feuille n’est montrée qu’une fois : imprimez-la aussitôt. Un papier perdu se remplace ici.
          </p>
          <Button>Préparer la feuille</Button>
        </form>
      )}
    </DeskPage>
  )
}
