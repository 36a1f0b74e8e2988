import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import {
  type Account,
  accountOf,
  type Env,
  endGrant,
  endSessions,
  findGrant,
  type HeldGrant,
  hasOthers,
  hasSecondStep,
  invite,
  isLendable,
  lent,
  listSessions,
  restoreGrant,
  rolesOfAccount,
  spend,
} from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { readDay } from '#/platform/read-day.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { errorPage } from '../error-pages.tsx'
import { nameOfPlace, namesOfPlaces } from '../place-names.ts'
import { AccountPage } from './my-account-page.tsx'
import { LastOnePage, type LendForm, LendPage } from './role-pages.tsx'

const own = (account: Account) => ({ accountId: account.id, role: undefined, why: 'own' })
const lendForm = z.object({
  email: z.email().max(254),
  nom: z.string().trim().min(2).max(100),
  fin: z.string(),
})
const longestLoan = Temporal.Duration.from({ days: 366 })

/** One's own account: roles held and lent, where one is signed in. Each address acts on the person who asks, never on another. */
export function accountWeb(services: Services): Hono<Env> {
  const { db, clock } = services

  const page = async (c: Context<Env>) => {
    const account = accountOf(c)
    const now = clock.now()
    const { held, lent: lends } = await rolesOfAccount(db, account.id, now)
    const undoable = c.req.query('termine') ?? ''
    const ended = isId(undoable) ? await findGrant(db, undoable) : undefined
    const isOwn = ended?.accountId === account.id || ended?.lentFrom?.accountId === account.id
    const nameOf = await namesOfPlaces(db, [...held, ...lends, ...(ended ? [ended] : [])])
    return c.html(
      renderPage(
        <AccountPage
          account={account}
          held={held}
          lends={lends}
          ended={isOwn && ended?.endedAt ? ended : undefined}
          notice={noticeOf(c.req.query('fait'))}
          sessions={await listSessions(services, account.id)}
          sessionId={c.get('sessionId')}
          hasSecondStep={await hasSecondStep(db, account.id)}
          nameOf={nameOf}
          now={now}
        />,
      ),
    )
  }

  /** A grant of the person who asks, or lent by them; anything else does not exist. */
  async function grantOf(c: Context<Env>): Promise<{ grant: HeldGrant; isMine: boolean } | undefined> {
    const id = c.req.param('grant') ?? ''
    const grant = isId(id) ? await findGrant(db, id) : undefined
    const account = accountOf(c)
    if (!grant) return undefined
    const isMine = grant.accountId === account.id
    return isMine || grant.lentFrom?.accountId === account.id ? { grant, isMine } : undefined
  }

  async function lendable(c: Context<Env>): Promise<HeldGrant | undefined> {
    const found = await grantOf(c)
    if (!found?.isMine || !lent.includes(found.grant.role)) return undefined
    return (await isLendable(db, found.grant.id, clock.now())) ? found.grant : undefined
  }

  const lendPage = async (c: Context<Env>, grant: HeldGrant, form?: LendForm, errors: readonly FieldError[] = []) =>
    c.html(
      renderPage(
        <LendPage
          account={accountOf(c)}
          grant={grant}
          place={await nameOfPlace(db, grant)}
          {...(form ? { form } : {})}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )

  return new Hono<Env>()
    .get(addresses.account, page)
    .post(addresses.accountSessions, async (c) => {
      const { session } = await c.req.parseBody()
      const account = accountOf(c)
      const current = c.get('sessionId') ?? ''
      if (session === 'autres') await endSessions(db, account.id, { allBut: current })
      else if (typeof session === 'string' && isId(session)) await endSessions(db, account.id, { only: session })
      return c.redirect(addressOf('account', {}, { fait: 'deconnecte' }), 303)
    })
    .post(addresses.accountRole, async (c) => {
      const account = accountOf(c)
      const found = await grantOf(c)
      if (!found) return errorPage(c, 'not-found')
      const { grant, isMine } = found
      const { faire, compris } = await c.req.parseBody()
      if (faire === 'reprendre') {
        const isBack = grant.endedBy === account.id && (await restoreGrant(services, grant, own(account)))
        return c.redirect(addressOf('account', {}, { fait: isBack ? 'repris' : 'trop-tard' }), 303)
      }
      if (faire !== 'terminer') return c.redirect(addresses.account, 303)
      const isGuarded = isMine && grant.lentFrom === undefined && (grant.role === 'head' || grant.role === 'host')
      if (isGuarded && compris !== '1' && grant.endedAt === undefined && !(await hasOthers(db, grant, clock.now())))
        return c.html(
          renderPage(<LastOnePage account={account} grant={grant} place={await nameOfPlace(db, grant)} />),
          409,
        )
      await endGrant(services, grant, own(account))
      return c.redirect(addressOf('account', {}, { termine: grant.id }), 303)
    })
    .get(addresses.accountLend, async (c) => {
      const grant = await lendable(c)
      return grant ? lendPage(c, grant) : errorPage(c, 'not-found')
    })
    .post(addresses.accountLend, async (c) => {
      const account = accountOf(c)
      const grant = await lendable(c)
      if (!grant) return errorPage(c, 'not-found')
      const body = await c.req.parseBody()
      const text = (name: string) => {
        const value = body[name]
        return typeof value === 'string' ? value.trim().slice(0, 300) : ''
      }
      const form = { email: text('email'), nom: text('nom'), fin: text('fin') }
      const parsed = lendForm.safeParse(form)
      const territory = grant.territoryId === undefined ? undefined : await findTerritory(db, grant.territoryId)
      const until = endOfDay(form.fin, territory?.timeZone ?? 'Europe/Paris')
      const errors: FieldError[] = []
      const wrong = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])))
      if (wrong.has('email'))
        errors.push({
          name: 'email',
          message: 'Donnez une adresse électronique complète, par exemple prenom.nom@example.fr.',
        })
      else if (form.email.toLowerCase() === account.email)
        errors.push({ name: 'email', message: 'C’est votre adresse. Donnez celle de la personne qui vous remplace.' })
      if (wrong.has('nom')) errors.push({ name: 'nom', message: 'Donnez le prénom et le nom.' })
      const now = clock.now()
      if (!until || Temporal.Instant.compare(until, now) <= 0)
        errors.push({ name: 'fin', message: 'Donnez le dernier jour, à partir d’aujourd’hui.' })
      else if (Temporal.Instant.compare(until, now.add({ hours: longestLoan.days * 24 })) > 0)
        errors.push({ name: 'fin', message: 'Un rôle se prête pour un an au plus. Choisissez un jour plus proche.' })
      if (errors.length > 0 || !parsed.success || !until || !isInvitable(grant)) return lendPage(c, grant, form, errors)
      if (!(await spend(services, 'invite.account', account.id))) return errorPage(c, 'too-many')
      await db.transaction().execute((tx) =>
        invite(services, tx, {
          email: parsed.data.email,
          name: parsed.data.nom,
          grant: { role: grant.role, territoryId: grant.territoryId, ...(grant.scope ? { scope: grant.scope } : {}) },
          by: account.id,
          until,
          lentFrom: grant.id,
        }),
      )
      return c.redirect(addressOf('account', {}, { fait: 'prete' }), 303)
    })
}

type Invitable = HeldGrant & { readonly role: Exclude<HeldGrant['role'], 'pupil'> }
const isInvitable = (grant: HeldGrant): grant is Invitable => grant.role !== 'pupil'

/** The moment a day ends, where the territory is; undefined for what is no day. */
const endOfDay = (text: string, timeZone: string): Temporal.Instant | undefined =>
  readDay(text)?.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()

export type AccountNotice = 'deconnecte' | 'repris' | 'trop-tard' | 'prete' | 'accepte' | undefined
const noticeOf = (text: string | undefined): AccountNotice =>
  (['deconnecte', 'repris', 'trop-tard', 'prete', 'accepte'] as const).find((notice) => notice === text)
