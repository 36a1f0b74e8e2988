import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findSchool } from '#/territory/index.ts'
import { type Archived, findArchived, listArchive, openingsOf } from './archive.ts'
import { countOver } from './counts.ts'
import { openRequestsOfSchool } from './data-requests.ts'
import { openArchived } from './open-archived.ts'
import { ArchivePage } from './pages/archive-page.tsx'
import { ArchivedPage } from './pages/archived-page.tsx'
import { KeepingPage } from './pages/keeping-page.tsx'
import { sentWords } from './sent-words.ts'

/** How long things are kept, and the archive of agreements. */
export function archiveWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.keeping, async (c) => {
    const code = sentWords(c.req.query('code'), 40).toUpperCase()
    const found = code === '' ? undefined : await findArchived(db, 'code', code)
    if (found) return c.redirect(addressOf('archivedAgreement', { archived: found.id }), 303)
    const error =
      code === '' ? undefined : 'Aucune convention des archives ne porte ce code. Relisez-le sur une de ses pages.'
    const days = await db
      .selectFrom('keep_reports')
      .select(['day', 'counts', 'files'])
      .orderBy('day', 'desc')
      .limit(30)
      .execute()
    const over = await countOver(db, clock.now())
    return c.html(renderPage(<KeepingPage {...{ account: accountOf(c), over, days, code, error }} />))
  })

  app.get(addresses.schoolArchive, async (c) => {
    const { territory: territoryId, school: uai } = c.req.param()
    const school = await findSchool(db, territoryId, uai)
    if (!school) return c.notFound()
    const account = accountOf(c)
    const requests = await openRequestsOfSchool(db, { territoryId, school: uai })
    const archive = await listArchive(db, { territoryId, school: uai, after: c.req.query('suite') })
    const mayOpen = holds(account, ['head'], placeOf(c))
    return c.html(renderPage(<ArchivePage {...{ account, territoryId, school, requests, archive, mayOpen }} />))
  })

  app.get(addresses.archivedAgreement, async (c) => {
    const archived = await findArchived(db, 'id', c.req.param('archived'))
    return archived ? show(c, archived) : c.notFound()
  })

  app.post(addresses.archivedAgreement, async (c) => {
    const archived = await findArchived(db, 'id', c.req.param('archived'))
    if (!archived) return c.notFound()
    const reason = sentWords((await c.req.parseBody()).motif, 300)
    if (reason.length < 5)
      return show(c, archived, reason, 'Dites en quelques mots pourquoi vous ouvrez cette convention.')
    const account = accountOf(c)
    const grounds = groundsOf(account, ['head', 'operator', 'counsellor'], placeOf(c))
    const file = await openArchived(services, archived, { account, grounds, reason })
    if (!file)
      return show(c, archived, reason, 'Cette convention n’a pas de fichier ici : l’original est à l’établissement.')
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="convention-${archived.code}.${endings[file.mediaType] ?? 'bin'}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
  })

  return app

  async function show(c: Context<Env>, archived: Archived, reason = '', error?: string): Promise<Response> {
    const openings = await openingsOf(db, archived)
    const props = { account: accountOf(c), archived, openings, reason, error }
    return c.html(renderPage(<ArchivedPage {...props} />), error === undefined ? 200 : 422)
  }
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}
