import { addressOf } from '#/addresses.ts'
import {
  Button,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  PostButton,
  SelectField,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf, holds } from '#/identity/index.ts'
import { type Bounce, BounceNotice } from '#/messages/index.ts'
import { fullName, type Pupil } from '../pupil.ts'
import type { PupilForm } from '../pupil-form.ts'
import type { SchoolClass } from '../school-class.ts'
import { levelChoices } from './school-page.tsx'

/** To inscribe a pupil by hand, or to mend a file. */
export function PupilFormPage({
  account,
  of,
  form,
  errors = [],
  pupil,
  bounces = new Map(),
}: {
  account: Account
  of: SchoolClass
  form: PupilForm
  errors?: readonly FieldError[]
  /** Undefined for a new one. */
  pupil?: Pupil
  /** Of the pupil's address and their representatives', those that refuse mail. */
  bounces?: ReadonlyMap<string, Bounce>
}) {
  const title = pupil ? `Dossier de ${fullName(pupil)}` : `Inscrire un élève en ${of.name}`
  const action = pupil ? addressOf('pupilEdit', { pupil: pupil.id }) : addressOf('pupilNew', { class: of.id })
  return (
    <DeskPage title={title} entries={entriesOf(account, 'classes')} signed={account}>
      <Title eyebrow={<a href={addressOf('classRoll', { class: of.id })}>{of.name}</a>}>{title}</Title>
      <BounceNotice
        bounces={bounces}
        mend="Vérifiez-la avec la famille : celle de l’élève se corrige ici, celle d’un responsable dans le fichier de l’établissement."
      />
      <ErrorSummary errors={errors} />
      <Form errors={errors} method="post" action={action} noValidate>
        <input type="hidden" name="cle" value={form.cle} />
        <TextField name="prenom" label="Prénom" value={form.prenom} width="middle" autocomplete="off" />
        <TextField name="nom" label="Nom" value={form.nom} width="middle" autocomplete="off" />
        <TextField
          name="naissance"
          type="date"
          label="Date de naissance"
          hint="Elle décide des heures que la loi permet."
          value={form.naissance}
          width="middle"
        />
        <SelectField name="niveau" label="Niveau" value={form.niveau} choices={levelChoices} />
        <TextField
          name="courriel"
          type="email"
          label="Adresse électronique de l’élève (facultatif)"
          hint="Sans adresse, l’élève entre avec un code que vous imprimez."
          value={form.courriel}
          autocomplete="off"
        />
        <TextField
          name="commune"
          label="Commune du domicile (facultatif)"
          hint="Pour chercher des lieux à portée de transport. Sans elle, les trajets partent de l’établissement."
          value={form.commune}
          width="middle"
          autocomplete="off"
        />
        <Button>{pupil ? 'Enregistrer' : 'Inscrire l’élève'}</Button>
      </Form>
      {pupil && (
        <section>
          <h2>Un départ</h2>
          <p>L’élève disparaît des listes ; son dossier est gardé, et vous pouvez annuler aussitôt.</p>
          <PostButton look="danger" small action={addressOf('pupilLeaving', { pupil: pupil.id })}>
            {pupil.firstName} a quitté l’établissement
          </PostButton>
          {holds(account, ['head', 'secretary']) && (
            <p>
              <a href={addressOf('pupilData', { pupil: pupil.id })}>Tout ce qui est gardé sur {pupil.firstName}</a>
            </p>
          )}
        </section>
      )}
    </DeskPage>
  )
}
