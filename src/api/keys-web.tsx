import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoryOf } from '#/identity/index.ts'
import { type Ground, groundOf, queryOf, readerOf, readView, readWithin, withinOf } from '#/indicators/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { areaChoices } from './area-choices.ts'
import { makeKey, takeBackKey } from './change-keys.ts'
import { type KeyForm, readKeyForm, usualLife } from './key.ts'
import { findKey } from './keys.ts'
import { mayKeep, readKeys } from './list-keys.ts'
import { type Done, KeysPage } from './pages/keys-page.tsx'

interface Shown {
  readonly form?: KeyForm
  readonly errors?: readonly FieldError[]
  readonly done?: Done | undefined
}

/** Where somebody who follows an area makes keys for programs, and takes them back. */
export function apiKeysWeb(services: Services): Hono<Env> {
  const { db, clock, newId } = services
  return new Hono<Env>()
    .get(addresses.boardKeys, async (c) => {
      const ground = await groundOf(services, c)
      return ground ? show(c, ground, { done: await changed(c) }) : c.notFound()
    })
    .post(addresses.boardKeys, async (c) => {
      const ground = await groundOf(services, c)
      if (!ground) return c.notFound()
      const sent = await c.req.parseBody()
      const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
      const form = { cle: text('cle'), nom: text('nom'), zone: text('zone'), fin: text('fin') }
      const zones = (await areaChoices(db, ground)).map(({ value }) => value)
      const asked = readKeyForm(form, zones, ground.today)
      if ('errors' in asked) return show(c, ground, { form, errors: asked.errors })
      const made = await makeKey(services, {
        ...{ id: isId(form.cle) ? form.cle : newId(), account: accountOf(c), ...asked },
        ...{ territory: ground.territory, at: readWithin(form.zone) },
      })
      return 'secret' in made
        ? show(c, ground, { done: { what: 'made', name: asked.name, secret: made.secret } })
        : show(c, ground, { form, errors: made })
    })
    .post(addresses.boardKey, async (c) => {
      const [territoryId, id] = [territoryOf(c), c.req.param('key')]
      const key = isId(id) ? await findKey(db, territoryId, id) : undefined
      if (!key || !mayKeep(accountOf(c), key)) return c.notFound()
      const { quoi } = await c.req.parseBody()
      await takeBackKey(services, accountOf(c), key, quoi !== 'rendre')
      const view = readView((name) => c.req.query(name))
      return c.redirect(addressOf('boardKeys', { territory: territoryId }, { ...queryOf(view), cle: id }), 303)
    })

  /** The key that was just taken back or given back. */
  async function changed(c: Context<Env>): Promise<Done | undefined> {
    const id = c.req.query('cle') ?? ''
    const key = isId(id) ? await findKey(db, territoryOf(c), id) : undefined
    if (!key || !mayKeep(accountOf(c), key)) return undefined
    return { what: key.takenBackAt ? 'taken-back' : 'restored', name: key.name, id }
  }

  async function show(c: Context<Env>, ground: Ground, { form, errors = [], done }: Shown): Promise<Response> {
    const account = accountOf(c)
    const { territory, here, today } = ground
    const page = (
      <KeysPage
        {...{ ground, errors, done }}
        reader={readerOf(c)}
        now={clock.now()}
        keys={await readKeys(services, account, territory)}
        zones={await areaChoices(db, ground)}
        form={form ?? { cle: newId(), nom: '', zone: withinOf(here?.at), fin: today.add(usualLife).toString() }}
      />
    )
    // A secret that is shown once is in no history.
    return c.html(renderPage(page), errors.length > 0 ? 422 : 200, { 'cache-control': 'no-store' })
  }
}
