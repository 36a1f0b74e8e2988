import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type Pupil, pupilOfAccount } from '#/pupils/index.ts'
import { readAdaptations } from './adaptations.ts'
import { openStates } from './application.ts'
import { type ApplicationForm, readApplicationForm } from './application-form.ts'
import { showApplication } from './application-pages.tsx'
import { applicationOf, findApplication } from './applications.ts'
import { confirmApplication } from './confirm-application.ts'
import { queueApplication, withdrawApplication } from './leave-application.ts'
import { actorOf } from './move-application.ts'
import { changedNotice, notConfirmedNotice } from './notices.tsx'
import { openWeeks } from './openness.ts'
import { ApplyPage } from './pages/apply-page.tsx'
import { NotOpenPage } from './pages/not-open-page.tsx'
import { readOpening } from './read-opening.ts'
import { saveDraft } from './save-draft.ts'
import { sentForm } from './sent-form.ts'
import { findSettings } from './settings.ts'
import { submitApplication } from './submit-application.ts'

/** What pupils do: write, check, send, confirm, wait, take back. */
export function pupilsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  return new Hono<Env>()
    .get(addresses.applicationNew, async (c) => {
      const account = accountOf(c)
      const { pupil, former, adaptations } = await guarded(services, account, async (tx) => {
        const own = await pupilOfAccount(tx, account.id)
        const open = own && (await openApplication(tx, own, c.req.param('offer')))
        return { pupil: own, former: open, adaptations: open && (await readAdaptations(tx, open, 'pupil')) }
      })
      if (!pupil) return c.notFound()
      if (former && former.state !== 'draft')
        return c.redirect(addressOf('application', { application: former.id }), 303)
      const form = readApplicationForm((name) => {
        const kept: Readonly<Record<string, readonly string[]>> = former
          ? {
              attrait: [former.answers.draws],
              disponibilite: [former.answers.availability ?? ''],
              besoins: [adaptations?.body ?? ''],
              dire: [adaptations?.told ?? ''],
              semaines: former.weeks,
            }
          : {}
        return kept[name] ?? []
      })
      return showForm(c, pupil, { form, errors: [] })
    })
    .post(addresses.applicationNew, async (c) => {
      const account = accountOf(c)
      const pupil = await guarded(services, account, (tx) => pupilOfAccount(tx, account.id))
      if (!pupil) return c.notFound()
      const { all } = await sentForm(c, services)
      const form = readApplicationForm(all)
      const offerId = c.req.param('offer')
      const saved = await saveDraft(services, { pupil, offerId, form })
      if (!('why' in saved) || saved.why === 'already_open')
        return c.redirect(addressOf('application', { application: saved.applicationId }), 303)
      if (saved.why === 'unknown') return c.notFound()
      return showForm(c, pupil, { form, errors: saved.why === 'invalid' ? saved.errors : [] })
    })
    .post(addresses.applicationSend, async (c) => {
      const { account, application, version } = await asked(c, services)
      const by = actorOf(account, 'pupil', placeOf(c))
      const sent = await submitApplication(services, { applicationId: application, version, by })
      if ('application' in sent)
        return backTo(c, application, sent.application.state === 'waiting' ? 'attente' : 'envoyee')
      switch (sent.why) {
        case 'unknown':
          return c.notFound()
        case 'changed':
          return showApplication(c, services, { notice: changedNotice('tu'), status: 409 })
        case 'too_many':
          return showApplication(c, services, {
            notice: (
              <Notice kind="warning" title={`Tu as déjà ${sent.most} candidatures en cours`}>
                <p>
                  C’est le maximum, pour que chaque lieu puisse répondre. Ton brouillon est gardé : envoie-le dès qu’une
                  autre a sa réponse, ou retire celle qui te plaît le moins.
                </p>
              </Notice>
            ),
            status: 409,
          })
        case 'not_open':
        case 'weeks': {
          const draft = await guarded(services, account, (tx) => findApplication(tx, application))
          return c.redirect(addressOf('applicationNew', { offer: draft?.offerId ?? '' }), 303)
        }
        default:
          return sent satisfies never
      }
    })
    .post(addresses.applicationConfirm, async (c) => {
      const { account, application, version } = await asked(c, services)
      const by = actorOf(account, 'pupil', placeOf(c))
      const confirmed = await confirmApplication(services, { applicationId: application, version, by })
      if ('application' in confirmed) return backTo(c, application, 'confirmee')
      if (confirmed.why === 'unknown') return c.notFound()
      const notice =
        confirmed.why === 'changed' ? changedNotice('tu') : notConfirmedNotice({ id: application, version }, confirmed)
      return showApplication(c, services, { notice, status: 409 })
    })
    .post(addresses.applicationQueue, async (c) => {
      const { account, application, version } = await asked(c, services)
      const by = actorOf(account, 'pupil', placeOf(c))
      const queued = await queueApplication(services, { applicationId: application, version, by })
      if ('application' in queued)
        return backTo(c, application, queued.application.state === 'waiting' ? 'attente' : '')
      if (queued.why === 'unknown') return c.notFound()
      return showApplication(c, services, { notice: changedNotice('tu'), status: 409 })
    })
    .post(addresses.applicationWithdraw, async (c) => {
      const { account, application, version } = await asked(c, services)
      const by = actorOf(account, 'pupil', placeOf(c))
      const left = await withdrawApplication(services, { applicationId: application, version, by })
      if ('application' in left) return backTo(c, application, 'retiree')
      if (left.why === 'unknown') return c.notFound()
      return showApplication(c, services, { notice: changedNotice('tu'), status: 409 })
    })

  async function showForm(
    c: Context<Env>,
    pupil: Pupil,
    { form, errors }: { form: ApplicationForm; errors: readonly FieldError[] },
  ): Promise<Response> {
    const account = accountOf(c)
    const opening = await readOpening(db, { offerId: c.req.param('offer') ?? '', pupil, now: clock.now() })
    if (!opening) return c.notFound()
    const { offer } = opening
    const signed = { name: account.name }
    const entries = entriesOf(account, 'applicationNew')
    const open = openWeeks(opening)
    if ('why' in open)
      return c.html(
        renderPage(
          <NotOpenPage signed={signed} entries={entries} title={`${offer.hostName} · ${offer.title}`} notOpen={open} />,
        ),
        409,
      )
    const { anonymousApplications: anonymous } = await findSettings(db, pupil.territoryId)
    return c.html(
      renderPage(
        <ApplyPage
          signed={signed}
          entries={entries}
          offer={offer}
          open={open}
          form={form}
          errors={errors}
          anonymous={anonymous}
          pupilId={pupil.id}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

async function asked(c: Context<Env>, services: Services) {
  const { version } = await sentForm(c, services)
  return { account: accountOf(c), application: c.req.param('application') ?? '', version }
}

const backTo = (c: Context<Env>, application: string, fait: string): Response =>
  c.redirect(addressOf('application', { application }, { fait }), 303)

/** The pupil's application to this offer that is not settled, a draft included. */
async function openApplication(db: Db, { territoryId, id }: Pupil, offerId: string) {
  const row = await db
    .selectFrom('applications')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', id)
    .where('offer_id', '=', offerId)
    .where('state', 'in', openStates)
    .executeTakeFirst()
  return row && applicationOf(row)
}
