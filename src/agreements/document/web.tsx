import { type Context, Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, spend } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { pdfHeaders } from '#/platform/pdf-headers.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from '../agreement.ts'
import { findAgreement } from '../agreements.ts'
import { renderDraft } from './freeze-version.ts'
import { VerifyPage } from './pages/verify-page.tsx'
import { type Verdict, verifyCode, verifyFile } from './verify-document.ts'
import { findVersion } from './versions.ts'

/** The document of an agreement, and the page where anyone checks one. */
export function documentWeb(services: Services): Hono<Env> {
  const app = new Hono<Env>()

  /** As it will be while it may change, then as it was frozen, at last the finished one. `?version=1`: an older one. */
  app.get(addresses.agreementDocument, async (c) => {
    const id = c.req.param('agreement')
    const agreement = isId(id) ? await guarded(services, accountOf(c), (tx) => findAgreement(tx, id)) : undefined
    const bytes = agreement && (await documentOf(agreement, c.req.query('version')))
    return bytes ? c.body(Uint8Array.from(bytes), 200, pdfHeaders(`convention-${agreement.code}`)) : c.notFound()
  })

  app.get(addresses.verify, async (c) => {
    const code = (c.req.query('code') ?? '').slice(0, 60)
    return show(c, { code, verdict: code === '' ? undefined : await verifyCode(services, code) })
  })

  app.post(addresses.verify, async (c) => {
    const { code: typed, fichier: file } = await c.req.parseBody()
    const code = typeof typed === 'string' ? typed.trim().slice(0, 60) : ''
    if (!(await spend(services, 'verify.source', c.get('clientAddress'))))
      return show(c, {
        code,
        errors: [{ name: 'code', message: 'Trop de vérifications d’affilée. Recommencez dans quelques minutes.' }],
        status: 429,
      })
    if (file instanceof File && file.size > 0)
      return show(c, { code: '', verdict: await verifyFile(services, new Uint8Array(await file.arrayBuffer())) })
    if (code !== '') return show(c, { code, verdict: await verifyCode(services, code) })
    return show(c, {
      code,
      errors: [{ name: 'code', message: 'Tapez le code d’une page, ou choisissez un fichier PDF.' }],
      status: 422,
    })
  })

  return app

  async function documentOf(agreement: Agreement, asked: string | undefined): Promise<Uint8Array | undefined> {
    const { territoryId, id, version, source, state } = agreement
    const isOpen = state === 'draft' || state === 'filled' || state === 'checked'
    if (asked === undefined && (isOpen || version === 0))
      // One made elsewhere has its own paper: there is nothing of ours to show.
      return source === 'outside' || ['signed', 'running', 'completed'].includes(state)
        ? undefined
        : renderDraft(services, services.db, agreement)
    const number = asked === undefined ? version : /^\d{1,2}$/.test(asked) ? Number(asked) : 0
    const frozen = await findVersion(services.db, { territoryId, agreementId: id, version: number })
    return frozen && services.files.get(frozen.sealedSha256 ?? frozen.pdfSha256)
  }

  function show(
    c: Context<Env>,
    {
      code,
      verdict,
      errors = [],
      status = 200,
    }: {
      readonly code: string
      readonly verdict?: Verdict | undefined
      readonly errors?: readonly FieldError[]
      readonly status?: 200 | 422 | 429
    },
  ): Response | Promise<Response> {
    const account = c.get('account')
    return c.html(
      renderPage(
        <VerifyPage
          entries={entriesOf(account, 'verify')}
          signed={account && { name: account.name }}
          verdict={verdict}
          code={code}
          errors={errors}
        />,
      ),
      status,
    )
  }
}
