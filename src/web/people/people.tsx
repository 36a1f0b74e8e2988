import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type AddressName, addresses } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import {
  accountOf,
  type Env,
  endGrant,
  findGrant,
  findInvitation,
  type Grant,
  invite,
  invitedBy,
  listAwaited,
  listPeople,
  mayGive,
  placeOf,
  type RoleName,
  restoreGrant,
  spend,
  withdrawInvitation,
} from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { errorPage } from '../error-pages.tsx'
import { namesOfPlaces } from '../place-names.ts'
import { type Circle, circleOf } from './circle.ts'
import { PeoplePage } from './people-page.tsx'

const inviteForm = z.object({ email: z.email().max(254), nom: z.string().trim().min(2).max(100) })

/** Who works in a school, a host, a territory: the list, invitations, and roles taken away, which can be given back for a day. */
export function peopleWeb(services: Services): Hono<Env> {
  const { db, clock } = services

  async function show(
    c: Context<Env>,
    circle: Circle,
    {
      errors = [],
      form,
      status = 200,
    }: { errors?: readonly FieldError[]; form?: Readonly<Record<string, string>>; status?: 200 | 422 } = {},
  ) {
    const account = accountOf(c)
    const place = placeOf(c)
    const after = c.req.query('suite')
    const [people, awaited] = await Promise.all([
      listPeople(db, circle.of, clock.now(), { after }),
      listAwaited(db, circle.of),
    ])
    const nameOf = await namesOfPlaces(
      db,
      [...people.rows, ...awaited].map(({ grant }) => grant),
    )
    const offered = circle.offers.filter(({ grant }) => mayGive(account, grant.role, wherePlace(grant, place)))
    return c.html(
      renderPage(
        <PeoplePage
          account={account}
          circle={circle}
          offered={offered}
          people={people}
          awaited={awaited}
          nameOf={nameOf}
          mayEnd={(role) => mayGive(account, role, place)}
          done={c.req.query('fait')}
          ended={c.req.query('termine')}
          errors={errors}
          {...(form ? { form } : {})}
        />,
      ),
      status,
    )
  }

  async function act(c: Context<Env>, circle: Circle): Promise<Response> {
    const body = await c.req.parseBody()
    const text = (name: string) => {
      const value = body[name]
      return typeof value === 'string' ? value.trim().slice(0, 300) : ''
    }
    const account = accountOf(c)
    const place = placeOf(c)
    const back = (query: Readonly<Record<string, string>>) =>
      c.redirect(`${circle.address}?${new URLSearchParams(query)}`, 303)
    const actor = (role: RoleName) => ({ ...groundsOf(account, invitedBy[role], place), accountId: account.id })
    switch (text('faire')) {
      case 'inviter': {
        const form = { email: text('email'), nom: text('nom'), role: text('role') }
        const parsed = inviteForm.safeParse(form)
        const offer = circle.offers.find(({ value }) => value === form.role)
        const errors: FieldError[] = []
        const wrong = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])))
        if (wrong.has('nom')) errors.push({ name: 'nom', message: 'Donnez le prénom et le nom.' })
        if (wrong.has('email'))
          errors.push({
            name: 'email',
            message: 'Donnez une adresse électronique complète, par exemple prenom.nom@example.fr.',
          })
        if (!offer || !mayGive(account, offer.grant.role, wherePlace(offer.grant, place)))
          errors.push({ name: 'role', message: 'Choisissez un rôle de la liste.' })
        if (errors.length > 0 || !parsed.success || !offer) return show(c, circle, { errors, form, status: 422 })
        if (!(await spend(services, 'invite.account', account.id))) return errorPage(c, 'too-many')
        const { outcome } = await db.transaction().execute((tx) =>
          invite(services, tx, {
            email: parsed.data.email,
            name: parsed.data.nom,
            grant: offer.grant,
            by: account.id,
          }),
        )
        return back({ fait: outcome })
      }
      case 'terminer': {
        const grant = await findHere(text('grant'), circle)
        if (!grant || !mayGive(account, grant.role, place)) return errorPage(c, 'not-found')
        await endGrant(services, grant, actor(grant.role))
        return back({ termine: grant.id })
      }
      case 'rendre': {
        const grant = await findHere(text('grant'), circle)
        if (!grant || !mayGive(account, grant.role, place)) return errorPage(c, 'not-found')
        return back({ fait: (await restoreGrant(services, grant, actor(grant.role))) ? 'rendu' : 'trop-tard' })
      }
      case 'retirer': {
        const id = text('invitation')
        const found = isId(id) ? await findInvitation(services, id) : undefined
        if (
          !found ||
          !isHere(found.grant, circle) ||
          !mayGive(account, found.grant.role, wherePlace(found.grant, place))
        )
          return errorPage(c, 'not-found')
        await withdrawInvitation(services, id)
        return back({ fait: 'retire' })
      }
      default:
        return show(c, circle, { status: 422, errors: [{ name: 'role', message: 'Choisissez ce qu’il faut faire.' }] })
    }
  }

  async function findHere(id: string, circle: Circle) {
    const grant = isId(id) ? await findGrant(db, id) : undefined
    return grant && isHere(grant, circle) ? grant : undefined
  }

  const app = new Hono<Env>()
  for (const address of ['territoryPeople', 'schoolPeople', 'hostPeople'] as const satisfies readonly AddressName[]) {
    app.get(addresses[address], async (c) => show(c, await circleOf(services, address, placeOf(c), accountOf(c))))
    app.post(addresses[address], async (c) => act(c, await circleOf(services, address, placeOf(c), accountOf(c))))
  }
  return app
}

/** Whether a role is held at one of the circle's places, so that an address about one place reaches no other. */
const isHere = ({ territoryId, scope }: Grant, { of }: Circle): boolean =>
  territoryId === undefined
    ? false
    : territoryId === of.territoryId &&
      of.places.some(({ kind, id }) => kind === (scope?.kind ?? '') && id === (scope?.id ?? ''))

/** The place of a role to give: what the address is about, a bassin of it, or none for one held everywhere. */
function wherePlace(grant: Grant, place: ReturnType<typeof placeOf>): ReturnType<typeof placeOf> | undefined {
  if (grant.territoryId === undefined) return undefined
  return grant.scope?.kind === 'bassin' ? { ...place, bassin: grant.scope.id } : place
}
