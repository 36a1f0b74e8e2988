import { addressOf } from '#/addresses.ts'
import type { Agreement } from '#/agreements/index.ts'
import {
  Button,
  Checkboxes,
  capital,
  DeskPage,
  daysWords,
  ErrorSummary,
  errorOf,
  type FieldError,
  FileDrop,
  Fold,
  Form,
  Notice,
  PostButton,
  SelectField,
  TextField,
  Title,
  WEEKDAYS,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import type { OutsideForm } from '../outside-form.ts'
import { pupilNameOf } from '../placement.ts'

export interface OutsidePupil {
  readonly id: string
  /** « Marchand Lina » */
  readonly name: string
  readonly placed: boolean
}

export type OutsideNotice =
  | { readonly kind: 'recorded' | 'again'; readonly agreement: Agreement }
  | { readonly kind: 'undone' | 'over'; readonly agreement?: never }

/** A placement that was agreed elsewhere, recorded in one short form: the pupil, who welcomes, when. */
export function OutsidePage({
  account,
  of,
  pupils,
  form,
  errors = [],
  notice,
  hasRegister,
}: {
  readonly account: Account
  readonly of: SchoolClass
  /** Those without a place first. */
  readonly pupils: readonly OutsidePupil[]
  readonly form: OutsideForm
  readonly errors?: readonly FieldError[]
  readonly notice?: OutsideNotice | undefined
  /** Without the register, a SIRET gives the name of the hosts of our directory only. */
  readonly hasRegister: boolean
}) {
  const field = (name: Exclude<keyof OutsideForm, 'jours'>) => ({ name, value: form[name] })
  const named = form.structure !== '' || ['structure', 'commune', 'code'].some((name) => errorOf(errors, name))
  const more =
    ['tuteur', 'courriel', 'telephone', 'fichier'].some((name) => errorOf(errors, name)) || form.courriel !== ''
  return (
    <DeskPage
      title="Noter un stage trouvé ailleurs"
      entries={entriesOf(account, 'classes')}
      signed={account}
      notice={notice && <Done notice={notice} />}
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={<a href={addressOf('classPlacements', { class: of.id })}>{of.name}</a>}
        lead="Convention signée sur une autre plateforme ou sur le modèle de l’établissement : elle compte comme les autres."
      >
        Noter un stage trouvé ailleurs
      </Title>
      <Form
        errors={errors}
        class="form"
        method="post"
        action={addressOf('outsideNew', { class: of.id })}
        encType="multipart/form-data"
        noValidate
      >
        <SelectField
          label="Élève"
          choices={[
            { value: '', label: 'Choisir…' },
            ...pupils.map(({ id, name, placed }) => ({
              value: id,
              label: placed ? `${name} (a déjà un stage)` : name,
            })),
          ]}
          {...field('eleve')}
        />
        <TextField
          label="SIRET du lieu d’accueil"
          hint={
            hasRegister
              ? '14 chiffres, avec ou sans espaces. Le nom et l’adresse suivent.'
              : '14 chiffres. Si le lieu n’est pas déjà dans Passerelle, donnez aussi son nom.'
          }
          inputMode="numeric"
          width="middle"
          autocomplete="off"
          {...field('siret')}
        />
        <Fold title="Sans SIRET" open={named || !hasRegister}>
          <TextField label="Nom du lieu d’accueil" autocomplete="off" {...field('structure')} />
          <TextField label="Rue (facultatif)" autocomplete="off" {...field('rue')} />
          <TextField label="Code postal (facultatif)" inputMode="numeric" width="short" {...field('code')} />
          <TextField label="Commune" width="middle" autocomplete="off" {...field('commune')} />
        </Fold>
        <Checkboxes
          name="annuaire"
          legend="Annuaire des structures"
          choices={[
            {
              value: '1',
              label: 'Ajouter ce lieu s’il n’y est pas encore',
              hint: 'Les classes du territoire le retrouveront. Un lieu du même SIRET, ou du même nom dans la même commune, n’est pas ajouté deux fois.',
            },
          ]}
          values={form.annuaire === '1' ? ['1'] : []}
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
          hint="Par exemple « 9 h – 12 h, 13 h – 16 h 30 »."
          {...field('horaires')}
        />
        <Fold title="Tuteur et convention (facultatif)" open={more}>
          <TextField label="Nom du tuteur ou de la tutrice" autocomplete="off" {...field('tuteur')} />
          <TextField
            type="email"
            label="Son adresse électronique"
            hint="Pour lui demander chaque semaine si tout va bien."
            autocomplete="off"
            {...field('courriel')}
          />
          <TextField type="tel" label="Son téléphone" width="middle" autocomplete="off" {...field('telephone')} />
          <FileDrop
            name="fichier"
            label="La convention signée"
            hint="PDF, ou photo JPEG ou PNG, 15 Mo au plus."
            accept={['.pdf', '.jpg', '.jpeg', '.png']}
            multiple={false}
          />
        </Fold>
        <Button>Noter ce stage</Button>
      </Form>
    </DeskPage>
  )
}

function Done({ notice }: { readonly notice: OutsideNotice }) {
  const { agreement } = notice
  if (!agreement && notice.kind === 'undone') return <Notice kind="success" title="Le stage est retiré" />
  if (!agreement)
    return (
      <Notice kind="warning" title="Ce stage ne se retire plus">
        <p>
          Il est terminé depuis plus de trente jours, ou son attestation a été donnée. Il reste noté : rien n’a changé.
        </p>
      </Notice>
    )
  const { findings, content, firstDay, lastDay } = agreement
  const days = daysWords(Temporal.PlainDate.from(firstDay), Temporal.PlainDate.from(lastDay))
  return (
    <Notice
      kind={findings.length > 0 ? 'warning' : 'success'}
      title={`${pupilNameOf(agreement)}, ${content.hosts[0].name}, ${days} : ${notice.kind === 'again' ? 'déjà noté' : 'c’est noté'}`}
      action={
        <PostButton action={addressOf('outsideUndo', { agreement: agreement.id })} look="plain" small>
          Annuler
        </PostButton>
      }
    >
      {findings.length > 0 && (
        <>
          <p>À vérifier avec le lieu d’accueil. Le stage compte quand même.</p>
          <ul class="plain">
            {findings.map(({ rule, message, article }) => (
              <li key={`${rule} ${message}`}>
                {message} <span class="soft">({article})</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
