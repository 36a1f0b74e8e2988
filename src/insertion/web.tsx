import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import {
  type Agreement,
  type AgreementFinding,
  findAgreement,
  listBeneficiaries,
  readPrescribed,
} from '#/agreements/index.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { findImmersionHost } from './find-immersion-host.ts'
import { type ImmersionForm, judgeImmersion, readDay, readImmersionForm } from './immersion-form.ts'
import { type Organisation, organisationsOf } from './organisations.ts'
import { organisationsWeb } from './organisations-web.tsx'
import { ImmersionNewPage } from './pages/immersion-new-page.tsx'
import { ImmersionPeoplePage } from './pages/immersion-people-page.tsx'
import { ImmersionRenewPage, type RenewForm } from './pages/immersion-renew-page.tsx'
import { ImmersionsPage } from './pages/immersions-page.tsx'
import { type Prescriber, prescribe, renew } from './prescribe.ts'

/** PMSMP, for those who prescribe them: the list, a new one, a renewal; and the organisations of a territory. */
export function insertionWeb(services: Services): Hono<Env> {
  return new Hono<Env>()
    .route('/', organisationsWeb(services))
    .get(addresses.immersions, async (c) => {
      const account = accountOf(c)
      const organisations = await organisationsOf(services.db, account)
      const of = chosen(organisations, c.req.query('organisme') ?? '') ?? organisations[0]
      const immersions = of
        ? await guarded(services, account, (tx) =>
            readPrescribed(tx, { territoryId: of.territoryId, organisation: of.id, after: c.req.query('suite') }),
          )
        : { rows: [], next: undefined }
      return c.html(
        renderPage(
          <ImmersionsPage {...{ account, organisations, of, immersions, notice: noticeOf(c.req.query('fait')) }} />,
        ),
      )
    })
    .get(addresses.immersionPeople, async (c) => {
      const account = accountOf(c)
      const organisations = await organisationsOf(services.db, account)
      const of = chosen(organisations, c.req.query('organisme') ?? '') ?? organisations[0]
      if (!of) return c.redirect(addresses.immersions, 303)
      const people = await guarded(services, account, (tx) =>
        listBeneficiaries(tx, { territoryId: of.territoryId, organisation: of.id, after: c.req.query('suite') }),
      )
      return c.html(renderPage(<ImmersionPeoplePage {...{ account, organisations, of, people }} />))
    })
    .get(addresses.immersionNew, async (c) => {
      const organisations = await organisationsOf(services.db, accountOf(c))
      if (organisations.length === 0) return c.redirect(addresses.immersions, 303)
      const form = { ...readImmersionForm({}), organisme: c.req.query('organisme') ?? '' }
      return showNew(c, organisations, {
        ...form,
        jours: ['1', '2', '3', '4', '5'],
        horaires: '9 h – 12 h, 13 h – 17 h',
      })
    })
    .post(addresses.immersionNew, async (c) => {
      const account = accountOf(c)
      const organisations = await organisationsOf(services.db, account)
      const form = readImmersionForm(await c.req.parseBody({ all: true }))
      const of = organisations.length === 1 ? organisations[0] : chosen(organisations, form.organisme)
      if (!of)
        return organisations.length === 0
          ? c.redirect(addresses.immersions, 303)
          : showNew(c, organisations, form, [{ name: 'organisme', message: 'Choisissez l’organisme qui prescrit.' }])
      const judged = judgeImmersion(form, await today(of.territoryId))
      if ('errors' in judged) return showNew(c, organisations, form, judged.errors)
      const { immersion } = judged
      const host = await findImmersionHost(services, of.territoryId, immersion.host)
      if (host === 'closed' || host === 'unnamed') return showNew(c, organisations, form, [hostErrors[host]])
      const done = await prescribe(services, { immersion, host, by: prescriberOf(account, of) })
      if ('refused' in done) return showNew(c, organisations, form, done.refused.map(sayIn(fieldsOfNew, 'du')))
      return c.redirect(addressOf('agreement', { agreement: done.agreement.id }), 303)
    })
    .get(addresses.immersionRenew, async (c) => {
      const before = await readRenewable(c)
      return before ? showRenew(c, before, { ...nextDays(before), atteint: '' }) : c.notFound()
    })
    .post(addresses.immersionRenew, async (c) => {
      const [account, before] = [accountOf(c), await readRenewable(c)]
      const organisations = await organisationsOf(services.db, account)
      const of = before && chosen(organisations, before.organisation ?? '')
      if (!before || !of) return c.notFound()
      const sent = await c.req.parseBody()
      const text = (name: string): string => (typeof sent[name] === 'string' ? sent[name].trim().slice(0, 40) : '')
      const form: RenewForm = { du: text('du'), au: text('au'), atteint: text('atteint') }
      const [from, to] = [readDay(form.du), readDay(form.au)]
      const errors: FieldError[] = [
        ...(form.atteint === 'oui' || form.atteint === 'non'
          ? []
          : [{ name: 'atteint', message: 'Dites si l’objectif est atteint : c’est ce qui permet de renouveler.' }]),
        ...(from && from > before.lastDay
          ? []
          : [{ name: 'du', message: 'Choisissez un premier jour après la fin de l’immersion.' }]),
        ...(to && (!from || to >= from)
          ? []
          : [{ name: 'au', message: 'Choisissez un dernier jour, après le premier.' }]),
      ]
      if (errors.length > 0 || !from || !to) return showRenew(c, before, form, errors)
      const renewal = { from, to, objectiveMet: form.atteint === 'oui' }
      const done = await renew(services, { before, renewal, by: prescriberOf(account, of) })
      if ('refused' in done) return showRenew(c, before, form, done.refused.map(sayIn(fieldsOfRenewal, 'du')))
      return c.redirect(addressOf('agreement', { agreement: done.agreement.id }), 303)
    })

  async function today(territoryId: string): Promise<Temporal.PlainDate> {
    return services.clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(services.db, territoryId))
      .toPlainDate()
  }

  /** The PMSMP of the address, where it may be renewed at all. */
  async function readRenewable(c: Context<Env>): Promise<Agreement | undefined> {
    const id = c.req.param('agreement') ?? ''
    const found = await guarded(services, accountOf(c), (tx) => findAgreement(tx, id))
    const stands = found && ['signed', 'running', 'completed'].includes(found.state) && found.amends === undefined
    return stands && found.scheme === 'pmsmp' && found.organisation === placeOf(c).organisation ? found : undefined
  }

  function showNew(
    c: Context<Env>,
    organisations: readonly Organisation[],
    form: ImmersionForm,
    errors: readonly FieldError[] = [],
  ): Response | Promise<Response> {
    return c.html(
      renderPage(<ImmersionNewPage account={accountOf(c)} {...{ organisations, form, errors }} />),
      errors.length > 0 ? 422 : 200,
    )
  }

  function showRenew(
    c: Context<Env>,
    agreement: Agreement,
    form: RenewForm,
    errors: readonly FieldError[] = [],
  ): Response | Promise<Response> {
    return c.html(
      renderPage(<ImmersionRenewPage account={accountOf(c)} {...{ agreement, form, errors }} />),
      errors.length > 0 ? 422 : 200,
    )
  }
}

const noticeOf = (done: string | undefined) =>
  done === 'efface' ? (
    <Notice kind="success" title="La demande est notée, la fiche est effacée">
      <p>La réponse et la preuve qu’elle a été donnée restent trois ans.</p>
    </Notice>
  ) : undefined

const chosen = (organisations: readonly Organisation[], id: string): Organisation | undefined =>
  organisations.find((each) => each.id === id)

const prescriberOf = (account: Account, organisation: Organisation): Prescriber => ({
  organisation,
  name: account.name,
  email: account.email,
  grounds: groundsOf(account, ['counsellor'], {
    territoryId: organisation.territoryId,
    organisation: organisation.id,
  }),
})

const hostErrors = {
  closed: {
    name: 'siret',
    message:
      'Le registre dit cet établissement fermé. Vérifiez le SIRET avec la structure : le siège et chaque lieu ont le leur.',
  },
  unnamed: {
    name: 'structure',
    message: 'Ce SIRET ne donne ni nom ni adresse : le registre ne le connaît pas, ou ne répond pas. Écrivez-les ici.',
  },
} as const

/** Beside which field a rule's finding stands. */
const fieldsOfNew: Readonly<Record<string, string>> = {
  age: 'naissance',
  hours: 'horaires',
  objective: 'objectif',
  dates: 'au',
}
const fieldsOfRenewal: Readonly<Record<string, string>> = { renewal: 'atteint', dates: 'au' }

/** What the law says, with its text and how to mend it. */
const sayIn =
  (fields: Readonly<Record<string, string>>, otherwise: string) =>
  ({ where, message, mend, article }: AgreementFinding): FieldError => ({
    name: fields[where.field] ?? otherwise,
    message: `${message} ${mend} (${article})`,
  })

/** The days that a renewal is most often asked for: from the next working day on, as long again, a month at most. */
function nextDays({ firstDay, lastDay }: Agreement): { readonly du: string; readonly au: string } {
  const [first, last] = [Temporal.PlainDate.from(firstDay), Temporal.PlainDate.from(lastDay)]
  const from = last.add({ days: last.dayOfWeek >= 5 ? 8 - last.dayOfWeek : 1 })
  const asLong = from.add(first.until(last))
  const month = from.add({ months: 1 }).subtract({ days: 1 })
  return { du: from.toString(), au: (Temporal.PlainDate.compare(asLong, month) < 0 ? asLong : month).toString() }
}
