import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { findAgreement } from '../agreements.ts'
import { listSignatories } from './signatories.ts'
import {
  type Arrival,
  doneNotice,
  sendCode,
  showRefusal,
  showSigning,
  takeRefusal,
  takeSignature,
} from './signing-desk.tsx'
import { readableStates } from './signing-links.ts'
import { readSigningView } from './view-signing.ts'
import { signersOf } from './who-signs.ts'

/** The same pages for someone who signed in: their account says who they are, and the evidence is the same. */
export function signingAccountWeb(services: Services): Hono<Env> {
  const { db } = services

  /** As whom they sign here; undefined for someone who sees the agreement and is no party to it. */
  async function arrive(c: Context<Env>): Promise<Arrival | undefined> {
    const account = accountOf(c)
    const id = c.req.param('agreement') ?? ''
    const agreement = await findAgreement(db, id)
    if (!agreement || agreement.version === 0 || !readableStates.includes(agreement.state)) return undefined
    const [first] = await signersOf(services, account, placeOf(c), await listSignatories(db, agreement))
    const view = first && (await readSigningView(db, { agreement, ...first }))
    return (
      view && {
        view,
        signed: account,
        entries: entriesOf(account, 'agreementSign'),
        at: {
          page: addressOf('agreementSign', { agreement: id }),
          code: addressOf('agreementSignCode', { agreement: id }),
          refuse: addressOf('agreementSignRefuse', { agreement: id }),
          document: addressOf('agreementDocument', { agreement: id }),
        },
      }
    )
  }
  const arrived =
    (then: (c: Context<Env>, arrival: Arrival) => Response | Promise<Response>) => async (c: Context<Env>) => {
      const arrival = await arrive(c)
      return arrival
        ? then(c, arrival)
        : c.redirect(addressOf('agreement', { agreement: c.req.param('agreement') ?? '' }), 303)
    }

  return new Hono<Env>()
    .get(
      addresses.agreementSign,
      arrived((c, arrival) => showSigning(c, services, arrival, { notice: doneNotice(c.req.query('fait')) })),
    )
    .post(
      addresses.agreementSign,
      arrived((c, arrival) => takeSignature(c, services, arrival)),
    )
    .post(
      addresses.agreementSignCode,
      arrived((c, arrival) => sendCode(c, services, arrival)),
    )
    .get(addresses.agreementSignRefuse, arrived(showRefusal))
    .post(
      addresses.agreementSignRefuse,
      arrived((c, arrival) => takeRefusal(c, services, arrival)),
    )
}
