import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { countWords, renderPage } from '#/design/index.ts'
import { findHost, listSites } from '#/directory/index.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import { bouncesFor } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Changed, moveOffer, repeatOffer, setSeats, setWeekClosed, undoOfferChange } from '../change-offer.ts'
import { listDrafts } from '../offer-drafts.ts'
import { listOfferChanges } from '../offer-history.ts'
import { todayIn } from '../offer-setting.ts'
import { countHostOffers, findOffer, listHostOffers } from '../offers.ts'
import { HistoryPage } from '../pages/history-page.tsx'
import { type HostOffersNotice, HostOffersPage } from '../pages/host-offers-page.tsx'
import { readSent, sentText } from '../sent-answers.ts'
import type { OfferState } from '../tables.ts'
import { hostGrounds } from './host-grounds.ts'

const [pageLength, draftsShown, changesShown] = [20, 20, 50]

/** The list of a host's offers, and what is done from it in one click. */
export function hostOffersWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.hostOffers, (c) => listPage(c, doneNotice(c)))

  app.post(addresses.offerSeats, async (c) => {
    const sent = await readSent(c)
    const places = sentText(sent, 'places')
    const seats = /^\d{1,4}$/.test(places) ? Number(places) : Number.NaN
    const changed = await setSeats(services, { ...of(c), week: sentText(sent, 'semaine'), seats })
    return answer(c, changed, 'places')
  })

  app.post(addresses.offerWeek, async (c) => {
    const sent = await readSent(c)
    const closed = sentText(sent, 'fermee') === '1'
    const changed = await setWeekClosed(services, { ...of(c), week: sentText(sent, 'semaine'), closed })
    return answer(c, changed, closed ? 'fermee' : 'rouverte')
  })

  app.post(addresses.offerMove, async (c) => {
    const asked = sentText(await readSent(c), 'etat')
    const to = (['published', 'paused', 'archived'] as const).find((state) => state === asked)
    if (!to) return answer(c, { changed: false, why: 'not_from_here' }, '')
    return answer(c, await moveOffer(services, { ...of(c), to, as: 'host' }), deeds[to] ?? '')
  })

  app.post(addresses.offerUndo, async (c) => {
    const version = Number(sentText(await readSent(c), 'version'))
    return answer(c, await undoOfferChange(services, { ...of(c), version }), 'annule')
  })

  app.post(addresses.offerRepeat, async (c) => {
    const made = await repeatOffer(services, of(c))
    const { host = '' } = placeOf(c)
    return c.redirect(
      made ? addressOf('offerEdit', { offer: made.id }) : addressOf('hostOffers', { host }, { fait: 'finie' }),
      303,
    )
  })

  app.get(addresses.offerHistory, async (c) => {
    const account = accountOf(c)
    const offer = await findOffer(db, c.req.param('offer'))
    if (!offer) return c.notFound()
    const { territoryId, hostId, id: offerId } = offer
    const changes = await listOfferChanges(db, { territoryId, offerId, limit: changesShown })
    const sites = await listSites(db, territoryId, hostId, { closed: true })
    const signed = { name: account.name }
    return c.html(
      renderPage(
        <HistoryPage
          signed={signed}
          entries={entriesOf(account, 'hostOffers')}
          offer={offer}
          sites={sites}
          changes={changes}
        />,
      ),
    )
  })

  return app

  function of(c: Context<Env>) {
    return { territoryId: placeOf(c).territoryId, offerId: c.req.param('offer') ?? '', grounds: hostGrounds(c) }
  }

  /** Back to the list, where what was done is said and can be undone; what was refused is said there, and nothing changed. */
  async function answer(c: Context<Env>, changed: Changed, done: string): Promise<Response> {
    const { host = '' } = placeOf(c)
    if (changed.changed) {
      const fait = changed.state === 'waiting' && done === 'publiee' ? 'relecture' : done
      const query = { fait, offre: c.req.param('offer'), version: changed.version }
      return c.redirect(addressOf('hostOffers', { host }, query), 303)
    }
    if (changed.why === 'same') return c.redirect(addressOf('hostOffers', { host }), 303)
    return listPage(c, refusedNotice(changed), 422)
  }

  async function listPage(
    c: Context<Env>,
    notice: HostOffersNotice | undefined,
    status: 200 | 422 = 200,
  ): Promise<Response> {
    const { territoryId, host: hostId = '' } = placeOf(c)
    const account = accountOf(c)
    const host = await findHost(db, hostId)
    if (!host) return c.notFound()
    const showsArchive = c.req.query('archive') === '1'
    const states: { readonly states?: readonly OfferState[] } = showsArchive ? { states: ['archived'] } : {}
    const { rows, next } = await listHostOffers(db, {
      territoryId,
      hostId,
      ...states,
      limit: pageLength,
      after: c.req.query('apres'),
    })
    const counts = await countHostOffers(db, { territoryId, hostId })
    return c.html(
      renderPage(
        <HostOffersPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'hostOffers')}
          host={host}
          offers={rows}
          nextHref={
            next && addressOf('hostOffers', { host: hostId }, { apres: next, archive: showsArchive ? '1' : '' })
          }
          drafts={showsArchive ? [] : await listDrafts(db, { territoryId, hostId, limit: draftsShown })}
          notice={notice}
          today={await todayIn(services, db, territoryId)}
          showsArchive={showsArchive}
          bounces={
            await bouncesFor(
              db,
              rows.map(({ contact }) => contact.email).filter((email) => email !== ''),
            )
          }
          archivedCount={counts.get('archived') ?? 0}
        />,
      ),
      status,
    )
  }
}

const deeds: Readonly<Partial<Record<OfferState, string>>> = {
  published: 'publiee',
  paused: 'pause',
  archived: 'archivee',
}

const doneWords: Readonly<Record<string, Omit<HostOffersNotice, 'undo'>>> = {
  publiee: { kind: 'success', title: 'C’est publié', says: 'Les élèves voient vos places et peuvent candidater.' },
  relecture: {
    kind: 'success',
    title: 'C’est enregistré',
    says: 'La coordination relit votre offre avant de la montrer aux élèves. Vous serez prévenu.',
  },
  places: { kind: 'success', title: 'Places changées', says: 'Les élèves voient le nouveau nombre.' },
  fermee: {
    kind: 'success',
    title: 'Semaine fermée',
    says: 'Plus personne n’y candidate. Les places promises restent promises.',
  },
  rouverte: { kind: 'success', title: 'Semaine rouverte', says: 'Les élèves peuvent de nouveau y candidater.' },
  pause: {
    kind: 'success',
    title: 'Offre en pause',
    says: 'Les élèves ne la voient plus. Les places promises restent promises.',
  },
  archivee: {
    kind: 'success',
    title: 'Offre archivée',
    says: 'Vous la retrouverez dans l’archive, pour la reconduire. Les candidatures en cours s’arrêteront dans la demi-heure, avec un mot à chaque élève.',
  },
  annule: { kind: 'success', title: 'Changement annulé', says: 'Tout est comme avant.' },
  gardee: {
    kind: 'success',
    title: 'Brouillon gardé',
    says: 'Reprenez-le quand vous voulez, sur n’importe quel appareil.',
  },
  jetee: { kind: 'success', title: 'Brouillon jeté', says: 'Rien d’autre n’a changé.' },
  finie: {
    kind: 'warning',
    title: 'Ce brouillon n’est plus là',
    says: 'Il a été publié ou jeté dans une autre fenêtre.',
  },
}

/** What can be taken back from the notice. */
const undoable = new Set(['places', 'fermee', 'rouverte', 'pause', 'archivee', 'publiee'])

function doneNotice(c: Context<Env>): HostOffersNotice | undefined {
  const [done = '', offerId, version] = [c.req.query('fait'), c.req.query('offre'), Number(c.req.query('version'))]
  const words = Object.hasOwn(doneWords, done) ? doneWords[done] : undefined
  if (!words) return undefined
  const undo =
    undoable.has(done) && offerId && Number.isInteger(version) && version > 1 ? { offerId, version } : undefined
  return { ...words, undo }
}

function refusedNotice(changed: Extract<Changed, { changed: false }>): HostOffersNotice {
  const kind = 'error' as const
  switch (changed.why) {
    case 'taken': {
      const taken = changed.weeks.reduce((sum, week) => Math.max(sum, week.taken), 0)
      const says = `${countWords(taken, 'place est déjà prise', 'places sont déjà prises')} cette semaine-là : gardez-en au moins autant. Rien n’a changé.`
      return { kind, title: 'Des élèves ont ces places', says }
    }
    case 'law': {
      const [first] = changed.findings
      const says = `${first?.message ?? ''} ${first?.mend ?? ''} (${first?.article ?? ''}). Rien n’a changé.`
      return { kind, title: 'La loi ne le permet pas', says }
    }
    case 'not_the_last':
      return {
        kind,
        title: 'Ce changement ne peut plus être annulé',
        says: 'L’offre a changé depuis. Rien n’a changé maintenant.',
      }
    case 'bad_number':
      return { kind, title: 'Nombre de places illisible', says: 'Donnez un nombre de 0 à 200. Rien n’a changé.' }
    case 'not_offered':
      return {
        kind,
        title: 'Cette semaine n’est pas dans l’offre',
        says: 'Modifiez l’offre pour l’ajouter. Rien n’a changé.',
      }
    case 'not_from_here':
    case 'same':
    case 'unknown':
      return {
        kind,
        title: 'Ce n’est pas possible dans cet état',
        says: 'L’offre a peut-être changé dans une autre fenêtre. Rien n’a changé.',
      }
    default:
      return changed satisfies never
  }
}
