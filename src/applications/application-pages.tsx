import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, entriesOf, holds, type Place, placeOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Adaptations, readAdaptations } from './adaptations.ts'
import { canUndo, weeksFor } from './answer-application.ts'
import { contactDetails } from './contact-details.ts'
import { ApplicationPage } from './pages/application-page.tsx'
import { HostApplicationPage } from './pages/host-application-page.tsx'
import { emptyDecision, type HostDecisionProps } from './pages/host-decision.tsx'
import type { MessageDraft } from './pages/messages-section.tsx'
import { SchoolApplicationPage } from './pages/school-application-page.tsx'
import { findSettings } from './settings.ts'
import { type ApplicationView, readApplicationView, type Viewer } from './view-application.ts'
import { placesBefore, unclaimedSeats } from './waiting-list.ts'

/** On which side of the application the account stands: the closest to the pupil first. */
export function viewerOf(account: Account, place: Place): Viewer {
  if (holds(account, ['pupil'], place)) return 'pupil'
  if (holds(account, ['representative'], place)) return 'representative'
  return holds(account, ['host'], place) ? 'host' : 'school'
}

/** What a handler adds to the page: a notice, a message or a decision to correct. */
export interface PageExtras {
  readonly notice?: ComponentChildren
  readonly message?: Pick<MessageDraft, 'body' | 'error' | 'contacts'>
  readonly decision?: Pick<HostDecisionProps, 'form' | 'errors' | 'contacts'>
  readonly status?: 200 | 409 | 422
}

/** The application's page for whoever asks, read behind the second lock; not found for whom it is not. */
export async function showApplication(c: Context<Env>, services: Services, extras: PageExtras = {}): Promise<Response> {
  const account = accountOf(c)
  const place = placeOf(c)
  const viewer = viewerOf(account, place)
  const id = c.req.param('application') ?? ''
  const view = await guarded(services, account, (tx) => readApplicationView(tx, id, viewer))
  if (!view) return c.notFound()
  const common = {
    signed: { name: account.name },
    entries: entriesOf(account, 'application'),
    view,
    notice: extras.notice,
  }
  const status = extras.status ?? 200
  const asSeenBy: AdaptationsReader = (as) =>
    guarded(services, account, (tx) => readAdaptations(tx, view.application, as))
  switch (viewer) {
    case 'host':
      return c.html(
        renderPage(
          <HostApplicationPage {...common} {...(await hostProps(services, view, extras, asSeenBy))} byLink={false} />,
        ),
        status,
      )
    case 'school': {
      const mayCancel = holds(account, ['head', 'ddfpt', 'teacher'], place)
      return c.html(renderPage(<SchoolApplicationPage {...common} mayCancel={mayCancel} />), status)
    }
    case 'pupil':
    case 'representative':
      return c.html(
        renderPage(<ApplicationPage {...common} {...(await pupilProps(services, view, extras, asSeenBy))} />),
        status,
      )
    default:
      return viewer satisfies never
  }
}

/** How the page comes to what is health data: behind the second lock for whoever signed in. */
type AdaptationsReader = (as: 'pupil' | 'host') => Promise<Adaptations | undefined>

async function pupilProps(
  { db, newId }: Services,
  { application, viewer }: ApplicationView,
  { message }: PageExtras,
  readNeeds: AdaptationsReader,
) {
  const isPupil = viewer === 'pupil'
  const isDraft = application.state === 'draft'
  const free = isDraft ? await unclaimedSeats(db, application) : undefined
  const { draws, availability = '' } = application.answers
  return {
    adaptations: isPupil ? await readNeeds('pupil') : undefined,
    before: application.state === 'waiting' ? await placesBefore(db, application) : new Map<string, number>(),
    contacts: isDraft ? contactDetails(`${draws}\n${availability}`) : [],
    full: free ? application.weeks.filter((week) => (free.get(week) ?? 0) === 0) : [],
    anonymous: isDraft && (await findSettings(db, application.territoryId)).anonymousApplications,
    draft: { body: '', contacts: [], ...message, formKey: newId() },
  }
}

/** What a host's page needs beside the application; `action`: where answers and messages go, for whoever came by link. */
export async function hostProps(
  { db, clock, newId }: Services,
  { application }: ApplicationView,
  { message, decision }: PageExtras,
  readNeeds: AdaptationsReader,
  action?: string,
) {
  const now = clock.now()
  const id = { application: application.id }
  return {
    adaptations: await readNeeds('host'),
    draft: { body: '', contacts: [], ...message, formKey: newId() },
    messagesAction: action ?? addressOf('applicationMessages', id),
    decision: {
      action: action ?? addressOf('applicationAnswer', id),
      open: await weeksFor(db, application, now),
      form: emptyDecision,
      errors: [],
      contacts: [],
      ...decision,
      formKey: newId(),
      canUndo: canUndo(application, now),
    },
  }
}
