import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { DeadSigningLinkPage } from './pages/dead-signing-link-page.tsx'
import { serveDocument } from './serve-document.ts'
import {
  type Arrival,
  doneNotice,
  sendCode,
  showRefusal,
  showSigning,
  takeRefusal,
  takeSignature,
} from './signing-desk.tsx'
import { openSigningLink } from './signing-links.ts'
import { readSigningView } from './view-signing.ts'

/** Whoever came by a link: the token in the address is their right, and the code shows that the mailbox is theirs. */
const byLink: Grounds = { by: undefined, role: undefined, why: 'link' }

/** The pages behind the link of a mail, without an account. */
export function signingLinkWeb(services: Services): Hono<Env> {
  const { db } = services

  /** What the link opens, or the page that says why it opens nothing. */
  async function arrive(c: Context<Env>): Promise<Arrival | Response> {
    const token = c.req.param('token') ?? ''
    const link = await openSigningLink(services, token)
    if ('dead' in link)
      return c.html(renderPage(<DeadSigningLinkPage {...link} />), link.dead === 'unknown' ? 404 : 410)
    const { agreement, signatory, email } = link
    const signer = { name: signatory.name, accountId: undefined, delegatedBy: undefined, email, grounds: byLink }
    const view = await readSigningView(db, { agreement, signatory, signer })
    if (!view) return c.notFound()
    return {
      view,
      entries: [],
      at: {
        page: addressOf('signingLink', { token }),
        code: addressOf('signingLinkCode', { token }),
        refuse: addressOf('signingLinkRefuse', { token }),
        document: addressOf('signingLinkDocument', { token }),
      },
    }
  }
  const arrived =
    (then: (c: Context<Env>, arrival: Arrival) => Response | Promise<Response>) => async (c: Context<Env>) => {
      const arrival = await arrive(c)
      return arrival instanceof Response ? arrival : then(c, arrival)
    }
  const readByLink = ({ view: { agreement } }: Arrival): Promise<void> =>
    record(services, db, {
      ...byLink,
      territoryId: agreement.territoryId,
      what: 'agreement.read',
      about: { kind: 'agreement', id: agreement.id },
      pupilId: agreement.pupilId,
    })

  return new Hono<Env>()
    .get(
      addresses.signingLink,
      arrived(async (c, arrival) => {
        await readByLink(arrival)
        return showSigning(c, services, arrival, { notice: doneNotice(c.req.query('fait')) })
      }),
    )
    .post(
      addresses.signingLink,
      arrived((c, arrival) => takeSignature(c, services, arrival)),
    )
    .post(
      addresses.signingLinkCode,
      arrived((c, arrival) => sendCode(c, services, arrival)),
    )
    .get(
      addresses.signingLinkDocument,
      arrived(async (c, arrival) => {
        await readByLink(arrival)
        return serveDocument(c, services, arrival.view)
      }),
    )
    .get(addresses.signingLinkRefuse, arrived(showRefusal))
    .post(
      addresses.signingLinkRefuse,
      arrived((c, arrival) => takeRefusal(c, services, arrival)),
    )
}
