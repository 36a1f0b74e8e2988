import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, territoriesOf } from '#/identity/index.ts'
import { InputProblems, sayProblem } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { listTerritories } from '#/territory/index.ts'
import { applyImport } from './apply-import.ts'
import { type NewCampaignForm, readForm, settingsOf } from './campaign-form.ts'
import { createCampaign } from './create-campaign.ts'
import { findImport, importProblems, listImports, previewedFiles, sampleChanges } from './imports.ts'
import { ImportPreviewPage } from './pages/import-preview-page.tsx'
import { type ImportsNotice, ImportsPage } from './pages/imports-page.tsx'
import { NewCampaignPage } from './pages/new-campaign-page.tsx'
import { previewImport } from './preview-import.ts'
import { removeTimetable } from './remove-timetable.ts'
import { roomOf } from './room.ts'
import { storedCampaign, storedTable, storedTimetableReports } from './stored-files.ts'
import { undoImport } from './undo-import.ts'

/** All files of one import together: a région's pupils, offers and a few timetables. */
const mostBytes = 100_000_000
const [historyLength, sampleLength] = [30, 8]

/** The pages of campaigns and their files. */
export function campaignsWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.campaignNew, async (c) => {
    const account = accountOf(c)
    const territories = await territoriesFor(services, account, ['coordinator'])
    return c.html(
      renderPage(
        <NewCampaignPage
          signed={{ name: account.name }}
          territories={territories}
          form={readForm(() => undefined)}
          errors={[]}
        />,
      ),
    )
  })

  app.post(addresses.campaigns, limitBody, async (c) => {
    const account = accountOf(c)
    const body = await c.req.parseBody()
    const form = readForm((name) => (typeof body[name] === 'string' ? body[name] : undefined))
    const territories = await territoriesFor(services, account, ['coordinator'])
    const territory = territories.find(({ id }) => id === form.territoire)
    const file = body.fichier instanceof File && body.fichier.size > 0 ? await named(body.fichier) : undefined
    const errors: FieldError[] = []
    if (!territory) errors.push({ name: 'territoire', message: 'Choisissez un territoire.' })
    if (form.nom === '') errors.push({ name: 'nom', message: 'Donnez un nom à la campagne.' })
    if (territory && errors.length === 0)
      try {
        const settings = file ?? settingsOf(form)
        const id = await createCampaign(services, {
          territoryId: territory.id,
          name: form.nom,
          by: account.id,
          settings,
        })
        return c.redirect(addressOf('imports', { campaign: id }), 303)
      } catch (error) {
        if (!(error instanceof InputProblems)) throw error
        errors.push(...fieldErrors(error, form, file !== undefined))
      }
    return c.html(
      renderPage(
        <NewCampaignPage signed={{ name: account.name }} territories={territories} form={form} errors={errors} />,
      ),
      422,
    )
  })

  app.get(addresses.imports, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const { territoryId, campaign } = room
    const imports = await listImports(db, { territoryId, campaignId: campaign.id, limit: historyLength })
    const timetables = await storedTimetableReports(db, territoryId, campaign.id)
    const notice = noticeOf(c.req.query('fait'))
    return c.html(
      renderPage(
        <ImportsPage
          room={room}
          imports={imports}
          timetables={timetables}
          notice={notice}
          about={c.req.query('import')}
        />,
      ),
    )
  })

  app.post(addresses.imports, limitBody, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const campaignId = room.campaign.id
    const { fichiers = [] } = await c.req.parseBody({ all: true })
    const given = (Array.isArray(fichiers) ? fichiers : [fichiers]).filter(
      // A form sent without any file holds one without a name; an empty file is one to tell about.
      (file) => file instanceof File && file.name !== '',
    )
    const files: NamedBytes[] = []
    for (const file of given) if (file instanceof File) files.push(await named(file))
    if (files.length === 0) return c.redirect(addressOf('imports', { campaign: campaignId }, { fait: 'nothing' }), 303)
    const previewed = await previewImport(services, { territoryId: room.territoryId, campaignId, by: room.by, files })
    if (!previewed) return c.notFound()
    return c.redirect(addressOf('importPreview', { campaign: campaignId, import: previewed.importId }), 303)
  })

  app.get(addresses.importPreview, async (c) => {
    const room = await roomOf(services, c)
    const importId = c.req.param('import')
    const head =
      room && (await findImport(db, { territoryId: room.territoryId, campaignId: room.campaign.id, importId }))
    if (!head) return c.notFound()
    const { territoryId } = room
    const problems = head.state === 'refused' ? await importProblems(db, territoryId, importId) : []
    const files = []
    for (const file of head.files) {
      const sample = (sort: 'new' | 'changed' | 'removed') =>
        file.kind === 'timetable'
          ? []
          : sampleChanges(db, { territoryId, importId, kind: file.kind, sort, limit: sampleLength })
      files.push({
        file,
        samples: { new: await sample('new'), changed: await sample('changed'), removed: await sample('removed') },
      })
    }
    const notice = c.req.query('avis')
    return c.html(
      renderPage(
        <ImportPreviewPage
          room={room}
          head={head}
          problems={problems}
          files={files}
          notice={notice === 'made_again' || notice === 'stands_under' ? notice : undefined}
          later={c.req.query('par')}
        />,
      ),
      head.state === 'refused' ? 422 : 200,
    )
  })

  app.get(addresses.importProblems, async (c) => {
    const room = await roomOf(services, c)
    const importId = c.req.param('import')
    const head =
      room && (await findImport(db, { territoryId: room.territoryId, campaignId: room.campaign.id, importId }))
    if (!head) return c.notFound()
    const problems = await importProblems(db, room.territoryId, importId)
    return download(c.body.bind(c), 'erreurs.txt', new TextEncoder().encode(`${problems.map(sayProblem).join('\n')}\n`))
  })

  app.post(addresses.importApply, async (c) => {
    const room = await roomOf(services, c)
    const importId = c.req.param('import')
    const head =
      room && (await findImport(db, { territoryId: room.territoryId, campaignId: room.campaign.id, importId }))
    if (!head) return c.notFound()
    const campaign = room.campaign.id
    const applied = await applyImport(services, { territoryId: room.territoryId, importId, by: room.by })
    if (!('why' in applied))
      return c.redirect(addressOf('imports', { campaign }, { fait: 'applied', import: importId }), 303)
    if (applied.why !== 'changed_since')
      return c.redirect(addressOf('importPreview', { campaign, import: importId }), 303)
    const files = await previewedFiles(db, room.territoryId, importId)
    const again = await previewImport(services, {
      territoryId: room.territoryId,
      campaignId: campaign,
      by: room.by,
      files,
    })
    return c.redirect(
      addressOf('importPreview', { campaign, import: again?.importId ?? importId }, { avis: 'made_again' }),
      303,
    )
  })

  app.post(addresses.importUndo, async (c) => {
    const room = await roomOf(services, c)
    const importId = c.req.param('import')
    const head =
      room && (await findImport(db, { territoryId: room.territoryId, campaignId: room.campaign.id, importId }))
    if (!head) return c.notFound()
    const campaign = room.campaign.id
    const undone = await undoImport(services, { territoryId: room.territoryId, importId, by: room.by })
    if (!('why' in undone)) return c.redirect(addressOf('imports', { campaign }, { fait: 'undone' }), 303)
    const query = undone.why === 'stands_under' ? { avis: 'stands_under', par: undone.importId } : {}
    return c.redirect(addressOf('importPreview', { campaign, import: importId }, query), 303)
  })

  app.post(addresses.timetableRemove, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const { territoryId, by } = room
    const removed = await removeTimetable(services, {
      territoryId,
      campaignId: room.campaign.id,
      name: c.req.param('timetable'),
      by,
    })
    const query = removed === undefined ? {} : { fait: 'removed', import: removed }
    return c.redirect(addressOf('imports', { campaign: room.campaign.id }, query), 303)
  })

  app.get(addresses.campaignFile, async (c) => {
    const room = await roomOf(services, c)
    // The files hold health data and home addresses: only for those who bring them.
    if (!room?.mayAct) return c.notFound()
    const { territoryId, campaign } = room
    const name = c.req.param('file')
    const kind = (['pupils', 'offers', 'schools'] as const).find((each) => name === `${each}.csv`)
    const file = kind
      ? await storedTable(db, territoryId, campaign.id, kind)
      : name === 'campaign.json'
        ? await storedCampaign(db, territoryId, campaign.id)
        : undefined
    return file ? download(c.body.bind(c), file.name, file.bytes) : c.notFound()
  })

  return app
}

const limitBody = bodyLimit({
  maxSize: mostBytes,
  onError: (c) => {
    const campaign = c.req.param('campaign')
    return c.redirect(
      campaign === undefined ? addresses.campaignNew : addressOf('imports', { campaign }, { fait: 'too_large' }),
      303,
    )
  },
})

async function territoriesFor({ db }: Services, account: Account, roles: Parameters<typeof territoriesOf>[1]) {
  const theirs = territoriesOf(account, roles)
  return (await listTerritories(db)).filter(({ id }) => theirs === 'all' || theirs.includes(id))
}

/** A file as it was sent, by its own name without any folder. */
async function named(file: File): Promise<NamedBytes> {
  const name = file.name
    .replace(/^.*[/\\]/, '')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 120)
  return { name: name === '' ? 'fichier' : name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** What is wrong, by field of the form where one holds it. */
function fieldErrors(error: InputProblems, form: NewCampaignForm, fromFile: boolean): FieldError[] {
  return error.problems.map(({ column, message }) => {
    const known = !fromFile && column !== undefined && column in form
    const name = fromFile ? 'fichier' : known ? column : column === 'weeks' ? 'debut' : 'nom'
    return { name, message: known || column === undefined ? message : `${column} : ${message}` }
  })
}

const noticeOf = (text: string | undefined): ImportsNotice =>
  (['applied', 'undone', 'removed', 'nothing', 'too_large'] as const).find((notice) => notice === text)

function download(
  body: (bytes: ArrayBuffer, status: 200, headers: Record<string, string>) => Response,
  name: string,
  bytes: Uint8Array,
): Response {
  return body(Uint8Array.from(bytes).buffer, 200, {
    'content-type': name.endsWith('.json')
      ? 'application/json; charset=utf-8'
      : `text/${name.endsWith('.csv') ? 'csv' : 'plain'}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
  })
}
