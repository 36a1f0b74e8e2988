import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, placeOf, territoryOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { isSchemeId, type SchemeId, schemeIds } from '#/rules/index.ts'
import { findSchool, findTerritory, timeZoneOf } from '#/territory/index.ts'
import { addedClause, adoptWording, readWording, type WordingForm } from './adopt-wording.ts'
import type { Clause } from './clause.ts'
import { clauseText } from './clause-text.ts'
import { logoWordsOf, territoryLogo } from './logos.ts'
import type { LogoNotice } from './pages/logo-form.tsx'
import { SchoolDocumentsPage } from './pages/school-documents-page.tsx'
import { WordingPage } from './pages/wording-page.tsx'
import { WordingsPage } from './pages/wordings-page.tsx'
import { type AnnexForm, saveAnnex } from './save-annex.ts'
import { saveLogo } from './save-logo.ts'
import { schoolAnnexOf, wordingOf } from './wordings.ts'

type Sent = Readonly<Record<string, unknown>>

const text = (sent: Sent, name: string): string => {
  const value = sent[name]
  return typeof value === 'string' ? value.replaceAll('\0', '').replaceAll('\r\n', '\n') : ''
}
const savedOf = (c: Context<Env>): LogoNotice => {
  const done = c.req.query('fait')
  return done === 'logo' || done === 'text' ? done : undefined
}

/** What agreements are made with: the wording and the logo of a territory, the annex and the logo of a school. */
export function documentSettingsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.documentSettings, (c) => showWordings(c, []))

  app.post(addresses.documentSettings, async (c) => {
    const territoryId = territoryOf(c)
    const errors = await keepLogo(await c.req.parseBody(), territoryId, territoryLogo)
    if (errors.length > 0) return showWordings(c, errors)
    return c.redirect(addressOf('documentSettings', { territory: territoryId }, { fait: 'logo' }), 303)
  })

  app.get(addresses.documentWording, async (c) => {
    const scheme = c.req.param('scheme')
    if (!isSchemeId(scheme)) return c.notFound()
    return showWording(c, scheme, { notice: c.req.query('fait') === 'text' ? 'adopted' : undefined })
  })

  app.post(addresses.documentWording, async (c) => {
    const scheme = c.req.param('scheme')
    if (!isSchemeId(scheme)) return c.notFound()
    const sent = await c.req.parseBody()
    const territoryId = territoryOf(c)
    const { text: national } = await wordingOf(db, territoryId, scheme, await today(territoryId))
    const isBack = text(sent, 'national') !== ''
    const form: WordingForm = isBack
      ? formOf(national.clauses)
      : Object.fromEntries(
          [...national.clauses.map(({ id }) => id), addedClause].map((id) => [
            id,
            { title: text(sent, `${id}-titre`), text: text(sent, `${id}-texte`) },
          ]),
        )
    const { clauses, errors } = readWording(national, form)
    if (errors.length > 0)
      return showWording(c, scheme, {
        form,
        errors: errors.map(({ clause, field, message }) => ({ name: `${clause}-${field}`, message })),
      })
    const seen = /^\d{1,6}$/.test(text(sent, 'vu')) ? Number(text(sent, 'vu')) : -1
    const adopted = await adoptWording(services, { territoryId, scheme, clauses, seen, by: accountOf(c).id })
    if (adopted === 'changed') return showWording(c, scheme, { form, notice: 'changed', status: 409 })
    return c.redirect(addressOf('documentWording', { territory: territoryId, scheme }, { fait: 'text' }), 303)
  })

  app.get(addresses.schoolDocuments, (c) => {
    const asked = c.req.query('dispositif') ?? ''
    return showSchool(c, isSchemeId(asked) ? asked : 'observation-2de', {})
  })

  app.post(addresses.schoolDocuments, async (c) => {
    const { territoryId, school = '' } = placeOf(c)
    const sent = await c.req.parseBody()
    const asked = text(sent, 'dispositif')
    const back = (fait: 'logo' | 'text', dispositif?: string) =>
      c.redirect(addressOf('schoolDocuments', { territory: territoryId, school }, { fait, dispositif }), 303)
    if (!isSchemeId(asked)) {
      const errors = await keepLogo(sent, territoryId, school)
      return errors.length > 0 ? showSchool(c, 'observation-2de', { errors }) : back('logo')
    }
    const form: AnnexForm = { title: text(sent, 'titre'), body: text(sent, 'texte') }
    const refused = await saveAnnex(services, { territoryId, school, scheme: asked, by: accountOf(c).id, form })
    return refused
      ? showSchool(c, asked, { form, errors: [{ name: refused.field, message: refused.refused }] })
      : back('text', asked)
  })

  return app

  async function today(territoryId: string): Promise<string> {
    return clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(db, territoryId))
      .toPlainDate()
      .toString()
  }

  async function keepLogo(sent: Sent, territoryId: string, owner: string): Promise<FieldError[]> {
    const file = sent.logo
    if (!(file instanceof File) || file.size === 0)
      return [{ name: 'logo', message: 'Choisissez l’image du logo. Rien n’a changé.' }]
    const bytes = new Uint8Array(await file.arrayBuffer())
    const refused = await saveLogo(services, { territoryId, owner, words: text(sent, 'mots'), bytes })
    return refused ? [{ name: refused.field, message: refused.refused }] : []
  }

  async function showWordings(c: Context<Env>, errors: readonly FieldError[]): Promise<Response> {
    const account = accountOf(c)
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const day = await today(territory.id)
    const rows = await Promise.all(
      schemeIds.map(async (scheme) => ({ scheme, wording: await wordingOf(db, territory.id, scheme, day) })),
    )
    return c.html(
      renderPage(
        <WordingsPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'documentSettings')}
          territory={territory}
          rows={rows}
          logoWords={await logoWordsOf(db, territory.id, territoryLogo)}
          saved={savedOf(c)}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showWording(
    c: Context<Env>,
    scheme: SchemeId,
    {
      form,
      notice,
      errors = [],
      status = errors.length > 0 ? 422 : 200,
    }: {
      readonly form?: WordingForm
      readonly notice?: 'adopted' | 'changed' | undefined
      readonly errors?: readonly FieldError[]
      readonly status?: 200 | 409 | 422
    },
  ): Promise<Response> {
    const account = accountOf(c)
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const standing = await wordingOf(db, territory.id, scheme, await today(territory.id))
    return c.html(
      renderPage(
        <WordingPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'documentSettings')}
          territory={territory}
          scheme={scheme}
          national={standing.text}
          form={form ?? formOf(standing.clauses)}
          version={standing.version}
          isOwn={standing.clauses !== standing.text.clauses}
          notice={notice}
          errors={errors}
        />,
      ),
      status,
    )
  }

  async function showSchool(
    c: Context<Env>,
    scheme: SchemeId,
    { form, errors = [] }: { readonly form?: AnnexForm; readonly errors?: readonly FieldError[] },
  ): Promise<Response> {
    const account = accountOf(c)
    const { territoryId, school = '' } = placeOf(c)
    const found = await findSchool(db, territoryId, school)
    if (!found) return c.notFound()
    return c.html(
      renderPage(
        <SchoolDocumentsPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'schoolDocuments')}
          school={{ territoryId, uai: school, name: found.name }}
          scheme={scheme}
          annexSchemes={annexSchemes}
          form={form ?? (await schoolAnnexOf(db, territoryId, school, scheme)) ?? { title: '', body: '' }}
          logoWords={await logoWordsOf(db, territoryId, school)}
          saved={savedOf(c)}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

/** Those that a school signs. */
const annexSchemes: readonly SchemeId[] = [
  'observation-2de',
  'observation-3e',
  'observation-4e',
  'pfmp',
  'digital-week',
]

const formOf = (clauses: readonly Clause[]): WordingForm =>
  Object.fromEntries(clauses.map(({ id, title, body }) => [id, { title, text: clauseText(body) }]))
