import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import {
  type Account,
  accountOf,
  type Env,
  entriesOf,
  holds,
  spend,
  territoriesOf,
  territoryOf,
} from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, listTerritories } from '#/territory/index.ts'
import { findOffer, findOffers } from '../offers.ts'
import { countWaiting, findCase, listDecided, listWaiting, type OfferCase } from './cases.ts'
import { askHost, type Decided, publishOffer, refuseOffer, undoDecision } from './decide-offer.ts'
import { ModerationPage, type ModerationProps } from './pages/moderation-page.tsx'
import { ReportPage, ThanksPage } from './pages/report-page.tsx'
import { reportOffer } from './report-offer.ts'
import { isReportReason, trustedRoles } from './report-reasons.ts'
import { reportsOfOpenCases } from './reports.ts'

const [pageSize, decidedShown, longestMessage, longestWords] = [10, 10, 2000, 1000]

/** The coordination's queue, and the page by which anyone reports an offer. */
export function moderationWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.moderationHome, async (c) => {
    const theirs = territoriesOf(accountOf(c), ['coordinator'])
    const known = (await listTerritories(db)).filter(({ id }) => theirs === 'all' || theirs.includes(id))
    const [first] = known
    return first ? c.redirect(addressOf('moderation', { territory: first.id }), 303) : c.notFound()
  })

  app.get(addresses.moderation, async (c) => {
    const page = await queueOf(services, c)
    return page ? c.html(renderPage(<ModerationPage {...page} />)) : c.notFound()
  })

  app.post(addresses.moderationDecide, async (c) => {
    const [territoryId, offerId] = [territoryOf(c), c.req.param('offer')]
    const body = await c.req.parseBody()
    const field = `message-${offerId}`
    const message = textIn(body[field])
    const decision = body.decision
    const version = Number(body.version)
    if (!isId(offerId) || !Number.isInteger(version)) return c.notFound()
    const grounds = groundsOf(accountOf(c), ['coordinator'], { territoryId })
    const wanted = { territoryId, offerId, version, grounds }
    if (message.length > longestMessage)
      return refuse([
        { name: field, message: `Écrivez ${longestMessage} signes au plus : il y en a ${message.length}.` },
      ])
    let decided: Decided
    if (decision === 'published') decided = await publishOffer(services, wanted)
    else if (decision === 'asked') decided = await askHost(services, { ...wanted, message })
    else if (decision === 'refused') decided = await refuseOffer(services, { ...wanted, message })
    else return refuse([{ name: field, message: 'Choisissez : publier, demander une correction ou refuser.' }])
    if (decided.decided)
      return c.redirect(addressOf('moderation', { territory: territoryId }, { fait: decided.caseId }), 303)
    switch (decided.why) {
      case 'unknown':
        return c.notFound()
      case 'settled':
        return c.redirect(addressOf('moderation', { territory: territoryId }), 303)
      case 'changed':
        return refuse([
          {
            name: field,
            message: 'La structure a modifié cette offre pendant votre lecture : relisez-la, puis décidez.',
          },
        ])
      case 'message':
        return refuse([
          { name: field, message: 'Écrivez à la structure ce qu’elle doit corriger, ou pourquoi vous refusez.' },
        ])
      case 'law':
        return refuse(
          decided.findings
            .filter(({ severity }) => severity === 'refused')
            .map(({ message: said, article }) => ({
              name: field,
              message: `La loi refuse cette offre : ${said} (${article}) Demandez une correction.`,
            })),
        )
      default:
        return decided satisfies never
    }

    async function refuse(errors: readonly FieldError[]) {
      const page = await queueOf(services, c, offerId)
      return page
        ? c.html(renderPage(<ModerationPage {...page} refused={{ offerId, errors, message }} />), 422)
        : c.notFound()
    }
  })

  app.post(addresses.moderationUndo, async (c) => {
    const territoryId = territoryOf(c)
    const grounds = groundsOf(accountOf(c), ['coordinator'], { territoryId })
    const undone = await undoDecision(services, { territoryId, caseId: c.req.param('case'), grounds })
    if (!undone.undone && undone.why === 'unknown') return c.notFound()
    const annule = undone.undone ? 'oui' : 'non'
    return c.redirect(addressOf('moderation', { territory: territoryId }, { annule }), 303)
  })

  app.get(addresses.offerReport, async (c) => {
    const account = c.get('account')
    if (c.req.query('merci') !== undefined) return c.html(renderPage(<ThanksPage {...frameOf(account)} />))
    const offer = await reportable(services, c.req.param('offer'))
    if (!offer) return c.notFound()
    return c.html(
      renderPage(<ReportPage {...frameOf(account)} offer={offer} reason={undefined} words="" errors={[]} />),
    )
  })

  app.post(addresses.offerReport, async (c) => {
    const account = c.get('account')
    const offer = await reportable(services, c.req.param('offer'))
    if (!offer) return c.notFound()
    const body = await c.req.parseBody()
    const reason = typeof body.raison === 'string' ? body.raison : ''
    const words = textIn(body.precisions)
    const errors: FieldError[] = []
    if (!isReportReason(reason)) errors.push({ name: 'raison', message: 'Choisissez ce qui ne va pas.' })
    if (words.length > longestWords)
      errors.push({
        name: 'precisions',
        message: `Écrivez ${longestWords} signes au plus : il y en a ${words.length}.`,
      })
    const address = c.get('clientAddress')
    if (errors.length === 0 && !(await spend(services, 'report.source', account?.id ?? address)))
      errors.push({ name: 'raison', message: 'Beaucoup de signalements viennent d’ici. Réessayez dans une heure.' })
    if (errors.length > 0 || !isReportReason(reason))
      return c.html(
        renderPage(<ReportPage {...frameOf(account)} offer={offer} reason={reason} words={words} errors={errors} />),
        422,
      )
    await reportOffer(services, {
      offerId: offer.id,
      reason,
      words,
      source: account ? { account: account.id } : { address },
      trusted: account && trustedGrounds(account, offer.territoryId),
    })
    return c.redirect(addressOf('offerReport', { offer: offer.id }, { merci: 'oui' }), 303)
  })

  return app
}

/** What anyone can see, anyone can report. */
async function reportable({ db }: Services, id: string) {
  const offer = isId(id) ? await findOffer(db, id) : undefined
  return offer?.state === 'published' ? offer : undefined
}

function trustedGrounds(account: Account, territoryId: string) {
  const grounds = groundsOf(account, [], { territoryId }, trustedRoles)
  return grounds.role === undefined ? undefined : grounds
}

const frameOf = (account: Account | undefined) => ({
  signed: account && { name: account.name },
  entries: entriesOf(account, 'offerReport'),
  tu: account !== undefined && holds(account, ['pupil']),
})

/** A text as typed, without what a database refuses to hold and what nobody sees. */
const textIn = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .replaceAll('\r\n', '\n')
        .replace(/(?!\n)\p{Cc}/gu, '')
        .trim()
    : ''

/** The queue's page; `about`: the offer that must be on it, whatever the page. */
async function queueOf(services: Services, c: Context<Env>, about?: string): Promise<ModerationProps | undefined> {
  const { db } = services
  const [account, territoryId] = [accountOf(c), territoryOf(c)]
  const territory = await findTerritory(db, territoryId)
  if (!territory) return undefined
  const waiting = await listWaiting(db, { territoryId, limit: pageSize, after: c.req.query('apres') })
  const decided = await listDecided(db, territoryId, decidedShown)
  const doneId = c.req.query('fait')
  const done = doneId === undefined ? undefined : await findCase(db, doneId)
  const rows = waiting.rows.some(({ offerId }) => offerId === about)
    ? waiting.rows
    : [...(about === undefined ? [] : [missing(about, services)]), ...waiting.rows]
  const shown = [...decided, ...(done?.territoryId === territoryId ? [done] : [])]
  const offers = await findOffers(db, [...new Set([...rows, ...shown].map(({ offerId }) => offerId))])
  const byId = new Map(offers.filter((offer) => offer.territoryId === territoryId).map((offer) => [offer.id, offer]))
  const reports = Map.groupBy(
    await reportsOfOpenCases(
      db,
      territoryId,
      rows.map(({ offerId }) => offerId),
    ),
    (each) => each.offerId,
  )
  const withTitle = (found: OfferCase) => {
    const offer = byId.get(found.offerId)
    return { found, title: offer?.title ?? 'Offre supprimée', canUndo: offer?.version === found.offerVersion }
  }
  return {
    signed: { name: account.name },
    entries: entriesOf(account, 'moderationHome'),
    territory: { id: territoryId, name: territory.name, timeZone: territory.timeZone },
    total: await countWaiting(db, territoryId),
    queue: rows.flatMap((each) => {
      const offer = byId.get(each.offerId)
      return offer ? [{ waiting: each, offer, reports: reports.get(each.offerId) ?? [] }] : []
    }),
    next: waiting.next,
    decided: decided.map(withTitle),
    done: done?.territoryId === territoryId ? withTitle(done) : undefined,
    undone: c.req.query('annule'),
  }
}

const missing = (offerId: string, { clock }: Services) => ({ offerId, since: clock.now(), priority: 0, reasons: [] })
