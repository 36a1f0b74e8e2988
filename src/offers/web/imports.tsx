import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { findHost } from '#/directory/index.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { isOldWorkbook } from '#/platform/workbook.ts'
import {
  applyOfferImport,
  findOfferImport,
  listOfferImports,
  type OfferImport,
  previewOfferImport,
  undoOfferImport,
} from '../offer-imports.ts'
import { OfferImportPage, OfferImportsPage } from '../pages/imports-page.tsx'
import { hostGrounds } from './host-grounds.ts'

const importsShown = 20
const mostBytes = 2_000_000

/** A host's tables of offers: preview, apply, undo. */
export function offerImportsWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.offerImports, (c) => listPage(c, undefined))

  app.post(addresses.offerImports, async (c) => {
    const { territoryId, host: hostId = '' } = placeOf(c)
    const { fichier } = await c.req.parseBody()
    if (!(fichier instanceof File) || fichier.size === 0)
      return listPage(c, 'Choisissez d’abord un fichier. Rien n’a changé.')
    if (fichier.size > mostBytes)
      return listPage(c, 'Ce fichier pèse plus de 2 Mo ; coupez-le en plusieurs. Rien n’a changé.')
    const bytes = new Uint8Array(await fichier.arrayBuffer())
    const name =
      fichier.name
        .replace(/^.*[/\\]/, '')
        .replace(/\p{Cc}/gu, '')
        .slice(0, 120) || 'offres.csv'
    if (isOldWorkbook({ name, bytes }))
      return listPage(
        c,
        'Ce classeur est dans un ancien format, ou protégé par un mot de passe. Enregistrez-le en XLSX, en ODS ou en « CSV UTF-8 », sans mot de passe. Rien n’a changé.',
      )
    const id = await previewOfferImport(services, { territoryId, hostId, account: accountOf(c), file: { name, bytes } })
    return c.redirect(addressOf('offerImport', { host: hostId, import: id }), 303)
  })

  app.get(addresses.offerImport, async (c) => {
    const found = await importOf(c)
    const host = found && (await findHost(db, found.hostId))
    if (!found || !host) return c.notFound()
    const notNow = c.req.query('avis') === 'change'
    return c.html(
      renderPage(<OfferImportPage {...frame(c)} host={host} found={found} notNow={notNow} />),
      found.state === 'refused' ? 422 : 200,
    )
  })

  for (const [address, act] of [
    [addresses.offerImportApply, applyOfferImport],
    [addresses.offerImportUndo, undoOfferImport],
  ] as const)
    app.post(address, async (c) => {
      const found = await importOf(c)
      if (!found) return c.notFound()
      const { territoryId, id: importId, hostId } = found
      const outcome = await act(services, { territoryId, importId, grounds: hostGrounds(c) })
      const query = outcome === 'changed_since' ? { avis: 'change' } : {}
      return c.redirect(addressOf('offerImport', { host: hostId, import: importId }, query), 303)
    })

  return app

  async function importOf(c: Context<Env>): Promise<OfferImport | undefined> {
    const { territoryId, host } = placeOf(c)
    const id = c.req.param('import') ?? ''
    const found = isId(id) ? await findOfferImport(db, territoryId, id) : undefined
    return found?.hostId === host ? found : undefined
  }

  function frame(c: Context<Env>) {
    const account = accountOf(c)
    return { signed: { name: account.name }, entries: entriesOf(account, 'hostOffers') }
  }

  async function listPage(c: Context<Env>, refused: string | undefined): Promise<Response> {
    const { territoryId, host: hostId = '' } = placeOf(c)
    const host = await findHost(db, hostId)
    if (!host) return c.notFound()
    const imports = await listOfferImports(db, { territoryId, hostId, limit: importsShown })
    return c.html(
      renderPage(<OfferImportsPage {...frame(c)} host={host} imports={imports} refused={refused} />),
      refused === undefined ? 200 : 422,
    )
  }
}
