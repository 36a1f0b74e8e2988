import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, invite, placeOf, spend } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { addOrganisation, listOrganisations } from './organisations.ts'
import { type OrganisationForm, OrganisationsPage } from './pages/organisations-page.tsx'

const empty: OrganisationForm = { organisme: '', nom: '', courriel: '' }

/** The organisations of a territory, kept by its coordination: adding one is inviting the first who counsels there. */
export function organisationsWeb(services: Services): Hono<Env> {
  async function show(c: Context<Env>, form: OrganisationForm, errors: readonly FieldError[] = []): Promise<Response> {
    const { territoryId } = placeOf(c)
    const territory = { id: territoryId, name: (await findTerritory(services.db, territoryId))?.name ?? territoryId }
    const organisations = await listOrganisations(services, territoryId)
    const notice =
      c.req.query('fait') === 'invite' ? (
        <Notice kind="success" title="L’invitation est partie">
          <p>Le rôle commence quand la personne l’accepte. Elle ne verra que les immersions de son organisme.</p>
        </Notice>
      ) : undefined
    return c.html(
      renderPage(<OrganisationsPage account={accountOf(c)} {...{ territory, organisations, form, errors, notice }} />),
      errors.length > 0 ? 422 : 200,
    )
  }

  return new Hono<Env>()
    .get(addresses.organisations, (c) => show(c, empty))
    .post(addresses.organisations, async (c) => {
      const sent = await c.req.parseBody()
      const text = (name: string): string =>
        typeof sent[name] === 'string'
          ? sent[name]
              .replace(/\p{Cc}/gu, ' ')
              .toWellFormed()
              .trim()
              .slice(0, 300)
          : ''
      const form = { organisme: text('organisme'), nom: text('nom'), courriel: text('courriel').toLowerCase() }
      const errors: FieldError[] = [
        ...(form.organisme.length >= 2 && form.organisme.length <= 120
          ? []
          : [{ name: 'organisme', message: 'Donnez le nom de l’organisme, de 2 à 120 signes.' }]),
        ...(form.nom.length >= 2 && form.nom.length <= 100
          ? []
          : [{ name: 'nom', message: 'Donnez le prénom et le nom.' }]),
        ...(/^[^\s@<>",;]{1,64}@[^\s@<>",;]+\.[^\s@<>",;.]{2,}$/.test(form.courriel)
          ? []
          : [{ name: 'courriel', message: 'Donnez une adresse électronique complète, comme prenom.nom@exemple.fr.' }]),
      ]
      if (errors.length > 0) return show(c, form, errors)
      const [account, { territoryId }] = [accountOf(c), placeOf(c)]
      if (!(await spend(services, 'invite.account', account.id)))
        return show(c, form, [
          { name: 'courriel', message: 'Trop d’invitations d’un coup. Réessayez dans une heure : rien n’est perdu.' },
        ])
      await services.db.transaction().execute(async (tx) => {
        const { id } = await addOrganisation(services, tx, { territoryId, name: form.organisme })
        await invite(services, tx, {
          email: form.courriel,
          name: form.nom,
          grant: { role: 'counsellor', territoryId, scope: { kind: 'organisation', id } },
          by: account.id,
        })
      })
      return c.redirect(addressOf('organisations', { territory: territoryId }, { fait: 'invite' }), 303)
    })
}
