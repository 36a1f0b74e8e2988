import { addresses } from '#/addresses.ts'
import {
  Actions,
  Button,
  ErrorSummary,
  type FieldError,
  FileDrop,
  Form,
  RoomPage,
  SelectField,
  type Signed,
  TextField,
  Title,
} from '#/design/index.ts'
import { schemeIds, schemes } from '#/rules/index.ts'
import type { NewCampaignForm } from '../campaign-form.ts'

interface Props {
  readonly signed: Signed
  readonly territories: readonly { readonly id: string; readonly name: string }[]
  readonly form: NewCampaignForm
  readonly errors: readonly FieldError[]
}

/** A new campaign: its name, its weeks, and limits that may stay as they are. */
export function NewCampaignPage({ signed, territories, form, errors }: Props) {
  const [first] = territories
  return (
    <RoomPage
      title="Créer une campagne"
      territory={territories.length === 1 ? (first?.name ?? '') : 'Vos territoires'}
      signed={signed}
    >
      <ErrorSummary errors={errors} />
      <Title lead="Un nom, des semaines : le reste a des valeurs d’usage, que vous pourrez changer plus tard en déposant un nouveau campaign.json.">
        Créer une campagne
      </Title>
      <Form errors={errors} method="post" action={addresses.campaigns} enctype="multipart/form-data" class="form">
        {territories.length > 1 ? (
          <SelectField
            name="territoire"
            label="Territoire"
            choices={territories.map(({ id, name }) => ({ value: id, label: name }))}
            value={form.territoire}
          />
        ) : (
          <input type="hidden" name="territoire" value={first?.id ?? ''} />
        )}
        <TextField
          name="nom"
          label="Nom de la campagne"
          hint="Par exemple « Seconde, juin 2026 »."
          value={form.nom}
          required
        />
        <SelectField
          name="scheme"
          label="Dispositif"
          choices={schemeIds.map((id) => ({ value: id, label: schemes[id].name }))}
          value={form.scheme}
        />
        <TextField
          name="debut"
          label="Premier jour"
          type="date"
          width="middle"
          hint="N’importe quel jour de la première semaine."
          value={form.debut}
        />
        <TextField
          name="semaines"
          label="Nombre de semaines qui se suivent"
          type="number"
          width="short"
          value={form.semaines}
        />
        <TextField
          name="lottery"
          label="Texte du tirage au sort"
          hint="À priorité égale, l’ordre des élèves est tiré de ce texte. Rendez-le public : chacun pourra refaire le tirage."
          value={form.lottery}
        />
        <details>
          <summary>Horaires et limites de trajet</summary>
          <TextField name="arriveBy" label="Arrivée au plus tard" type="time" width="short" value={form.arriveBy} />
          <TextField name="leaveAfter" label="Départ au plus tôt" type="time" width="short" value={form.leaveAfter} />
          <TextField
            name="maxMinutes"
            label="Trajet le plus long, de porte à porte"
            type="number"
            unit="minutes"
            width="short"
            value={form.maxMinutes}
          />
          <TextField
            name="maxWalkMinutes"
            label="Marche la plus longue"
            type="number"
            unit="minutes"
            width="short"
            value={form.maxWalkMinutes}
          />
          <TextField
            name="maxTransfers"
            label="Correspondances au plus"
            type="number"
            width="short"
            value={form.maxTransfers}
          />
        </details>
        <details>
          <summary>J’ai déjà un fichier campaign.json</summary>
          <FileDrop
            name="fichier"
            label="Déposer campaign.json"
            hint="Il remplace les réponses ci-dessus, sauf le nom."
            accept={['.json']}
            multiple={false}
          />
        </details>
        <Actions>
          <Button>Créer la campagne</Button>
        </Actions>
      </Form>
    </RoomPage>
  )
}
