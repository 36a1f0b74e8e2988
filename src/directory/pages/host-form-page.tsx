import {
  Actions,
  Button,
  Checkboxes,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  SelectField,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import type { Frame } from '../desk.ts'
import { type HostForm, sizeChoices } from '../host-form.ts'
import { sectorLabels } from '../sectors.ts'
import type { SiteForm } from '../site-form.ts'
import { HostFrame } from './frame.tsx'
import { SiteFields } from './site-fields.tsx'

interface HostFormProps {
  readonly frame: Frame
  readonly title: string
  readonly lead: string
  readonly action: string
  readonly back: string
  readonly form: HostForm
  /** The first site, asked with a new host. */
  readonly site?: SiteForm
  /** Of a new host: makes a form that is sent twice add one. */
  readonly newId?: string
  readonly errors: readonly FieldError[]
}

const sectors = [...sectorLabels]
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))

/** The form of a host, new or known. */
export function HostFormPage({ frame, title, lead, action, back, form, site, newId, errors }: HostFormProps) {
  return (
    <HostFrame frame={frame} title={title}>
      <Title lead={lead}>{title}</Title>
      <ErrorSummary errors={errors} />
      <Form errors={errors} method="post" action={action} class="form" noValidate>
        {newId !== undefined && <input type="hidden" name="cle" value={newId} />}
        <TextField name="nom" label="Nom de la structure" value={form.nom} autocomplete="off" />
        <TextField
          name="siret"
          label="SIRET"
          hint="14 chiffres, avec ou sans espaces : celui du lieu d’accueil plutôt que du siège."
          value={form.siret}
          width="middle"
          autocomplete="off"
        />
        <Checkboxes
          name="sans"
          legend="Une association ou un particulier n’en a pas toujours"
          choices={[{ value: '1', label: 'Cette structure n’a pas de SIRET' }]}
          values={form.sans === '' ? [] : ['1']}
        />
        {site && <SiteFields form={site} first />}
        <SelectField
          name="secteur"
          label="Secteur"
          hint="Sans réponse, il vient de l’activité déclarée au registre."
          value={form.secteur}
          choices={[{ value: '', label: 'Je ne sais pas' }, ...sectors]}
        />
        <SelectField name="effectif" label="Taille" value={form.effectif} choices={withOwn(form.effectif)} />
        {!site && (
          <>
            <TextField
              name="naf"
              label="Code d’activité (NAF)"
              hint="Par exemple 62.01Z. Laissez vide si vous ne le savez pas."
              value={form.naf}
              width="short"
            />
            <TextArea
              name="presentation"
              label="Présentation"
              hint="Ce que la structure fait, en quelques phrases qu’un élève comprend."
              value={form.presentation}
            />
            <TextField name="site" label="Site internet" value={form.site} />
            <input type="hidden" name="version" value={form.version} />
          </>
        )}
        <Actions>
          <Button>Enregistrer</Button>
          <LinkButton look="quiet" href={back}>
            Revenir sans enregistrer
          </LinkButton>
        </Actions>
      </Form>
    </HostFrame>
  )
}

/** A size that is a number of its own stays as it is until somebody chooses another. */
const withOwn = (value: string) =>
  /^\d+$/.test(value) && !sizeChoices.some((choice) => choice.value === value)
    ? [...sizeChoices, { value, label: `${value} personnes` }]
    : sizeChoices
