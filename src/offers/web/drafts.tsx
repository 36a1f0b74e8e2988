import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { findHost } from '#/directory/index.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import { cleanImage, imageRefusals } from '#/platform/clean-image.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { weeksToAsk } from '../form-weeks.ts'
import { mergeAnswers } from '../merge-answers.ts'
import type { Offer } from '../offer.ts'
import {
  answersOf,
  isOfferStep,
  type OfferAnswers,
  type OfferStep,
  offerSteps,
  readStepAnswers,
  textOf,
  valuesOf,
  withStep,
} from '../offer-answers.ts'
import { findDraft, findDraftOfOffer, type OfferDraft } from '../offer-drafts.ts'
import { listOfferChanges } from '../offer-history.ts'
import { addImage, dropUnusedImages, mostImages } from '../offer-images.ts'
import { settingOf } from '../offer-setting.ts'
import { findOffer } from '../offers.ts'
import { CheckPage } from '../pages/check-page.tsx'
import { StepPage } from '../pages/step-page.tsx'
import { VersionsPage } from '../pages/versions-page.tsx'
import { lawOf, publishDraft } from '../publish-draft.ts'
import { readOfferAnswers } from '../read-offer-answers.ts'
import { readSent, sentText } from '../sent-answers.ts'
import { searchTrades } from '../trades.ts'
import { beginDraft, changeDraft, discardDraft, keepStep, offerOfDraft, usualAnswers } from '../write-draft.ts'
import { hostGrounds } from './host-grounds.ts'

/** Of a photo, in pixels: sharp on any telephone, and light. */
const longestSide = 1600

/** What a page of the form is about: a draft, an offer not yet touched, or nothing yet. */
interface Writing {
  readonly territoryId: string
  readonly hostId: string
  readonly answers: OfferAnswers
  readonly offer: Offer | undefined
  readonly draft: OfferDraft | undefined
}

/** The form of an offer: a page for each thing to think about, then all the answers, then published. */
export function draftsWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.offerNew, async (c) => {
    const writing = await newWriting(c)
    return stepPage(c, writing, 'presentation', [])
  })

  app.post(addresses.offerNew, async (c) => {
    const { territoryId, hostId } = await newWriting(c)
    const draftId = await beginDraft(services, { territoryId, hostId, offer: undefined, account: accountOf(c) })
    return keepAndGoOn(c, draftId, 'presentation')
  })

  app.get(addresses.offerEdit, async (c) => {
    const writing = await editWriting(c)
    if (!writing) return c.notFound()
    if (writing.draft) return c.redirect(draftHref(writing.draft), 303)
    return checkPage(c, writing)
  })

  app.get(addresses.offerEditStep, async (c) => {
    const writing = await editWriting(c)
    const step = c.req.param('step')
    if (!writing || !isOfferStep(step)) return c.notFound()
    if (writing.draft) return c.redirect(stepHref(writing.draft, step, true), 303)
    return stepPage(c, writing, step, [])
  })

  app.post(addresses.offerEditStep, async (c) => {
    const writing = await editWriting(c)
    const step = c.req.param('step')
    if (!writing?.offer || !isOfferStep(step)) return c.notFound()
    const { territoryId, hostId, offer } = writing
    const draftId = await beginDraft(services, { territoryId, hostId, offer, account: accountOf(c) })
    return keepAndGoOn(c, draftId, step)
  })

  app.get(addresses.offerDraftStep, async (c) => {
    const writing = await draftWriting(c)
    const step = c.req.param('step')
    if (!writing || !isOfferStep(step)) return gone(c)
    return stepPage(c, writing, step, [])
  })

  app.post(addresses.offerDraftStep, async (c) => {
    const writing = await draftWriting(c)
    const step = c.req.param('step')
    if (!writing?.draft || !isOfferStep(step)) return gone(c)
    return keepAndGoOn(c, writing.draft.id, step)
  })

  app.get(addresses.offerDraft, async (c) => {
    const writing = await draftWriting(c)
    return writing ? checkPage(c, writing) : gone(c)
  })

  app.post(addresses.offerDraft, async (c) => {
    const writing = await draftWriting(c)
    const { territoryId, host = '' } = placeOf(c)
    if (!writing?.draft) return gone(c)
    const published = await publishDraft(services, { territoryId, draftId: writing.draft.id, grounds: hostGrounds(c) })
    if (published.published) {
      const fait = published.state === 'waiting' ? 'relecture' : 'publiee'
      return c.redirect(addressOf('hostOffers', { host }, { fait, offre: published.offerId }), 303)
    }
    switch (published.why) {
      case 'gone':
        return gone(c)
      case 'stale':
        return c.redirect(addressOf('offerDraftChoose', { host, draft: writing.draft.id }), 303)
      case 'answers':
      case 'law':
        return checkPage(c, writing, 422)
      default:
        return published satisfies never
    }
  })

  app.post(addresses.offerDraftDrop, async (c) => {
    const writing = await draftWriting(c)
    const { territoryId, host = '' } = placeOf(c)
    if (writing?.draft) await discardDraft(services, { territoryId, draftId: writing.draft.id })
    return c.redirect(addressOf('hostOffers', { host }, { fait: 'jetee' }), 303)
  })

  app.get(addresses.offerDraftChoose, async (c) => {
    const writing = await draftWriting(c)
    if (!writing?.draft) return gone(c)
    return choosePage(c, writing)
  })

  app.post(addresses.offerDraftChoose, async (c) => {
    const writing = await draftWriting(c)
    const { draft, offer } = writing ?? {}
    if (!writing || !draft) return gone(c)
    if (!draft.base || !offer) return c.redirect(draftHref(draft), 303)
    const sent = await readSent(c)
    // Somebody changed it once more while one was choosing: choose again, between what now stands.
    if (sentText(sent, 'version') !== String(offer.version)) return choosePage(c, writing)
    const theirs = answersOf(offer)
    await changeDraft(services, { territoryId: draft.territoryId, draftId: draft.id }, (now) => {
      if (!now.base) return now
      const merged = mergeAnswers(now.base.answers, now.answers, theirs)
      const chosen = merged.conflicts.flatMap(({ key }): [string, string | readonly string[]][] =>
        sentText(sent, `choix-${key}`) === 'theirs' ? [[key, theirs[key] ?? '']] : [],
      )
      return {
        ...now,
        answers: { ...merged.answers, ...Object.fromEntries(chosen) },
        base: { version: offer.version, answers: theirs },
      }
    })
    return c.redirect(draftHref(draft), 303)
  })

  app.post(addresses.offerDraftPhotos, async (c) => {
    const writing = await draftWriting(c)
    const { draft } = writing ?? {}
    if (!writing || !draft) return gone(c)
    const { photo } = await c.req.parseBody()
    const given = photo instanceof File && photo.size > 0 ? photo : undefined
    const image = given
      ? await cleanImage(new Uint8Array(await given.arrayBuffer()), longestSide)
      : { refused: 'not_an_image' as const, none: true }
    if ('refused' in image) {
      const message = given ? imageRefusals[image.refused] : 'Choisissez d’abord une photo.'
      return stepPage(c, writing, 'photos', [], message)
    }
    let isFull = false
    const { territoryId, hostId, offerId, id: draftId } = draft
    const next = await changeDraft(services, { territoryId, draftId }, async (now, tx) => {
      const imageId = await addImage(services, tx, { territoryId, hostId, offerId, image })
      isFull = imageId === undefined
      return imageId === undefined ? now : { ...now, answers: { ...now.answers, [`photo-${imageId}`]: '' } }
    })
    if (!next) return gone(c)
    if (isFull)
      return stepPage(c, writing, 'photos', [], `${mostImages} photos au plus : retirez-en une avant d’en ajouter.`)
    return c.redirect(stepHref(draft, 'photos', false), 303)
  })

  app.post(addresses.offerDraftPhotoDrop, async (c) => {
    const writing = await draftWriting(c)
    const { draft } = writing ?? {}
    if (!draft) return gone(c)
    const { territoryId, id: draftId, offerId } = draft
    await changeDraft(services, { territoryId, draftId }, (now) => ({
      ...now,
      answers: Object.fromEntries(
        Object.entries(now.answers).filter(([key]) => key !== `photo-${c.req.param('photo')}`),
      ),
    }))
    await db.transaction().execute((tx) => dropUnusedImages(tx, { territoryId, offerId }))
    return c.redirect(stepHref(draft, 'photos', false), 303)
  })

  return app

  async function newWriting(c: Context<Env>): Promise<Writing> {
    const { territoryId, host = '' } = placeOf(c)
    const answers = await usualAnswers(services, { territoryId, hostId: host, account: accountOf(c) })
    return { territoryId, hostId: host, answers, offer: undefined, draft: undefined }
  }

  async function editWriting(c: Context<Env>): Promise<Writing | undefined> {
    const { territoryId } = placeOf(c)
    const offer = await findOffer(db, c.req.param('offer') ?? '')
    if (!offer) return undefined
    const draft = await findDraftOfOffer(db, { territoryId, offerId: offer.id, writtenBy: accountOf(c).id })
    return { territoryId, hostId: offer.hostId, answers: draft?.answers ?? answersOf(offer), offer, draft }
  }

  async function draftWriting(c: Context<Env>): Promise<Writing | undefined> {
    const { territoryId, host = '' } = placeOf(c)
    const id = c.req.param('draft') ?? ''
    const draft = isId(id) ? await findDraft(db, territoryId, id) : undefined
    if (draft?.hostId !== host) return undefined
    return { territoryId, hostId: host, answers: draft.answers, offer: await offerOfDraft(db, draft), draft }
  }

  /** A draft that was published or thrown away in another window. */
  function gone(c: Context<Env>): Response {
    return c.redirect(addressOf('hostOffers', { host: placeOf(c).host ?? '' }, { fait: 'finie' }), 303)
  }

  async function keepAndGoOn(c: Context<Env>, draftId: string, step: OfferStep): Promise<Response> {
    const { territoryId, host = '' } = placeOf(c)
    const sent = await readSent(c)
    const draft = await keepStep(services, { territoryId, draftId, step, sent })
    if (!draft) return gone(c)
    const action = sentText(sent, 'action')
    const { hostId, answers } = draft
    // The island keeps what is typed, and learns where the draft is.
    if (action === 'garder') return c.body(null, 204, { 'x-draft': stepHref(draft, step, false) })
    if (action === 'plus-tard')
      return c.redirect(addressOf('hostOffers', { host: host || hostId }, { fait: 'gardee' }), 303)
    const offer = await offerOfDraft(db, draft)
    const writing = { territoryId, hostId, answers, offer, draft }
    if (action === 'chercher') return stepPage(c, writing, step, [], undefined, sent)
    const { errors } = readOfferAnswers(answers, await settingOf(services, db, { territoryId, hostId, offer, answers }))
    const here = errors.filter((error) => error.step === step)
    if (here.length > 0) return stepPage(c, writing, step, here, undefined, sent)
    const following = offerSteps[offerSteps.findIndex(({ name }) => name === step) + 1]
    const onward = sent.has('retour') || draft.base ? undefined : following
    return c.redirect(onward ? stepHref(draft, onward.name, false) : draftHref(draft), 303)
  }

  async function stepPage(
    c: Context<Env>,
    { territoryId, hostId, answers, offer, draft }: Writing,
    step: OfferStep,
    errors: readonly FieldError[],
    photoRefused?: string,
    sent: ReadonlyMap<string, readonly string[]> = new Map(),
  ): Promise<Response> {
    const account = accountOf(c)
    const host = await findHost(db, hostId)
    const { sites, today } = await settingOf(services, db, { territoryId, hostId, offer, answers: {} })
    const word = sentText(sent, 'metier_cherche').slice(0, 80)
    const fromCheck = sent.has('retour') || c.req.query('retour') === '1'
    const photos = draft
      ? Object.keys(answers)
          .filter((key) => key.startsWith('photo-'))
          .map((key) => key.slice('photo-'.length))
      : []
    const refused = errors.length > 0 || photoRefused !== undefined
    const where = { host: hostId, draft: draft?.id ?? '' }
    return c.html(
      renderPage(
        <StepPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'hostOffers')}
          step={step}
          hostName={host?.name ?? ''}
          offersHref={addressOf('hostOffers', { host: hostId })}
          action={
            draft
              ? addressOf('offerDraftStep', { ...where, step })
              : offer
                ? addressOf('offerEditStep', { offer: offer.id, step })
                : addressOf('offerNew', { host: hostId })
          }
          answers={sent.size > 0 ? withStep(answers, step, readStepAnswers(step, sent)) : answers}
          errors={errors.filter(({ name }, index) => errors.findIndex((other) => other.name === name) === index)}
          fromCheck={fromCheck}
          sites={sites}
          weeksAsked={weeksToAsk(answers, {
            today,
            site: sites.find(({ id }) => id === textOf(answers, 'lieu')) ?? sites[0],
          })}
          weeks={offer?.weeks ?? []}
          tradesFound={word === '' ? undefined : searchTrades(word)}
          tradeWord={word}
          photos={{
            addAction: draft ? addressOf('offerDraftPhotos', where) : undefined,
            refused: photoRefused,
            items: photos.map((photo) => ({
              id: photo,
              src: addressOf('offerImage', { image: photo }),
              alternative: textOf(answers, `photo-${photo}`),
              dropAction: addressOf('offerDraftPhotoDrop', { ...where, photo }),
            })),
          }}
        />,
      ),
      refused ? 422 : 200,
    )
  }

  async function checkPage(c: Context<Env>, writing: Writing, status: 200 | 422 = 200): Promise<Response> {
    const { territoryId, hostId, answers, offer, draft } = writing
    const account = accountOf(c)
    const host = await findHost(db, hostId)
    const setting = await settingOf(services, db, { territoryId, hostId, offer, answers })
    const { content, errors } = readOfferAnswers(answers, setting)
    return c.html(
      renderPage(
        <CheckPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'hostOffers')}
          hostName={host?.name ?? ''}
          offersHref={addressOf('hostOffers', { host: hostId })}
          content={content}
          sites={setting.sites}
          errors={errors}
          findings={valuesOf(answers, 'dispositifs').length > 0 ? lawOf(content, setting) : []}
          isChange={offer !== undefined}
          isDraft={draft !== undefined}
          hrefOf={(step) =>
            draft
              ? stepHref(draft, step, true)
              : addressOf('offerEditStep', { offer: offer?.id ?? '', step }, { retour: '1' })
          }
          publishAction={draft ? draftHref(draft) : ''}
          showAction={
            !draft && offer && offer.state === 'draft' ? addressOf('offerMove', { offer: offer.id }) : undefined
          }
          dropAction={draft && addressOf('offerDraftDrop', { host: hostId, draft: draft.id })}
        />,
      ),
      status,
    )
  }

  async function choosePage(c: Context<Env>, { territoryId, hostId, draft, offer }: Writing): Promise<Response> {
    if (!draft?.base || !offer) return c.redirect(addressOf('hostOffers', { host: hostId }), 303)
    const { conflicts } = mergeAnswers(draft.base.answers, draft.answers, answersOf(offer))
    if (conflicts.length === 0) return c.redirect(draftHref(draft), 303)
    const account = accountOf(c)
    const [last] = await listOfferChanges(db, { territoryId, offerId: offer.id, limit: 1 })
    return c.html(
      renderPage(
        <VersionsPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'hostOffers')}
          conflicts={conflicts}
          other={last?.by ?? 'Quelqu’un'}
          action={addressOf('offerDraftChoose', { host: hostId, draft: draft.id })}
          version={offer.version}
        />,
      ),
      409,
    )
  }
}

const draftHref = ({ hostId, id }: OfferDraft): string => addressOf('offerDraft', { host: hostId, draft: id })
const stepHref = ({ hostId, id }: OfferDraft, step: OfferStep, fromCheck: boolean): string =>
  addressOf('offerDraftStep', { host: hostId, draft: id, step }, fromCheck ? { retour: '1' } : {})
