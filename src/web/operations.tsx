import { Hono } from 'hono'
import { sql } from 'kysely'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import {
  Button,
  countWords,
  DeskPage,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  renderPage,
  SearchForm,
  SelectField,
  Table,
  TextField,
  Title,
} from '#/design/index.ts'
import {
  type Account,
  accountOf,
  countAccounts,
  createSignInLink,
  type Env,
  entriesOf,
  isPlatformWide,
  isRole,
  isTerritoryWide,
  type RoleName,
  roles,
  saveAccount,
  searchAccounts,
} from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories, type Territory } from '#/territory/index.ts'

/** Roles bound to a school, a host or a pupil are given where these are. */
const isWide = (role: RoleName): boolean => isPlatformWide(role) || isTerritoryWide(role)

const form = z.object({
  email: z.email(),
  name: z.string().trim().min(2).max(100),
  role: z.custom<RoleName>((given) => typeof given === 'string' && isRole(given) && isWide(given)),
  territory: z.string(),
})

const mend: Readonly<Record<string, string>> = {
  email: 'Donnez une adresse électronique complète, par exemple prenom.nom@example.fr.',
  name: 'Donnez le prénom et le nom.',
  role: 'Choisissez un rôle.',
  territory: 'Choisissez un territoire pour ce rôle.',
}

/** For those who run the platform: is it well, who has an account, open one. No pupil is shown here. */
export function operationsWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>()
    .get(addresses.operations, async (c) => {
      const text = (c.req.query('q') ?? '')
        .replaceAll(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100)
      const state = { text, after: c.req.query('suite') }
      return c.html(renderPage(await operationsPage(services, accountOf(c), state)))
    })
    .post(addresses.operationsAccounts, async (c) => {
      const given = await c.req.parseBody()
      const parsed = form.safeParse(given)
      const territories = await listTerritories(db)
      const errors = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])) ?? [])
      const wantsTerritory = parsed.success && isTerritoryWide(parsed.data.role)
      if (wantsTerritory && !territories.some(({ id }) => id === parsed.data.territory)) errors.add('territory')
      if (!parsed.success || errors.size > 0) {
        const values = Object.fromEntries(
          Object.entries(given).map(([key, value]) => [key, typeof value === 'string' ? value : '']),
        )
        return c.html(renderPage(await operationsPage(services, accountOf(c), { errors, values })), 422)
      }
      const { email, name, role, territory } = parsed.data
      const id = await saveAccount(services, {
        email,
        name,
        grants: [{ role, territoryId: wantsTerritory ? territory : undefined }],
      })
      const token = await createSignInLink(services, id)
      const origin = services.configuration.publicUrl ?? new URL(c.req.url).origin
      const link = `${origin}${addressOf('signInLink', { token })}`
      return c.html(renderPage(await operationsPage(services, accountOf(c), { link, name })))
    })
}

interface State {
  readonly errors?: ReadonlySet<string>
  readonly values?: Readonly<Record<string, string>>
  /** A sign-in link just made, shown once. */
  readonly link?: string
  readonly name?: string
  /** What is looked for among the accounts, and where the page starts. */
  readonly text?: string
  readonly after?: string | undefined
}

async function operationsPage(
  { db }: Services,
  signed: Account,
  { errors = new Set(), values = {}, link, name, text = '', after }: State,
) {
  const [territories, accounts, total, { rows: waiting }] = await Promise.all([
    listTerritories(db),
    searchAccounts(db, { text, after }),
    countAccounts(db),
    sql<{
      state: string
      count: number
    }>`select state::text, count(*) from pgboss.job where name not like '\\_\\_%' group by state`.execute(db),
  ])
  const count = (state: string): number => waiting.find((row) => row.state === state)?.count ?? 0
  const errorList = Object.entries(mend).flatMap(([field, message]) =>
    errors.has(field) ? [{ name: field, message }] : [],
  )
  return (
    <DeskPage title="Exploitation" entries={entriesOf(signed, 'operations')} signed={signed}>
      <Title
        lead={`${countWords(total, 'compte')}, ${countWords(territories.length, 'territoire')}. Travaux : ${count('active')} en cours, ${count('created') + count('retry')} en attente, ${count('failed')} en échec cette semaine.`}
      >
        La plateforme fonctionne
      </Title>
      {link && (
        <Notice kind="success" title={`Le compte de ${name} est ouvert`}>
          <p>
            Remettez-lui ce lien en main propre ou par un message sûr. Il sert une fois, pendant 24 heures, et ne sera
            plus montré.
          </p>
          <p>
            <code>{link}</code>
          </p>
        </Notice>
      )}
      {errorList.length > 0 && <ErrorSummary errors={errorList} />}
      <h2>Ouvrir un compte ou redonner un lien</h2>
      <Form errors={errorList} method="post" action={addresses.operationsAccounts}>
        <TextField name="email" label="Adresse électronique" value={values.email ?? ''} />
        <TextField name="name" label="Prénom et nom" value={values.name ?? ''} />
        <SelectField
          name="role"
          label="Rôle"
          value={values.role ?? 'coordinator'}
          choices={Object.entries(roles).flatMap(([value, { label, does }]) =>
            isRole(value) && isWide(value) ? [{ value, label: `${label} : ${does}` }] : [],
          )}
        />
        <SelectField
          name="territory"
          label="Territoire"
          value={values.territory ?? territories[0]?.id ?? ''}
          choices={territories.map(({ id, name: label }) => ({ value: id, label }))}
        />
        <Button>Ouvrir le compte et préparer le lien</Button>
      </Form>
      <p>
        <a href={addresses.journal}>Journal des accès aux dossiers d’élèves</a>,{' '}
        <a href={addresses.keeping}>durées de conservation et archives</a>
      </p>
      <SearchForm action={addresses.operations} label="Nom ou adresse électronique" value={text} />
      <Table
        caption="Comptes"
        rows={accounts.rows}
        empty={<p>Aucun compte ne porte ce nom ni cette adresse.</p>}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', label: 'Nom', header: true, cell: ({ name: person }) => person },
          { key: 'email', label: 'Adresse', cell: ({ email }) => email },
          {
            key: 'roles',
            label: 'Rôles',
            cell: ({ grants }) => grants.map((grant) => sayGrant(grant, territories)).join(', '),
          },
        ]}
      />
      {accounts.next !== undefined && (
        <p>
          <LinkButton look="plain" small href={addressOf('operations', {}, { q: text, suite: accounts.next })}>
            Comptes suivants
          </LinkButton>
        </p>
      )}
    </DeskPage>
  )
}

/** `coordinator normandie` in words. */
function sayGrant(grant: string, territories: readonly Territory[]): string {
  const [role = '', territory = ''] = grant.split(' ')
  const label = isRole(role) ? roles[role].label : role
  return territory === '*' ? label : `${label} (${territories.find(({ id }) => id === territory)?.name ?? territory})`
}
