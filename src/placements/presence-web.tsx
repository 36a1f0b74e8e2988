import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, placeOf } from '#/identity/index.ts'
import { record } from '#/journal/index.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import type { Services } from '#/platform/services.ts'
import { type ExpectedHalf, isHalfDay } from './half-day.ts'
import { linkGrounds } from './link-grounds.ts'
import { placementByLink } from './link-page.tsx'
import { markPresence, type Saying } from './mark-presence.ts'
import { placementFor } from './page-frame.ts'
import { HostPlacementPage } from './pages/host-placement-page.tsx'
import type { PresenceSaid } from './pages/presence-notice.tsx'
import type { MarkedBy } from './presences.ts'
import { readHostView } from './read-host-view.ts'
import { sentText } from './sent-text.ts'

/** The placement for whoever welcomes: by the link of a mail, or with an account; the school may say for them what they phoned. */
export function presenceWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.placementLink, async (c) => {
    const token = c.req.param('token')
    const opened = await placementByLink(services, c)
    if ('page' in opened) return opened.page
    const { territoryId, id, pupilId } = opened.placement.agreement
    await record(services, db, {
      ...linkGrounds,
      territoryId,
      what: 'agreement.read',
      about: { kind: 'agreement', id },
      pupilId,
    })
    c.header('cache-control', 'private, no-store')
    return c.html(
      renderPage(
        <HostPlacementPage
          view={await readHostView(db, opened.placement)}
          links={{
            here: addressOf('placementLink', { token }),
            incident: addressOf('placementLinkIncident', { token }),
            evaluation: addressOf('placementLinkEvaluation', { token }),
          }}
          said={saidOf(c)}
        />,
      ),
    )
  })

  app.post(addresses.placementLink, async (c) => {
    const opened = await placementByLink(services, c)
    if ('page' in opened) return opened.page
    const here = addressOf('placementLink', { token: c.req.param('token') })
    return say(c, opened.placement.agreement.id, { account: undefined, party: 'host' }, here)
  })

  app.get(addresses.placementWelcome, async (c) => {
    const account = accountOf(c)
    const placement = await placementFor(services, c)
    if (!placement) return c.notFound()
    const to = { agreement: placement.agreement.id }
    const isHost = holds(account, ['host'], placeOf(c))
    return c.html(
      renderPage(
        <HostPlacementPage
          view={await readHostView(db, placement)}
          links={{
            here: addressOf('placementWelcome', to),
            incident: addressOf('incidentNew', to),
            evaluation: isHost ? addressOf('evaluation', to) : undefined,
          }}
          signed={{ name: account.name }}
          entries={entriesOf(account, isHost ? 'myHost' : 'classes')}
          said={saidOf(c)}
        />,
      ),
    )
  })

  app.post(addresses.placementWelcome, async (c) => {
    const [account, agreement] = [accountOf(c), c.req.param('agreement')]
    const party = holds(account, ['host'], placeOf(c)) ? 'host' : 'school'
    return say(c, agreement, { account: account.id, party }, addressOf('placementWelcome', { agreement }))
  })

  return app

  async function say(c: Context<Env>, agreementId: string, by: MarkedBy, back: string): Promise<Response> {
    const saying = sayingOf(await c.req.parseBody())
    if (!saying) return c.redirect(`${back}?fait=other_half`, 303)
    const marked = await markPresence(services, { agreementId, by, saying })
    if ('why' in marked) return marked.why === 'unknown' ? c.notFound() : c.redirect(`${back}?fait=${marked.why}`, 303)
    const done = 'fineThisWeek' in saying || saying.present ? 'present' : saying.present === false ? 'absent' : 'erased'
    const query = new URLSearchParams({ fait: done, quand: marked.marked.map(halfText).join(',') })
    return c.redirect(`${back}?${query}`, 303)
  }
}

const halfText = ({ day, half }: ExpectedHalf): string => `${day}:${half}`

/** Half-days as addresses and forms hold them, `2026-06-15:am,2026-06-15:pm`; undefined when one of them is none. */
function readHalves(text: string): readonly ExpectedHalf[] | undefined {
  const halves = text.split(',').flatMap((each) => {
    const [date = '', half = ''] = each.split(':')
    const day = readTypedDay(date)
    return day && isHalfDay(half) ? [{ day: day.toString(), half }] : []
  })
  return halves.length > 0 && halves.length === text.split(',').length ? halves : undefined
}

/** What a form says; undefined for what is no half-day. */
function sayingOf(sent: Readonly<Record<string, unknown>>): Saying | undefined {
  if (sent.semaine === '1') return { fineThisWeek: true }
  for (const [name, present] of [
    ['present', true],
    ['absent', false],
    ['effacer', undefined],
  ] as const) {
    const halves = readHalves(sentText(sent[name], 600))
    if (halves) return { halves, present }
  }
  return undefined
}

function saidOf(c: Context<Env>): PresenceSaid | undefined {
  const [done, when = ''] = [c.req.query('fait'), c.req.query('quand')]
  if (done === 'present' || done === 'absent')
    return readHalves(when) ? { kind: done, halves: when } : { kind: done, halves: '' }
  const kind = (['erased', 'incident', 'evaluated', 'not_now', 'other_half', 'certified'] as const).find(
    (each) => each === done,
  )
  return kind && { kind }
}
