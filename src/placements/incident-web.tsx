import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { findAgreement } from '#/agreements/index.ts'
import { renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, entriesOf, holds, placeOf, schoolStaff } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { type IncidentForm, type IncidentParty, judgeIncident, readIncidentForm } from './incident.ts'
import { incidentDeclaration } from './incident-declaration.ts'
import { findIncident, healthOf } from './incidents.ts'
import { linkGrounds } from './link-grounds.ts'
import { placementByLink } from './link-page.tsx'
import { aboutOf, placementFor } from './page-frame.ts'
import { IncidentFormPage } from './pages/incident-form-page.tsx'
import { IncidentPage } from './pages/incident-page.tsx'
import type { Placement } from './placement.ts'
import { placementToday } from './read-placement.ts'
import { tellIncident } from './tell-incident.ts'

const declarers = ['head', 'ddfpt', 'secretary'] as const
const tellers = ['pupil', 'representative', 'host', ...schoolStaff] as const

/** Telling an accident or an incident, with an account or by the link of a mail; reading it; the declaration. */
export function incidentWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.incidentNew, async (c) => {
    const placement = await placementFor(services, c)
    return placement ? formOf(c, placement, { form: nowForm(placement) }) : c.notFound()
  })

  app.post(addresses.incidentNew, async (c) => {
    const [account, placement] = [accountOf(c), await placementFor(services, c)]
    if (!placement) return c.notFound()
    const { agreement } = placement
    const form = readIncidentForm(await c.req.parseBody())
    const party = partyOf(c)
    const judged = judgeIncident(form, momentOf(placement, party))
    if ('errors' in judged) return formOf(c, placement, { form, errors: judged.errors })
    const id = isId(form.cle) ? form.cle : services.newId()
    const by = { grounds: groundsOf(account, tellers, placeOf(c)), party, name: account.name }
    const told = await tellIncident(services, { agreement, id, incident: judged.incident, by })
    if (told === 'too_many') return formOf(c, placement, { form, errors: [tooMany] })
    return c.redirect(addressOf('incident', { agreement: agreement.id, incident: id }, { fait: 'signale' }), 303)
  })

  app.get(addresses.placementLinkIncident, async (c) => {
    const opened = await placementByLink(services, c)
    return 'page' in opened ? opened.page : linkForm(c, opened.placement, { form: nowForm(opened.placement) })
  })

  app.post(addresses.placementLinkIncident, async (c) => {
    const opened = await placementByLink(services, c)
    if ('page' in opened) return opened.page
    const { placement, name } = opened
    const form = readIncidentForm(await c.req.parseBody())
    const judged = judgeIncident(form, momentOf(placement, 'host'))
    if ('errors' in judged) return linkForm(c, placement, { form, errors: judged.errors })
    const id = isId(form.cle) ? form.cle : services.newId()
    const by = { grounds: linkGrounds, party: 'host' as const, name }
    const told = await tellIncident(services, { agreement: placement.agreement, id, incident: judged.incident, by })
    if (told === 'too_many') return linkForm(c, placement, { form, errors: [tooMany] })
    return c.redirect(addressOf('placementLink', { token: c.req.param('token') }, { fait: 'incident' }), 303)
  })

  app.get(addresses.incident, async (c) => {
    const found = await incidentFor(c)
    if (!found) return c.notFound()
    const account = accountOf(c)
    return c.html(
      renderPage(
        <IncidentPage
          signed={{ name: account.name }}
          entries={entriesFor(c, account)}
          {...found}
          mayDeclare={holds(account, declarers, placeOf(c))}
          isNew={c.req.query('fait') === 'signale'}
        />,
      ),
    )
  })

  app.get(addresses.incidentDeclaration, async (c) => {
    const found = await incidentFor(c)
    if (!found) return c.notFound()
    return c.body(Uint8Array.from(incidentDeclaration(found, clock.now())), 200, {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="declaration.pdf"',
      'cache-control': 'private, no-store',
    })
  })

  return app

  async function incidentFor(c: Context<Env>) {
    const { agreement: agreementId = '', incident: id = '' } = c.req.param()
    if (!isId(id)) return undefined
    const own = await guarded(services, accountOf(c), async (tx) => {
      const [agreement, incident] = [await findAgreement(tx, agreementId), await findIncident(tx, id)]
      if (!agreement || incident?.agreementId !== agreement.id) return undefined
      return { agreement, incident, health: await healthOf(tx, incident) }
    })
    return own && { ...own, placement: await placementToday(services, db, own.agreement) }
  }

  function nowForm(placement: Placement): IncidentForm {
    const { now } = momentOf(placement, 'host')
    return {
      ...readIncidentForm({}),
      cle: services.newId(),
      jour: now.toPlainDate().toString(),
      heure: now.toPlainTime().toString({ smallestUnit: 'minute' }),
    }
  }

  function momentOf({ timeZone, agreement: { firstDay } }: Placement, party: IncidentParty) {
    const voice = party === 'pupil' ? ('tu' as const) : ('vous' as const)
    return { now: clock.now().toZonedDateTimeISO(timeZone).toPlainDateTime(), firstDay, voice }
  }
}

const tooMany = {
  name: 'quoi',
  message: 'Plusieurs signalements sont déjà partis aujourd’hui pour ce stage. Appelez l’établissement.',
}

interface Shown {
  readonly form: IncidentForm
  readonly errors?: readonly { readonly name: string; readonly message: string }[]
}

function formOf(c: Context<Env>, { agreement }: Placement, { form, errors = [] }: Shown) {
  const account = accountOf(c)
  return c.html(
    renderPage(
      <IncidentFormPage
        form={form}
        errors={errors}
        action={addressOf('incidentNew', { agreement: agreement.id })}
        about={aboutOf(agreement)}
        voice={partyOf(c) === 'pupil' ? 'tu' : 'vous'}
        signed={{ name: account.name }}
        entries={entriesFor(c, account)}
      />,
    ),
    errors.length > 0 ? 422 : 200,
  )
}

function linkForm(c: Context<Env>, { agreement }: Placement, { form, errors = [] }: Shown) {
  const action = addressOf('placementLinkIncident', { token: c.req.param('token') ?? '' })
  return c.html(
    renderPage(
      <IncidentFormPage form={form} errors={errors} action={action} about={aboutOf(agreement)} voice="vous" />,
    ),
    errors.length > 0 ? 422 : 200,
  )
}

/** As what this account tells it: the closest of its roles. */
function partyOf(c: Context<Env>): IncidentParty {
  const [account, place] = [accountOf(c), placeOf(c)]
  return (['pupil', 'representative', 'host'] as const).find((role) => holds(account, [role], place)) ?? 'school'
}

function entriesFor(c: Context<Env>, account: Account) {
  const at = { pupil: 'myPlacement', representative: 'myFamily', host: 'myHost', school: 'classes' } as const
  return entriesOf(account, at[partyOf(c)])
}
