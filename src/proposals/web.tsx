import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import {
  type Account,
  accountOf,
  type Env,
  entriesOf,
  holds,
  type Place,
  placeOf,
  schoolStaff,
} from '#/identity/index.ts'
import { groundsOf, guarded, record } from '#/journal/index.ts'
import { originOf } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { findClass } from '#/pupils/index.ts'
import { type Answered, answerProposal, type ProposalAnswer } from './answer-proposal.ts'
import { type HostLink, openHostLink } from './host-links.ts'
import { DeadProposalLinkPage } from './pages/dead-link-page.tsx'
import { ProposalPage, type ProposalReader } from './pages/proposal-page.tsx'
import { ProposalSlipPage } from './pages/slip-page.tsx'
import { StaffProposalPage } from './pages/staff-proposal-page.tsx'
import type { Side } from './proposal.ts'
import { proposalFacts } from './proposal-facts.ts'
import { findProposal } from './proposals.ts'
import { isToldByMail } from './told-by-mail.ts'
import { withdrawProposal } from './withdraw-proposal.ts'

interface Extras {
  readonly notice?: ComponentChildren
  readonly errors?: readonly FieldError[]
  readonly status?: 200 | 409 | 422
}

/** A proposed place, for everyone whom it concerns; the host answers with an account or by the link of the mail. */
export function placeProposalsWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>()
    .get(addresses.proposal, (c) => show(c, { notice: doneNotice(c.req.query('fait')) }))
    .post(addresses.proposalAnswer, async (c) => {
      const account = accountOf(c)
      // Someone of the school gives the answer that the pupil gave aloud or on paper.
      const reader = readerOf(account, placeOf(c))
      const side: Side = reader === 'host' ? 'host' : 'pupil'
      const by = { kind: side, grounds: groundsOf(account, reader === 'staff' ? schoolStaff : [side], placeOf(c)) }
      const proposal = c.req.param('proposal')
      const answered = await answerProposal(services, { proposalId: proposal, by, answer: await answerOf(c) })
      if ('proposal' in answered) return c.redirect(addressOf('proposal', { proposal }, { fait: 'reponse' }), 303)
      return answered.why === 'unknown' ? c.notFound() : show(c, refused(answered, reader === 'pupil' ? 'tu' : 'vous'))
    })
    .get(addresses.proposalSlip, async (c) => {
      const account = accountOf(c)
      const id = c.req.param('proposal')
      const seen = await guarded(services, account, (tx) => findProposal(tx, id))
      const facts = seen && (await proposalFacts(db, id))
      if (!facts) return c.notFound()
      const of = await findClass(db, facts.pupil.classId)
      const origin = originOf(services.configuration)
      return c.html(renderPage(<ProposalSlipPage {...{ account, facts, origin }} signInCode={of?.signInCode} />))
    })
    .post(addresses.proposalWithdraw, async (c) => {
      const by = { kind: 'coordinator' as const, grounds: groundsOf(accountOf(c), ['coordinator'], placeOf(c)) }
      const proposal = c.req.param('proposal')
      const done = await withdrawProposal(services, { proposalId: proposal, by })
      if ('proposal' in done) return c.redirect(addressOf('proposal', { proposal }, { fait: 'retrait' }), 303)
      return done.why === 'unknown' ? c.notFound() : show(c, { notice: settledNotice('vous'), status: 409 })
    })
    .get(addresses.proposalLink, async (c) => {
      const link = await openHostLink(services, c.req.param('token'))
      if ('dead' in link) return c.html(renderPage(<DeadProposalLinkPage {...link} />), statusOf(link.dead))
      const { proposal } = link
      await record(services, db, {
        ...{ by: link.accountId, role: 'host', why: 'link', territoryId: proposal.territoryId },
        ...{ what: 'proposal.read', about: { kind: 'proposal', id: proposal.id }, pupilId: proposal.pupilId },
      })
      return showLink(c, link, { notice: doneNotice(c.req.query('fait')) })
    })
    .post(addresses.proposalLink, async (c) => {
      const token = c.req.param('token')
      const link = await openHostLink(services, token)
      if ('dead' in link) return c.html(renderPage(<DeadProposalLinkPage {...link} />), statusOf(link.dead))
      const by = { kind: 'host', grounds: { by: link.accountId, role: 'host', why: 'link' } } as const
      const answered = await answerProposal(services, {
        proposalId: link.proposal.id,
        by,
        answer: await answerOf(c),
      })
      if ('proposal' in answered) return c.redirect(addressOf('proposalLink', { token }, { fait: 'reponse' }), 303)
      if (answered.why === 'unknown') return c.notFound()
      const now = await findProposal(db, link.proposal.id)
      return showLink(c, { ...link, proposal: now ?? link.proposal }, refused(answered, 'vous'))
    })

  async function show(c: Context<Env>, { notice, errors = [], status = 200 }: Extras): Promise<Response> {
    const account = accountOf(c)
    const place = placeOf(c)
    const id = c.req.param('proposal') ?? ''
    const seen = await guarded(services, account, (tx) => findProposal(tx, id))
    const facts = seen && (await proposalFacts(db, id))
    if (!facts) return c.notFound()
    const reader = readerOf(account, place)
    if (reader === 'staff') {
      return c.html(
        renderPage(
          <StaffProposalPage
            mayWithdraw={holds(account, ['coordinator'], place)}
            mayAnswer={holds(account, schoolStaff, place)}
            toldByMail={await isToldByMail(db, facts.pupil)}
            {...{ account, facts, notice, errors }}
          />,
        ),
        status,
      )
    }
    return c.html(
      renderPage(
        <ProposalPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'proposal')}
          action={addressOf('proposalAnswer', { proposal: id })}
          {...{ facts, reader, notice, errors }}
        />,
      ),
      status,
    )
  }

  async function showLink(c: Context<Env>, { proposal }: HostLink, extras: Extras): Promise<Response> {
    const { notice, errors = [], status = 200 } = extras
    const facts = await proposalFacts(db, proposal.id)
    if (!facts) return c.notFound()
    const action = addressOf('proposalLink', { token: c.req.param('token') ?? '' })
    return c.html(
      renderPage(<ProposalPage entries={[]} reader="host" {...{ facts, action, notice, errors }} />),
      status,
    )
  }
}

const statusOf = (dead: 'unknown' | 'other_contact' | 'over') => (dead === 'unknown' ? 404 : 410)

/** On which side the account stands: the closest to the pupil first. */
function readerOf(account: Account, place: Place): ProposalReader | 'staff' {
  if (holds(account, ['pupil'], place)) return 'pupil'
  if (holds(account, ['representative'], place)) return 'representative'
  return holds(account, ['host'], place) ? 'host' : 'staff'
}

/** The answer of the form; anything that is not a yes is a no, which a reason of the list must go with. */
async function answerOf(c: Context<Env>): Promise<ProposalAnswer> {
  const sent = await c.req.parseBody()
  const reason = typeof sent.raison === 'string' ? sent.raison : ''
  return sent.reponse === 'oui' ? { what: 'agree' } : { what: 'refuse', reason }
}

function refused(answered: Extract<Answered, { why: 'reason' | 'changed' }>, voice: 'tu' | 'vous'): Extras {
  if (answered.why === 'changed') return { notice: settledNotice(voice), status: 409 }
  const message =
    voice === 'tu' ? 'Choisis ce qui te fait dire non. Rien n’est parti.' : 'Choisissez une raison. Rien n’est parti.'
  return { errors: [{ name: 'raison', message }], status: 422 }
}

const settledNotice = (voice: 'tu' | 'vous') => (
  <Notice kind="warning" title="Cette proposition a changé entre-temps">
    <p>
      {voice === 'tu'
        ? 'Rien de ce que tu viens de faire n’a compté : lis où elle en est.'
        : 'Votre geste n’a rien changé : lisez où elle en est.'}
    </p>
  </Notice>
)

function doneNotice(done: string | undefined): ComponentChildren {
  if (done === 'reponse') return <Notice kind="success" title="C’est noté" />
  if (done === 'retrait')
    return (
      <Notice kind="success" title="La proposition est retirée">
        <p>La place est de nouveau libre, et l’élève reste sur la liste.</p>
      </Notice>
    )
  return undefined
}
