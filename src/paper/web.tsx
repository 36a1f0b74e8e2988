import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, type ProgressState, renderPage } from '#/design/index.ts'
import { accountOf, type Env, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { DamagedFile } from '#/platform/files.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findSchool } from '#/territory/index.ts'
import { filesOf, findBatch, listBatches } from './batches.ts'
import { confirmSignatures, undoConfirmation } from './confirm-signatures.ts'
import { countBatch } from './count-confirmations.ts'
import { searchAgreements } from './find-agreement.ts'
import { lastConfirmed } from './last-confirmed.ts'
import { BatchPage } from './pages/batch-page.tsx'
import { type BatchRoom, keysOf, type PaperRoom } from './pages/paper-room.ts'
import { PapersPage } from './pages/papers-page.tsx'
import { SignaturesPage } from './pages/signatures-page.tsx'
import { TrayPageView } from './pages/tray-page.tsx'
import { readStack } from './read-stack.ts'
import { receivePapers, type SentFile } from './receive-papers.ts'
import { type Settled, type Settlement, settlePage } from './settle-page.ts'
import { countPages, imageOfPage, listTray } from './tray.ts'
import { sayReceived } from './words.ts'

const office = ['head', 'ddfpt', 'secretary'] as const
const mostBytes = 105_000_000
const [batchesShown, choicesShown] = [30, 20]

/** The pages of signed paper, for a school's office. */
export function paperWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  async function roomOf(c: Context<Env>): Promise<PaperRoom> {
    const [{ territoryId }, school] = [placeOf(c), c.req.param('school') ?? '']
    const { name } = (await findSchool(db, territoryId, school)) ?? { name: school }
    return { account: accountOf(c), territoryId, school, schoolName: name }
  }

  async function batchOf(c: Context<Env>): Promise<BatchRoom | undefined> {
    const room = await roomOf(c)
    const batch = await findBatch(db, { ...room, batchId: c.req.param('batch') ?? '' })
    return batch && { ...room, batch }
  }

  const keyOf = ({ territoryId, school, batch }: BatchRoom) => ({ territoryId, school, batchId: batch.id })

  async function papers(c: Context<Env>, room: PaperRoom, errors: readonly FieldError[] = []) {
    const batches = await listBatches(db, { ...room, after: c.req.query('apres'), limit: batchesShown })
    const page = <PapersPage room={room} newBatch={services.newId()} batches={batches} errors={errors} />
    return c.html(renderPage(page), errors.length > 0 ? 422 : 200)
  }

  app.get(addresses.papers, async (c) => papers(c, await roomOf(c)))

  const limitFiles = bodyLimit({
    maxSize: mostBytes,
    onError: async (c: Context<Env>) => {
      const message = 'Cet envoi dépasse 100 Mo. Numérisez en gris à 150 points par pouce, ou en plusieurs fois.'
      if (wantsData(c)) return c.json({ messages: [message] }, 422)
      return papers(c, await roomOf(c), [{ name: 'fichiers', message }])
    },
  })

  app.post(addresses.papers, limitFiles, async (c) => {
    const room = await roomOf(c)
    const { lot, lire, fichiers = [] } = await c.req.parseBody({ all: true })
    const batchId = typeof lot === 'string' && isId(lot) ? lot : services.newId()
    const files: SentFile[] = []
    // A form sent without any file holds one without a name.
    for (const file of Array.isArray(fichiers) ? fichiers : [fichiers])
      if (file instanceof File && file.name !== '')
        files.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    const outcome = await receivePapers(
      services,
      { ...room, batchId },
      { files, by: room.account.id, start: lire === '1' },
    )
    if ('why' in outcome) {
      const message = 'Cet envoi est déjà lu. Rechargez la page pour en commencer un autre ; rien n’est perdu.'
      return wantsData(c) ? c.json({ messages: [message] }, 422) : papers(c, room, [{ name: 'fichiers', message }])
    }
    const messages = outcome.files.flatMap((received, index) => sayReceived(files[index]?.name ?? '', received) ?? [])
    if (wantsData(c)) return c.json({ messages }, messages.length > 0 ? 422 : 200)
    if (outcome.started)
      return c.redirect(
        addressOf('paperBatch', { territory: room.territoryId, school: room.school, batch: batchId }),
        303,
      )
    return papers(
      c,
      room,
      (messages.length > 0 ? messages : ['Choisissez un fichier, ou photographiez une page.']).map((message) => ({
        name: 'fichiers',
        message,
      })),
    )
  })

  app.get(addresses.paperBatch, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    const files = await filesOf(db, room.batch)
    const [sheaves, counts] = await guarded(services, room.account, async (tx) => [
      await readStack(tx, room.batch),
      await countPages(tx, room.batch),
    ])
    const counted = Number(c.req.query('comptees'))
    const notice =
      Number.isInteger(counted) && counted > 0
        ? `${counted === 1 ? 'Une convention compte' : `${counted} conventions comptent`} maintenant comme les autres`
        : undefined
    const page = <BatchPage {...{ room, files, sheaves, counts, notice }} progress={progressOf(room)} />
    return c.html(renderPage(page))
  })

  app.get(addresses.paperProgress, async (c) => {
    const room = await batchOf(c)
    return room ? c.json(progressOf(room)) : c.notFound()
  })

  app.post(addresses.paperStart, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    await receivePapers(services, keyOf(room), { files: [], by: room.account.id, start: true })
    return c.redirect(addressOf('paperBatch', keysOf(room)), 303)
  })

  app.get(addresses.paperImage, async (c) => {
    const room = await batchOf(c)
    const image =
      room && (await guarded(services, room.account, (tx) => imageOfPage(tx, room.batch, c.req.param('paper') ?? '')))
    if (!image) return c.notFound()
    const bytes = await services.files.get(image.sha256).catch((error: unknown) => {
      if (error instanceof DamagedFile) return undefined
      throw error
    })
    if (!bytes) return c.notFound()
    return c.body(Uint8Array.from(bytes).buffer, 200, {
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=3600, immutable',
    })
  })

  app.get(addresses.paperTray, async (c) => {
    const room = await batchOf(c)
    return room ? tray(c, room) : c.notFound()
  })

  async function tray(c: Context<Env>, room: BatchRoom, refused?: { letters: string; errors: readonly FieldError[] }) {
    const wanted = refused ? c.req.param('paper') : c.req.query('page')
    const search = c.req.query('q')?.slice(0, 100) ?? ''
    const after = Number(c.req.query('apres') ?? -1)
    const view = await guarded(services, room.account, async (tx) => {
      const pages = await listTray(tx, room.batch, { after: Number.isSafeInteger(after) ? after : -1, limit: 300 })
      const page = pages.find(({ id }) => id === wanted) ?? pages[0]
      return {
        page,
        waiting: (await countPages(tx, room.batch)).unknown,
        skip:
          page && pages.at(-1) !== page
            ? addressOf('paperTray', keysOf(room), { apres: String(page.position) })
            : undefined,
        found: await searchAgreements(tx, { ...room, words: search, limit: choicesShown }),
      }
    })
    const last = c.req.query('fait')
    const page = (
      <TrayPageView
        room={room}
        {...view}
        search={search}
        last={last !== undefined && isId(last) ? last : undefined}
        {...refused}
      />
    )
    return c.html(renderPage(page), refused ? 422 : 200)
  }

  app.post(addresses.paperSettle, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    const body = await c.req.parseBody()
    const settlement = readSettlement(body)
    const pageId = c.req.param('paper') ?? ''
    const settled: Settled = settlement
      ? await settlePage(services, keyOf(room), { pageId, by: room.account.id, settlement })
      : { why: 'letters' }
    if ('settled' in settled) {
      const query = settlement?.how === 'tray' ? { page: pageId } : { fait: pageId }
      return c.redirect(addressOf('paperTray', keysOf(room), query), 303)
    }
    if (settled.why === 'unknown') return c.notFound()
    return tray(c, room, {
      letters: typeof body.lettres === 'string' ? body.lettres.slice(0, 40) : '',
      errors: [settleErrors[settled.why]],
    })
  })

  app.get(addresses.paperSignatures, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    const { sheaves, last } = await guarded(services, room.account, async (tx) => ({
      sheaves: await readStack(tx, room.batch),
      last: await lastConfirmed(tx, room.batch),
    }))
    const open = sheaves.filter(({ state }) => state === 'open')
    const wanted = c.req.query('convention')
    const at = Math.max(
      0,
      open.findIndex(({ agreementId }) => agreementId === wanted),
    )
    const next = open.length > 1 ? open[(at + 1) % open.length] : undefined
    const page = (
      <SignaturesPage
        room={room}
        sheaf={open[at]}
        left={Math.max(0, open.length - 1)}
        waiting={sheaves.filter(({ state }) => state === 'waiting').length}
        last={last}
        skip={next && addressOf('paperSignatures', keysOf(room), { convention: next.agreementId })}
      />
    )
    return c.html(renderPage(page))
  })

  app.post(addresses.paperSignatures, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    const { convention, signe = [] } = await c.req.parseBody({ all: true })
    const signatoryIds = (Array.isArray(signe) ? signe : [signe]).filter((each) => typeof each === 'string')
    const outcome = await confirmSignatures(services, keyOf(room), {
      agreementId: typeof convention === 'string' ? convention : '',
      signatoryIds,
      grounds: { ...groundsOf(room.account, office, placeOf(c)), by: room.account.id },
    })
    if ('why' in outcome && outcome.why === 'unknown') return c.notFound()
    // Said twice, or by two people: what stands is shown, and the next one.
    return c.redirect(addressOf('paperSignatures', keysOf(room)), 303)
  })

  app.post(addresses.paperUndo, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    const undone = await undoConfirmation(services, keyOf(room), c.req.param('confirmation') ?? '')
    return c.redirect(
      addressOf('paperSignatures', keysOf(room), undone === undefined ? {} : { convention: undone }),
      303,
    )
  })

  app.post(addresses.paperCount, async (c) => {
    const room = await batchOf(c)
    if (!room) return c.notFound()
    const counted = await countBatch(services, keyOf(room))
    return c.redirect(addressOf('paperBatch', keysOf(room), { comptees: String(counted) }), 303)
  })

  return app
}

const wantsData = (c: Context<Env>): boolean => c.req.header('accept') === 'application/json'

function progressOf(room: BatchRoom): ProgressState {
  const { state, stage, done, total } = room.batch
  return state === 'waiting' || state === 'reading'
    ? { stage, done, total }
    : { stage, done, total, next: addressOf('paperBatch', keysOf(room)) }
}

function readSettlement(body: Readonly<Record<string, unknown>>): Settlement | undefined {
  const number = Number(typeof body.numero === 'string' && body.numero !== '' ? body.numero : Number.NaN)
  const page = Number.isInteger(number) ? number : undefined
  switch (body.choix) {
    case 'letters':
      return { how: 'letters', letters: typeof body.lettres === 'string' ? body.lettres : '', page }
    case 'pupil':
      return { how: 'pupil', agreementId: typeof body.convention === 'string' ? body.convention : '', page }
    case 'aside':
    case 'tray':
      return { how: body.choix }
    default:
      return undefined
  }
}

const settleErrors: Readonly<Record<'letters' | 'page' | 'no-page', FieldError>> = {
  letters: {
    name: 'lettres',
    message:
      'Ces lettres ne sont pas celles d’une convention imprimée de cet établissement. Relisez-les, ou choisissez l’élève.',
  },
  page: { name: 'numero', message: 'Cette convention n’a pas de page de ce numéro. Regardez en bas de la page.' },
  'no-page': { name: 'numero', message: 'Choisissez aussi le numéro de la page.' },
}
