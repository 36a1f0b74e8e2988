import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage, weeksWords } from '#/design/index.ts'
import { accountOf, type Env, placeOf } from '#/identity/index.ts'
import { record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { readAdaptations } from './adaptations.ts'
import { type Answered, answerApplication, type HostAnswer } from './answer-application.ts'
import { type AnswerLink, markUsed, openAnswerLink } from './answer-links.ts'
import { mostOfMessage } from './application-form.ts'
import { hostProps, type PageExtras, showApplication } from './application-pages.tsx'
import { type Actor, actorOf, linkActor } from './move-application.ts'
import { changedNotice, doneNotice } from './notices.tsx'
import { DeadAnswerLinkPage } from './pages/dead-link-page.tsx'
import { HostApplicationPage } from './pages/host-application-page.tsx'
import type { DecisionForm } from './pages/host-decision.tsx'
import { messageRefusal } from './refused-message.ts'
import { sendMessage } from './send-message.ts'
import { type SentForm, sentForm } from './sent-form.ts'
import { readApplicationView } from './view-application.ts'

/** What hosts do, with an account or by the link of a mail: read, answer, take back, write. */
export function hostsWeb(services: Services): Hono<Env> {
  return new Hono<Env>()
    .post(addresses.applicationAnswer, async (c) => {
      const account = accountOf(c)
      const form = await sentForm(c, services)
      const id = c.req.param('application')
      const by = actorOf(account, 'host', placeOf(c))
      const outcome = await answer(services, { id, by, name: account.name, form })
      if (outcome === 'unknown') return c.notFound()
      if (typeof outcome === 'string')
        return c.redirect(addressOf('application', { application: id }, { fait: outcome }), 303)
      return showApplication(c, services, outcome)
    })
    .get(addresses.answerLink, async (c) => {
      const link = await openAnswerLink(services, c.req.param('token'))
      if ('dead' in link)
        return c.html(renderPage(<DeadAnswerLinkPage {...link} />), link.dead === 'unknown' ? 404 : 410)
      const { application } = link
      await record(services, services.db, {
        ...linkActor(link.accountId).grounds,
        territoryId: application.territoryId,
        what: 'application.read',
        about: { kind: 'application', id: application.id },
        pupilId: application.pupilId,
      })
      return showLink(c, link, { notice: doneNotice(c.req.query('fait')) })
    })
    .post(addresses.answerLink, async (c) => {
      const token = c.req.param('token')
      const link = await openAnswerLink(services, token)
      if ('dead' in link)
        return c.html(renderPage(<DeadAnswerLinkPage {...link} />), link.dead === 'unknown' ? 404 : 410)
      const form = await sentForm(c, services)
      const by = linkActor(link.accountId)
      const outcome =
        form.first('reponse') === ''
          ? await write(link, by, form)
          : await answer(services, { id: link.application.id, by, name: link.name, form })
      if (outcome === 'unknown') return c.notFound()
      if (typeof outcome !== 'string') return showLink(c, link, outcome)
      await markUsed(services, token)
      return c.redirect(addressOf('answerLink', { token }, { fait: outcome }), 303)
    })

  async function write(link: AnswerLink, by: Actor, form: SentForm): Promise<'message' | 'unknown' | PageExtras> {
    const body = form.first('message')
    const sent = await sendMessage(services, {
      applicationId: link.application.id,
      by: { ...by, kind: 'host' },
      name: link.name,
      body,
      formKey: form.key,
      anyway: form.first('quandmeme') === '1',
    })
    if ('application' in sent) return 'message'
    return sent.why === 'unknown' ? 'unknown' : messageRefusal(sent, body, 'vous')
  }

  async function showLink(c: Context<Env>, link: AnswerLink, extras: PageExtras): Promise<Response> {
    const view = await readApplicationView(services.db, link.application.id, 'host')
    if (!view) return c.notFound()
    const action = addressOf('answerLink', { token: c.req.param('token') ?? '' })
    // Without an account there is no grant to judge by: the link itself names the one application that is read.
    const readNeeds = () => readAdaptations(services.db, view.application, 'host')
    const props = await hostProps(services, view, extras, readNeeds, action)
    return c.html(
      renderPage(<HostApplicationPage entries={[]} view={view} notice={extras.notice} {...props} byLink />),
      extras.status ?? 200,
    )
  }
}

interface Answering {
  readonly id: string
  readonly by: Actor
  readonly name: string
  readonly form: SentForm
}

/** Gives the answer of a form: the word of the deed, or the page to show again with what is to be mended. */
async function answer(
  services: Services,
  { id, by, name, form }: Answering,
): Promise<'reponse' | 'reprise' | 'unknown' | PageExtras> {
  const given = readAnswer(form)
  if (!given) return { notice: changedNotice('vous'), status: 422 }
  const answered = await answerApplication(services, {
    applicationId: id,
    by,
    name,
    version: form.version,
    answer: given,
  })
  if ('application' in answered) return given.what === 'undo' ? 'reprise' : 'reponse'
  return answered.why === 'unknown' ? 'unknown' : refusal(answered, form)
}

function readAnswer({ first, all, key }: SentForm): HostAnswer | undefined {
  switch (first('reponse')) {
    case 'accept':
      return { what: 'accept' }
    case 'counter':
      return { what: 'counter', weeks: all('semaines') }
    case 'refuse':
      return { what: 'refuse', reason: first('raison'), words: first('mots') }
    case 'ask':
      return { what: 'ask', question: first('question'), formKey: key, anyway: first('quandmeme') === '1' }
    case 'undo':
      return { what: 'undo' }
    default:
      return undefined
  }
}

/** The page again, with everything as it was typed. */
function refusal(
  answered: Exclude<Answered, { readonly application: unknown } | { readonly why: 'unknown' }>,
  sent: SentForm,
): PageExtras {
  const form: DecisionForm = {
    what: sent.first('reponse'),
    semaines: sent.all('semaines'),
    raison: sent.first('raison'),
    mots: sent.first('mots'),
    question: sent.first('question'),
  }
  const again = (...errors: FieldError[]): PageExtras => ({ decision: { form, errors, contacts: [] }, status: 422 })
  const word = (notice: ComponentChildren): PageExtras => ({ notice, status: 409 })
  switch (answered.why) {
    case 'weeks':
      return again({
        name: 'semaines',
        message:
          'Choisissez au moins une semaine parmi celles de la liste, autres que celles demandées. Rien n’est parti.',
      })
    case 'reason':
      return again({ name: 'raison', message: 'Choisissez ce que l’élève lira. Rien n’est parti.' })
    case 'words':
      return again({
        name: 'mots',
        message: '400 signes au plus pour le mot. Raccourcissez-le un peu, rien n’est perdu.',
      })
    case 'question':
      return again({ name: 'question', message: `Écrivez votre question, en ${mostOfMessage} signes au plus.` })
    case 'contacts':
      return { decision: { form, errors: [], contacts: answered.found }, status: 422 }
    case 'full':
      return word(
        <Notice kind="warning" title={`Il ne vous reste plus de place, ${weeksWords(answered.weeks)}`}>
          <p>Rien n’est parti. Ajoutez une place à votre offre, ou proposez d’autres semaines.</p>
        </Notice>,
      )
    case 'too_late':
      return word(
        <Notice kind="warning" title="L’élève est déjà prévenu">
          <p>Votre réponse ne peut plus être reprise. Vous pouvez lui écrire un message.</p>
        </Notice>,
      )
    case 'changed':
      return word(changedNotice('vous'))
    default:
      return answered satisfies never
  }
}
