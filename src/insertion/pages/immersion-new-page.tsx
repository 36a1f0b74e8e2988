import { addresses } from '#/addresses.ts'
import { objectiveWords } from '#/agreements/index.ts'
import {
  Actions,
  Button,
  Checkboxes,
  capital,
  DeskPage,
  ErrorSummary,
  errorOf,
  type FieldError,
  Fold,
  Form,
  Radios,
  SelectField,
  TextArea,
  TextField,
  Title,
  WEEKDAYS,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { ImmersionField, ImmersionForm } from '../immersion-form.ts'
import type { Organisation } from '../organisations.ts'

/** A new PMSMP: who, where, why, when. What only some have is folded away until it is needed. */
export function ImmersionNewPage({
  account,
  organisations,
  form,
  errors,
}: {
  readonly account: Account
  readonly organisations: readonly Organisation[]
  readonly form: ImmersionForm
  readonly errors: readonly FieldError[]
}) {
  const field = (name: ImmersionField) => ({
    name,
    value: form[name],
    autocomplete: 'off' as const,
  })
  const opened = (names: readonly ImmersionField[]) => names.some((name) => form[name] !== '' || errorOf(errors, name))
  return (
    <DeskPage title="Prescrire une immersion" entries={entriesOf(account, 'immersions')} signed={account}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={<a href={addresses.immersions}>Vos immersions</a>}
        lead="La structure reçoit ensuite de quoi compléter la convention ; chacun la signe en ligne."
      >
        Prescrire une immersion
      </Title>
      <Form errors={errors} class="form" method="post" action={addresses.immersionNew} noValidate>
        {organisations.length > 1 && (
          <SelectField
            name="organisme"
            label="Organisme prescripteur"
            choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
            value={form.organisme}
          />
        )}
        <h2>La personne</h2>
        <div class="two-fields">
          <TextField label="Prénom" {...field('prenom')} />
          <TextField label="Nom" {...field('nom')} />
        </div>
        <TextField type="date" label="Date de naissance" width="middle" {...field('naissance')} />
        <TextField
          type="email"
          label="Son adresse électronique (facultatif)"
          hint="Pour signer en ligne. Sans adresse, elle signe devant vous."
          {...field('courriel')}
        />
        <TextField type="tel" label="Son téléphone (facultatif)" width="middle" {...field('telephone')} />
        <Fold
          title="Moins de 18 ans : responsable légal"
          open={opened(['responsable', 'responsableCourriel', 'responsableTelephone'])}
        >
          <TextField label="Prénom et nom" {...field('responsable')} />
          <TextField type="email" label="Son adresse électronique" {...field('responsableCourriel')} />
          <TextField type="tel" label="Son téléphone" width="middle" {...field('responsableTelephone')} />
        </Fold>
        <Fold
          title="Personne salariée : employeur et contrat"
          open={opened(['employeur', 'employeurNom', 'employeurCourriel', 'contratDu', 'contratAu'])}
        >
          <TextField label="Employeur" {...field('employeur')} />
          <TextField label="Qui signe pour l’employeur" {...field('employeurNom')} />
          <TextField type="email" label="Son adresse électronique" {...field('employeurCourriel')} />
          <p class="soft">En contrat d’insertion (CDDI), les immersions tiennent dans un quart du contrat.</p>
          <div class="two-fields">
            <TextField type="date" label="Début du contrat d’insertion" {...field('contratDu')} />
            <TextField type="date" label="Fin du contrat d’insertion" {...field('contratAu')} />
          </div>
        </Fold>
        <h2>La structure d’accueil</h2>
        <TextField
          label="SIRET"
          hint="14 chiffres, avec ou sans espaces. Le nom et l’adresse suivent quand le registre les connaît."
          inputMode="numeric"
          width="middle"
          {...field('siret')}
        />
        <Fold title="Nom et adresse, si le SIRET ne suffit pas" open={opened(['structure', 'adresse'])}>
          <TextField label="Nom de la structure" {...field('structure')} />
          <TextField label="Adresse" hint="Rue, code postal et commune." {...field('adresse')} />
        </Fold>
        <TextField label="Qui signe pour la structure" {...field('contact')} />
        <TextField type="email" label="Son adresse électronique" {...field('contactCourriel')} />
        <h2>L’immersion</h2>
        <Radios
          name="objectif"
          legend="Objectif"
          hint="Un seul."
          choices={Object.entries(objectiveWords).map(([value, label]) => ({ value, label: capital(label) }))}
          value={form.objectif === '' ? undefined : form.objectif}
        />
        <div class="two-fields">
          <TextField type="date" label="Premier jour" {...field('du')} />
          <TextField type="date" label="Dernier jour" {...field('au')} />
        </div>
        <Checkboxes
          name="jours"
          legend="Jours de présence"
          compact
          choices={WEEKDAYS.slice(0, 6).map((label, at) => ({ value: String(at + 1), label: capital(label) }))}
          values={form.jours}
        />
        <TextField
          label="Horaires d’une journée"
          hint="Par exemple « 9 h – 12 h, 13 h – 17 h »."
          {...field('horaires')}
        />
        <TextArea
          name="taches"
          label="Tâches confiées"
          hint="En quelques lignes, en lien avec l’objectif."
          value={form.taches}
        />
        <Fold
          title="Accompagnement par un autre organisme"
          open={opened(['accompagnant', 'accompagnantNom', 'accompagnantCourriel'])}
        >
          <TextField label="Organisme" {...field('accompagnant')} />
          <TextField label="Qui signe pour lui" {...field('accompagnantNom')} />
          <TextField type="email" label="Son adresse électronique" {...field('accompagnantCourriel')} />
        </Fold>
        <Actions>
          <Button>Préparer la convention</Button>
        </Actions>
      </Form>
    </DeskPage>
  )
}
