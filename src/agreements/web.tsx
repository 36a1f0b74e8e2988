import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, placeOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { amendAgreement, amendableFields } from './amend-agreement.ts'
import { classAgreementsWeb } from './class-web.tsx'
import { fillingWeb } from './filling-web.tsx'
import { actorOf, mayOverride, sentFields } from './handling.ts'
import { AgreementPage } from './pages/agreement-page.tsx'
import { AmendPage } from './pages/amend-page.tsx'
import { type ReplaceForm, ReplacePage } from './pages/replace-page.tsx'
import { StopPage } from './pages/stop-page.tsx'
import { type AgreementView, readAgreementView, viewerOf } from './read-agreement.ts'
import { remindAgreement } from './remind-agreements.ts'
import { replaceHost } from './replace-host.ts'
import { reviseAgreement } from './revise-agreement.ts'
import { sendToSign } from './send-to-sign.ts'
import { hasSigned } from './signatures/circuit.ts'
import { signersOf } from './signatures/who-signs.ts'
import { stopAgreement, stopFrom } from './stop-agreement.ts'

const noReplace: ReplaceForm = { siret: '', name: '', address: '', contactName: '', email: '', from: '' }

/** The pages of agreements: each one's own, its parts, its amendments, and a class's. */
export function agreementsWeb(services: Services): Hono<Env> {
  const pageOf = (c: Context<Env>, done?: string): string =>
    addressOf('agreement', { agreement: c.req.param('agreement') ?? '' }, { fait: done })

  return new Hono<Env>()
    .get(addresses.agreement, (c) => show(c, { notice: doneNotice(c.req.query('fait')) }))
    .post(addresses.agreementSend, async (c) => {
      const [account, place, fields] = [accountOf(c), placeOf(c), await sentFields(c)]
      const view = await read(c)
      if (!view) return c.notFound()
      const reasons = Object.fromEntries(
        view.agreement.findings.map(({ rule }) => [rule, fields(`raison-${rule}`) ?? '']),
      )
      const sent = await sendToSign(services, {
        agreementId: view.agreement.id,
        by: actorOf(c),
        mayOverride: mayOverride(account, place),
        name: account.name,
        reasons,
      })
      if (!('why' in sent)) return c.redirect(pageOf(c, 'envoyee'), 303)
      if (sent.why === 'unknown') return c.notFound()
      if (sent.why === 'changed')
        return sent.agreement.state === 'signing'
          ? c.redirect(pageOf(c, 'envoyee'), 303)
          : show(c, { notice: changedNotice, status: 409 })
      return show(c, {
        notice:
          sent.why === 'reason' ? (
            <Notice kind="error" title="La raison ne peut pas être gardée">
              <p>Écrivez entre 10 et 500 signes, ou demandez à la direction de lever l’alerte. Rien n’est parti.</p>
            </Notice>
          ) : (
            <Notice kind="error" title="Une règle s’y oppose encore">
              <p>Voyez ci-dessous ce qui ne va pas et comment y remédier. Rien n’est parti, rien n’est perdu.</p>
            </Notice>
          ),
        status: 422,
      })
    })
    .post(addresses.agreementRemind, async (c) => {
      const isNew = await remindAgreement(services, { agreementId: c.req.param('agreement'), by: actorOf(c) })
      return c.redirect(pageOf(c, isNew ? 'relance' : 'deja'), 303)
    })
    .post(addresses.agreementRevise, async (c) => {
      const revised = await reviseAgreement(services, { agreementId: c.req.param('agreement'), by: actorOf(c) })
      if ('why' in revised && revised.why === 'unknown') return c.notFound()
      return c.redirect(pageOf(c, 'why' in revised && revised.agreement.state !== 'filled' ? 'change' : 'reprise'), 303)
    })
    .get(addresses.agreementStop, (c) => showStop(c, { raison: '', mots: '', jour: '' }, []))
    .post(addresses.agreementStop, async (c) => {
      const fields = await sentFields(c)
      const form = { raison: fields('raison') ?? '', mots: fields('mots') ?? '', jour: fields('jour') ?? '' }
      const stopped = await stopAgreement(services, {
        agreementId: c.req.param('agreement'),
        by: actorOf(c),
        reason: form.raison,
        words: form.mots,
        lastDay: form.jour,
      })
      if ('field' in stopped) return showStop(c, form, [{ name: stopped.field, message: stopErrors[stopped.field] }])
      if ('why' in stopped && stopped.why === 'unknown') return c.notFound()
      return c.redirect(pageOf(c, 'why' in stopped ? 'change' : 'arretee'), 303)
    })
    .get(addresses.agreementAmend, (c) => showAmend(c, {}, []))
    .post(addresses.agreementAmend, async (c) => {
      const answers = await sentFields(c)
      const amended = await amendAgreement(services, {
        agreementId: c.req.param('agreement'),
        by: actorOf(c),
        answers,
      })
      if ('amendment' in amended)
        return c.redirect(addressOf('agreement', { agreement: amended.amendment.id }, { fait: 'avenant' }), 303)
      const names = ['from', 'to', ...amendableFields.map(({ name }) => name)]
      const typed = Object.fromEntries(names.map((name) => [name, answers(name) ?? '']))
      if ('errors' in amended) return showAmend(c, typed, amended.errors)
      if (amended.why === 'nothing')
        return showAmend(c, typed, [
          { name: 'from', message: 'Rien de ce qui se signe n’a changé : changez d’abord quelque chose.' },
        ])
      return amended.why === 'unknown' ? c.notFound() : c.redirect(pageOf(c, 'change'), 303)
    })
    .get(addresses.agreementReplace, (c) => showReplace(c, noReplace, []))
    .post(addresses.agreementReplace, async (c) => {
      const fields = await sentFields(c)
      const form: ReplaceForm = {
        siret: fields('siret') ?? '',
        name: fields('name') ?? '',
        address: fields('address') ?? '',
        contactName: fields('contactName') ?? '',
        email: fields('email') ?? '',
        from: fields('from') ?? '',
      }
      const replaced = await replaceHost(services, {
        agreementId: c.req.param('agreement'),
        by: actorOf(c),
        host: form,
      })
      if ('agreement' in replaced)
        return c.redirect(addressOf('agreement', { agreement: replaced.agreement.id }, { fait: 'remplacee' }), 303)
      if ('errors' in replaced) return showReplace(c, form, replaced.errors)
      return replaced.why === 'unknown' ? c.notFound() : c.redirect(pageOf(c, 'change'), 303)
    })
    .route('/', fillingWeb(services))
    .route('/', classAgreementsWeb(services))

  function read(c: Context<Env>): Promise<AgreementView | undefined> {
    const account = accountOf(c)
    const viewer = viewerOf(account, placeOf(c))
    return guarded(services, account, (tx) => readAgreementView(services, tx, c.req.param('agreement') ?? '', viewer))
  }

  interface Extras {
    readonly notice?: ComponentChildren
    readonly status?: 200 | 409 | 422
  }

  async function show(c: Context<Env>, { notice, status = 200 }: Extras): Promise<Response> {
    const [account, view] = [accountOf(c), await read(c)]
    if (!view) return c.notFound()
    const [own] = await signersOf(services, account, placeOf(c), view.signatories)
    const isSigning = view.agreement.state === 'signing'
    const awaitsMe = isSigning && own !== undefined && !hasSigned(own.signatory)
    return c.html(
      renderPage(
        <AgreementPage
          view={view}
          powers={{
            mayOverride: mayOverride(account, placeOf(c)),
            signs: awaitsMe && !own.signatory.takesNote,
            notes: awaitsMe && own.signatory.takesNote,
            attests: isSigning && holds(account, ['head', 'ddfpt', 'secretary', 'counsellor'], placeOf(c)),
          }}
          signed={{ name: account.name }}
          entries={entriesOf(account, 'agreement')}
          notice={notice}
        />,
      ),
      status,
    )
  }

  async function showStop(
    c: Context<Env>,
    form: { readonly raison: string; readonly mots: string; readonly jour: string },
    errors: readonly FieldError[],
  ): Promise<Response> {
    const [account, view] = [accountOf(c), await read(c)]
    if (!view) return c.notFound()
    const what = stopFrom(view.agreement.state, view.viewer)
    if (!what) return c.redirect(pageOf(c, 'change'), 303)
    return c.html(
      renderPage(
        <StopPage
          view={view}
          what={what}
          form={form}
          errors={errors}
          action={addressOf('agreementStop', { agreement: view.agreement.id })}
          back={pageOf(c)}
          signed={{ name: account.name }}
          entries={entriesOf(account, 'agreementStop')}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showAmend(
    c: Context<Env>,
    typed: Readonly<Record<string, string>>,
    errors: readonly FieldError[],
  ): Promise<Response> {
    const [account, view] = [accountOf(c), await read(c)]
    if (!view) return c.notFound()
    const { agreement } = view
    if (agreement.amends !== undefined || (agreement.state !== 'signed' && agreement.state !== 'running'))
      return c.redirect(pageOf(c, 'change'), 303)
    return c.html(
      renderPage(
        <AmendPage
          agreement={agreement}
          typed={typed}
          errors={errors}
          action={addressOf('agreementAmend', { agreement: agreement.id })}
          back={pageOf(c)}
          signed={{ name: account.name }}
          entries={entriesOf(account, 'agreementAmend')}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showReplace(c: Context<Env>, form: ReplaceForm, errors: readonly FieldError[]): Promise<Response> {
    const [account, view] = [accountOf(c), await read(c)]
    if (!view) return c.notFound()
    const { agreement, today } = view
    const from = agreement.firstDay > today.toString() ? agreement.firstDay : today.toString()
    return c.html(
      renderPage(
        <ReplacePage
          agreement={agreement}
          form={errors.length > 0 ? form : { ...form, from }}
          errors={errors}
          action={addressOf('agreementReplace', { agreement: agreement.id })}
          back={pageOf(c)}
          signed={{ name: account.name }}
          entries={entriesOf(account, 'agreementReplace')}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

const stopErrors = {
  raison: 'Choisissez une raison. Rien n’est arrêté.',
  mots: '400 signes au plus pour le mot. Rien n’est arrêté.',
  jour: 'Choisissez un jour entre le premier et le dernier. Rien n’est arrêté.',
} as const

const changedNotice = (
  <Notice kind="warning" title="La convention a changé entre-temps">
    <p>Voici où elle en est. Rien de ce que vous venez de demander n’a été fait.</p>
  </Notice>
)

const closedNotice = (
  <Notice kind="info" title="La convention ne se complète plus">
    <p>Elle est partie à la signature, ou terminée. Pour la changer, appelez l’établissement.</p>
  </Notice>
)

const done: Readonly<Record<string, { readonly title: string; readonly words: string }>> = {
  garde: {
    title: 'C’est gardé',
    words: 'Ce qui est écrit n’est plus à écrire.',
  },
  envoyee: {
    title: 'Envoyée à la signature',
    words: 'Chacun reçoit de quoi lire et signer. Vous voyez ici qui a signé.',
  },
  relance: { title: 'Relance envoyée', words: 'Une seule par jour : la suivante sera possible demain.' },
  deja: { title: 'Déjà relancé aujourd’hui', words: 'Rien n’est parti de plus. Vous pourrez relancer demain.' },
  reprise: {
    title: 'Reprise pour être modifiée',
    words: 'Changez ce qui doit l’être, puis envoyez-la de nouveau : seules les personnes concernées signeront.',
  },
  arretee: { title: 'C’est noté', words: 'Les personnes concernées sont prévenues.' },
  avenant: { title: 'Avenant préparé', words: 'Relisez-le, puis envoyez-le à la signature.' },
  remplacee: { title: 'Nouvelle convention préparée', words: 'La nouvelle structure reçoit de quoi la compléter.' },
}

function doneNotice(what: string | undefined): ComponentChildren {
  if (what === 'change') return changedNotice
  if (what === 'ferme') return closedNotice
  const said = what === undefined ? undefined : done[what]
  return (
    said && (
      <Notice kind="success" title={said.title}>
        <p>{said.words}</p>
      </Notice>
    )
  )
}
