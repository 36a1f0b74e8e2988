import { Actions, Button, ColumnPage, type DeskEntry, Radios, type Signed, Title } from '#/design/index.ts'
import type { AnswerConflict } from '../merge-answers.ts'
import { offerSteps, stepOfKey } from '../offer-answers.ts'

interface Props {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly conflicts: readonly AnswerConflict[]
  /** Who changed the offer meanwhile. */
  readonly other: string
  readonly action: string
  /** Of the offer, as shown here: another change meanwhile asks again. */
  readonly version: number
}

/** Two people changed the same answers: both are shown, and one chooses. Nothing is lost. */
export function VersionsPage({ signed, entries, conflicts, other, action, version }: Props) {
  return (
    <ColumnPage title="Deux versions à départager" signed={signed} entries={entries}>
      <Title
        lead={`${other} a modifié cette offre pendant que vous écriviez. Rien n’est perdu : choisissez ce qui reste, réponse par réponse.`}
      >
        Deux versions à départager
      </Title>
      <form method="post" action={action} class="form">
        <input type="hidden" name="version" value={String(version)} />
        {conflicts.map(({ key, mine, theirs }) => (
          <Radios
            key={key}
            name={`choix-${key}`}
            legend={labelOf(key)}
            value="mine"
            choices={[
              { value: 'mine', label: 'Ma version', hint: sayAnswer(mine) },
              { value: 'theirs', label: `La version de ${other}`, hint: sayAnswer(theirs) },
            ]}
          />
        ))}
        <Actions>
          <Button>Continuer avec ces choix</Button>
        </Actions>
      </form>
    </ColumnPage>
  )
}

const sayAnswer = (answer: string | readonly string[] | undefined): string => {
  const text = answer === undefined || typeof answer === 'string' ? (answer ?? '') : answer.join(', ')
  return text === '' ? '(vide)' : text
}

const labels: Readonly<Record<string, string>> = {
  titre: 'Titre',
  description: 'Description',
  activites: 'Activités',
  dispositifs: 'Sortes de stage',
  niveaux: 'Niveaux',
  age: 'Âge minimum',
  portee: 'Durée',
  jours: 'Jours',
  debut: 'Arrivée',
  fin: 'Départ',
  midi: 'Début de la pause',
  reprise: 'Fin de la pause',
  lieu: 'Lieu',
  arret: 'Arrêt le plus proche',
  secteur: 'Secteur',
  metiers: 'Métiers',
  acces: 'Accessibilité',
  adaptations: 'Aménagements',
  equipement: 'Équipement',
  tenue: 'Tenue',
  repas: 'Repas',
  reserve: 'Places gardées',
  etablissements: 'Établissements',
  nom: 'Nom',
  email: 'Adresse électronique',
  telephone: 'Téléphone',
}

const labelOf = (key: string): string =>
  labels[key] ??
  (key.startsWith('places-')
    ? `Places, semaine ${key.slice('places-'.length)}`
    : (offerSteps.find(({ name }) => name === stepOfKey(key))?.short ?? key))
