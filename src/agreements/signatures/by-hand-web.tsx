import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findAgreement } from '../agreements.ts'
import type { Party } from '../tables.ts'
import { hasSigned } from './circuit.ts'
import { ByHandPage } from './pages/by-hand-page.tsx'
import { recordInPersonSignature } from './record-by-hand.ts'
import { listSignatories } from './signatories.ts'
import { documentOf } from './view-signing.ts'

const ownHand: readonly Party[] = ['head', 'prescriber']

/** Someone of the school, or the prescriber of a PMSMP, says who signed the printed agreement before their eyes. */
export function byHandWeb(services: Services): Hono<Env> {
  const { db } = services

  async function show(c: Context<Env>, errors: readonly FieldError[] = [], chosen?: string) {
    const account = accountOf(c)
    const agreement = await findAgreement(db, c.req.param('agreement') ?? '')
    const document = agreement && (await documentOf(db, agreement))
    if (!agreement || !document || agreement.state !== 'signing')
      return c.redirect(addressOf('agreement', { agreement: c.req.param('agreement') ?? '' }), 303)
    const signatories = await listSignatories(db, agreement)
    return c.html(
      renderPage(
        <ByHandPage
          signed={account}
          entries={entriesOf(account, 'classes')}
          agreement={agreement}
          document={document}
          signatories={signatories.filter(
            (each) => !hasSigned(each) && !each.takesNote && !ownHand.includes(each.party),
          )}
          errors={errors}
          chosen={chosen}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  return new Hono<Env>()
    .get(addresses.agreementByHand, (c) => show(c))
    .post(addresses.agreementByHand, async (c) => {
      const account = accountOf(c)
      const form = await c.req.parseBody()
      const agreement = await findAgreement(db, c.req.param('agreement') ?? '')
      if (!agreement) return c.notFound()
      const signatories = await listSignatories(db, agreement)
      // The head and the prescriber sign with their own hand: nobody vouches for them.
      const signatory = signatories.find(
        ({ id, party, takesNote }) => id === form.qui && !ownHand.includes(party) && !takesNote,
      )
      if (!signatory) return show(c, [{ name: 'qui', message: 'Choisissez la personne qui a signé devant vous.' }])
      if (form.vu !== '1')
        return show(
          c,
          [{ name: 'vu', message: 'Cochez la case : vous attestez l’avoir vue signer ce document.' }],
          signatory.id,
        )
      const added = await db.transaction().execute((tx) =>
        recordInPersonSignature(services, tx, {
          agreementId: agreement.id,
          version: Number(form.version) || 0,
          signatoryId: signatory.id,
          by: {
            id: account.id,
            name: account.name,
            grounds: groundsOf(account, ['secretary', 'head', 'ddfpt', 'counsellor'], placeOf(c)),
          },
        }),
      )
      if ('why' in added)
        return show(
          c,
          [
            {
              name: 'qui',
              message:
                'La convention a changé depuis que la page est ouverte : rien n’est enregistré. Faites signer la version d’aujourd’hui.',
            },
          ],
          signatory.id,
        )
      return c.redirect(addressOf('agreement', { agreement: agreement.id }), 303)
    })
}
