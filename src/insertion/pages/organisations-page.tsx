import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  DeskPage,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  Table,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Staffed } from '../organisations.ts'

export interface OrganisationForm {
  readonly organisme: string
  readonly nom: string
  readonly courriel: string
}

/** The organisations that prescribe PMSMP in a territory, and the invitation of whoever counsels there. */
export function OrganisationsPage({
  account,
  territory,
  organisations,
  form,
  errors,
  notice,
}: {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly organisations: readonly Staffed[]
  readonly form: OrganisationForm
  readonly errors: readonly FieldError[]
  readonly notice: ComponentChildren
}) {
  const field = (name: keyof OrganisationForm) => ({
    name,
    value: form[name],
    autocomplete: 'off' as const,
  })
  return (
    <DeskPage
      title="Organismes d’insertion"
      entries={entriesOf(account, 'organisations')}
      signed={account}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={
          <a href={addressOf('territoryPeople', { territory: territory.id })}>{territory.name} : les personnes</a>
        }
        lead="Missions locales, agences, structures d’insertion : leurs conseillers prescrivent des immersions (PMSMP) et ne voient que les leurs."
      >
        Organismes d’insertion
      </Title>
      <Table
        caption="Les organismes du territoire"
        captionHidden
        rows={organisations}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title="Aucun organisme pour l’instant">
            <p>Invitez une première personne : l’organisme s’ajoute avec elle.</p>
          </EmptyState>
        }
        columns={[
          { key: 'name', label: 'Organisme', header: true, cell: ({ name }) => name },
          {
            key: 'people',
            label: 'Accompagnement',
            cell: ({ counsellors }) => (counsellors.length === 0 ? 'invitation en attente' : counsellors.join(', ')),
          },
        ]}
      />
      <h2>Inviter une personne</h2>
      <Form
        errors={errors}
        class="form"
        method="post"
        action={addressOf('organisations', { territory: territory.id })}
        noValidate
      >
        <TextField
          label="Organisme"
          hint="Le nom entier, tel qu’il sera écrit sur les conventions. S’il est déjà dans la liste, écrivez-le de même."
          {...field('organisme')}
        />
        <TextField label="Prénom et nom de la personne" {...field('nom')} />
        <TextField type="email" label="Son adresse électronique" {...field('courriel')} />
        <Actions>
          <Button>Inviter</Button>
        </Actions>
      </Form>
    </DeskPage>
  )
}
