import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { type Env, entriesOf, spend } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferFinding } from '#/rules/index.ts'
import { confirmProposal } from '../confirm-proposal.ts'
import { weeksToAsk } from '../form-weeks.ts'
import {
  ConfirmPage,
  type ProposalEnding,
  ProposalEndPage,
  ProposedPage,
  ProposePage,
  ToldPage,
} from '../pages/propose-page.tsx'
import { emptyProposal, type ProposalForm, readProposalForm } from '../proposal.ts'
import { findProposal, readProposalToken } from '../proposals.ts'
import { proposePlace } from '../propose-place.ts'
import { readProposal } from '../read-proposal.ts'
import { readSent, sentText } from '../sent-answers.ts'

/** What src/web does at the door: sessions, and where a request comes from. */
export interface Doorkeeper {
  readonly signIn: (c: Context<Env>, services: Services, accountId: string) => Promise<void>
  readonly sourceOf: (c: Context<Env>, services: Services) => string
}

/** The first-timer's place: proposed, confirmed from the mail, then in a space of one's own. */
export function proposeWeb(services: Services, { signIn, sourceOf }: Doorkeeper): Hono<Env> {
  const { db, clock, key, newId } = services
  const app = new Hono<Env>()

  app.get(addresses.propose, (c) => {
    const account = c.get('account')
    const known = account ? { nom: account.name, email: account.email ?? '' } : {}
    return page(c, { form: { ...emptyProposal, ...known, places: {} }, formId: newId() })
  })

  app.post(addresses.propose, async (c) => {
    const sent = await readSent(c)
    const form = readProposalForm(sent)
    const formId = isId(sentText(sent, 'cle')) ? sentText(sent, 'cle') : newId()
    // A field that no person sees: whoever fills it is told what everybody is told.
    if (sentText(sent, 'site') !== '') return c.redirect(addresses.proposeSent, 303)
    if (!(await spend(services, 'propose.source', sourceOf(c, services))))
      return page(c, { form, formId, tooMany: true }, 429)
    const read = await readProposal(services, form)
    if ('errors' in read) return page(c, { form, formId, ...read }, 422)
    if (!(await proposePlace(services, { id: formId, ...read }))) return page(c, { form, formId, tooMany: true }, 429)
    return c.redirect(addresses.proposeSent, 303)
  })

  app.get(addresses.proposeSent, (c) => c.html(renderPage(<ProposedPage {...frame(c)} />)))

  app.get(addresses.proposeConfirm, async (c) => {
    const token = c.req.param('token')
    const id = readProposalToken(key, token)
    const stored = id === undefined ? undefined : await findProposal(services, db, id)
    if (!stored) return end(c, 'unknown')
    if (stored.isConfirmed) return end(c, 'done')
    if (stored.isOver) return end(c, 'over')
    const { hostName, content } = stored.proposal
    const action = addressOf('proposeConfirm', { token })
    return c.html(
      renderPage(<ConfirmPage {...frame(c)} action={action} hostName={hostName} description={content.description} />),
    )
  })

  app.post(addresses.proposeConfirm, async (c) => {
    if (!(await spend(services, 'sign-in.source', sourceOf(c, services)))) return end(c, 'too-many')
    const id = readProposalToken(key, c.req.param('token'))
    const confirmed = id === undefined ? { why: 'unknown' as const } : await confirmProposal(services, id)
    if (confirmed.why !== undefined) return end(c, confirmed.why)
    if ('told' in confirmed) return c.html(renderPage(<ToldPage {...frame(c)} hostName={confirmed.hostName} />))
    const { accountId, hostId, offerId, state } = confirmed
    await signIn(c, services, accountId)
    const fait = state === 'published' ? 'publiee' : state === 'waiting' ? 'relecture' : 'gardee'
    return c.redirect(addressOf('hostOffers', { host: hostId }, { fait, offre: offerId }), 303)
  })

  return app

  function frame(c: Context<Env>) {
    const account = c.get('account')
    return { signed: account && { name: account.name }, entries: entriesOf(account, 'propose') }
  }

  function page(
    c: Context<Env>,
    shown: {
      readonly form: ProposalForm
      readonly formId: string
      readonly errors?: readonly FieldError[]
      readonly findings?: readonly OfferFinding[]
      readonly tooMany?: boolean
    },
    status: 200 | 422 | 429 = 200,
  ): Response | Promise<Response> {
    const { errors = [], findings = [], tooMany = false, form, formId } = shown
    const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
    const site = { commune: undefined, postcode: form.code }
    const window = weeksToAsk({ dispositifs: ['observation-2de'] }, { today, site })
    const otherWeeks = weeksToAsk({ dispositifs: ['observation-3e'] }, { today, site }).filter(
      (week) => !window.includes(week),
    )
    const firstErrors = errors.filter(({ name }, index) => errors.findIndex((other) => other.name === name) === index)
    return c.html(
      renderPage(
        <ProposePage {...frame(c)} {...{ form, formId, findings, window, otherWeeks, tooMany }} errors={firstErrors} />,
      ),
      status,
    )
  }

  function end(c: Context<Env>, ending: ProposalEnding): Response | Promise<Response> {
    return c.html(renderPage(<ProposalEndPage {...frame(c)} ending={ending} />), ending === 'too-many' ? 429 : 410)
  }
}
