import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, placeOf, schoolStaff } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findClass } from './classes.ts'
import { type ExemptionForm, endExemption, exemptPupil, readExemptionForm } from './exempt-pupil.ts'
import { exemptionsOfPupils } from './exemptions.ts'
import { ExemptionsPage } from './pages/exemptions-page.tsx'
import { periodsOfClass } from './periods.ts'
import { listClassPupils } from './pupils.ts'
import type { SchoolClass } from './school-class.ts'
import { sentLine } from './sent-text.ts'

/** More than any class holds. */
const mostPupils = 200

/** Who of a class need not find a place. */
export function exemptionsWeb(services: Services): Hono<Env> {
  const app = new Hono<Env>()

  app.get(addresses.classExemptions, async (c) => {
    const of = await findClass(services.db, c.req.param('class'))
    return of ? show(c, of, { ...readExemptionForm({}), eleve: sentLine(c.req.query('eleve'), 40) }, []) : c.notFound()
  })

  app.post(addresses.classExemptions, async (c) => {
    const of = await findClass(services.db, c.req.param('class'))
    if (!of) return c.notFound()
    const sent = await c.req.parseBody()
    const grounds = groundsOf(accountOf(c), schoolStaff, placeOf(c))
    const ended = sentLine(sent.retirer, 40)
    if (isId(ended)) await endExemption(services, { of, exemptionId: ended, grounds })
    else {
      const form = readExemptionForm(sent)
      const given = await exemptPupil(services, { of, form, grounds })
      if ('errors' in given) return show(c, of, form, given.errors)
    }
    return c.redirect(addressOf('classExemptions', { class: of.id }), 303)
  })

  return app

  async function show(
    c: Context<Env>,
    of: SchoolClass,
    form: ExemptionForm,
    errors: readonly FieldError[],
  ): Promise<Response> {
    const [account, { territoryId }] = [accountOf(c), of]
    const { pupils, exemptions } = await guarded(services, account, async (tx) => {
      const { rows } = await listClassPupils(tx, { territoryId, classId: of.id, limit: mostPupils })
      return {
        pupils: rows,
        exemptions: await exemptionsOfPupils(
          tx,
          territoryId,
          rows.map(({ id }) => id),
        ),
      }
    })
    const periods = await periodsOfClass(services.db, territoryId, of.id)
    const props = { account, of, pupils, periods, exemptions, form, errors }
    return c.html(renderPage(<ExemptionsPage {...props} />), errors.length > 0 ? 422 : 200)
  }
}
