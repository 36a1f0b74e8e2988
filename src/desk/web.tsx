import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoriesOf, territoryOf } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, listTerritories, timeZoneOf } from '#/territory/index.ts'
import { coordinatorsOf } from './coordinators.ts'
import { handOver, holdersOf, listHandovers, takeBack } from './hand-over.ts'
import { CoordinatorDeskPage } from './pages/desk-page.tsx'
import { HandoverPage } from './pages/handover-page.tsx'
import { PilePage } from './pages/pile-page.tsx'
import { readDesk } from './read-desk.ts'
import { readPile } from './read-pile.ts'
import { textsOf } from './sent-texts.ts'
import { sliceOf } from './slice.ts'
import { thankHost } from './thank-host.ts'

const [handoversShown, pileSize] = [10, 50]

/** The coordinator's home, thanks, and handing one's work over. */
export function deskWeb(services: Services): Hono<Env> {
  const { db, clock, newId } = services
  return new Hono<Env>()
    .get(addresses.desk, async (c) => {
      const account = accountOf(c)
      const theirs = territoriesOf(account, ['coordinator'])
      const known = (await listTerritories(db)).filter(({ id }) => theirs === 'all' || theirs.includes(id))
      const territory = known.find(({ id }) => id === c.req.query('territoire')) ?? known[0]
      if (!territory) return c.notFound()
      const others = known.filter(({ id }) => id !== territory.id)
      const desk = await readDesk(services, account, territory.id)
      const notice = thankedNotice(c.req.query('merci'))
      return c.html(renderPage(<CoordinatorDeskPage {...{ account, territory, others, desk, notice }} />))
    })
    .get(addresses.deskPile, async (c) => {
      const account = accountOf(c)
      const territory = await findTerritory(db, territoryOf(c))
      const name = c.req.param('pile')
      const slice = sliceOf(c.req.query('suite'), pileSize)
      const view = territory && (await readPile(services, account, { territoryId: territory.id, name }, slice))
      if (!territory || !view) return c.notFound()
      const end = slice.offset + view.pile.rows.length
      const next = view.pile.rows.length === pileSize && end < view.pile.count ? end : undefined
      const timeZone = await timeZoneOf(db, territory.id)
      const notice = thankedNotice(c.req.query('merci'))
      return c.html(renderPage(<PilePage {...{ account, territory, view, next, timeZone, notice }} />))
    })
    .post(addresses.deskThank, async (c) => {
      const territoryId = territoryOf(c)
      const { structure: hostId = '', retour } = await textsOf(c)
      if (!isId(hostId)) return c.notFound()
      const told = await thankHost(services, { territoryId, hostId, by: accountOf(c).id })
      if (told === undefined) return c.notFound()
      return c.redirect(
        retour === 'merci'
          ? addressOf('deskPile', { territory: territoryId, pile: 'merci' }, { merci: told })
          : addressOf('desk', {}, { territoire: territoryId, merci: told }),
        303,
      )
    })
    .get(addresses.deskHandover, (c) => showHandover(c, { de: '', a: '' }, [], c.req.query('fait')))
    .post(addresses.deskHandover, async (c) => {
      const territoryId = territoryOf(c)
      const { de = '', a = '', cle: id = '' } = await textsOf(c)
      const coordinators = await coordinatorsOf(db, territoryId, clock.now())
      const errors: FieldError[] = []
      if (!isId(de)) errors.push({ name: 'de', message: 'Choisissez de qui vient le travail. Rien n’a changé.' })
      if (!coordinators.some(({ accountId }) => accountId === a))
        errors.push({ name: 'a', message: 'Choisissez quelqu’un qui coordonne ce territoire. Rien n’a changé.' })
      else if (de === a)
        errors.push({ name: 'a', message: 'C’est la même personne : choisissez-en une autre. Rien n’a changé.' })
      if (errors.length > 0 || !isId(id)) return showHandover(c, { de, a }, errors)
      const grounds = groundsOf(accountOf(c), ['coordinator'], { territoryId })
      if (!(await handOver(services, { territoryId, id, from: de, to: a, grounds })))
        return showHandover(c, { de, a }, [
          { name: 'de', message: 'Cette personne ne coordonne pas ce territoire. Rien n’a changé.' },
        ])
      return c.redirect(addressOf('deskHandover', { territory: territoryId }, { fait: 'transmis' }), 303)
    })
    .post(addresses.deskHandoverUndo, async (c) => {
      const territoryId = territoryOf(c)
      const id = c.req.param('handover')
      const grounds = groundsOf(accountOf(c), ['coordinator'], { territoryId })
      if (!isId(id) || !(await takeBack(services, { territoryId, id, grounds }))) return c.notFound()
      return c.redirect(addressOf('deskHandover', { territory: territoryId }, { fait: 'annule' }), 303)
    })

  async function showHandover(
    c: Context<Env>,
    form: { readonly de: string; readonly a: string },
    errors: readonly FieldError[],
    done?: string,
  ): Promise<Response> {
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const notice =
      done === 'transmis' ? (
        <Notice kind="success" title="Tout est transmis" />
      ) : done === 'annule' ? (
        <Notice kind="success" title="La transmission est annulée" />
      ) : undefined
    return c.html(
      renderPage(
        <HandoverPage
          account={accountOf(c)}
          holders={await holdersOf(db, territory.id, clock.now())}
          coordinators={await coordinatorsOf(db, territory.id, clock.now())}
          past={await listHandovers(db, territory.id, { limit: handoversShown })}
          formKey={newId()}
          timeZone={await timeZoneOf(db, territory.id)}
          {...{ territory, form, errors, notice }}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

function thankedNotice(told: string | undefined) {
  if (told === undefined || !/^\d{1,3}$/.test(told)) return undefined
  return told === '0' ? (
    <Notice kind="warning" title="C’est noté, mais personne n’a reçu de message">
      <p>Cette structure n’a pas encore de compte : un appel lui fera plaisir.</p>
    </Notice>
  ) : (
    <Notice kind="success" title="Le merci est parti" />
  )
}
