import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, placeOf } from '#/identity/index.ts'
import { guarded, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from './agreement.ts'
import { fieldsOf, isPart, missingFields, type Part } from './fields.ts'
import { type FillLink, openFillLink } from './fill-links.ts'
import { actorOf, sentFields } from './handling.ts'
import type { Actor } from './move-agreement.ts'
import { DeadFillLinkPage } from './pages/dead-fill-link-page.tsx'
import { FillPage } from './pages/fill-page.tsx'
import { type AgreementView, partOf, readAgreementView, viewerOf } from './read-agreement.ts'
import { saveHealth } from './save-health.ts'
import { type PartSaved, savePart } from './save-part.ts'

/** A part of an agreement, asked of the one who knows it: from their account, or by the link of a mail. */
export function fillingWeb(services: Services): Hono<Env> {
  return new Hono<Env>()
    .get(addresses.agreementFill, async (c) => {
      const asked = await askedPart(c)
      if (!asked) return c.notFound()
      const { agreement, viewer } = asked.view
      const isMine = isOpen(agreement) || (agreement.state === 'signing' && viewer === 'school')
      return isMine
        ? show(c, asked)
        : c.redirect(addressOf('agreement', { agreement: agreement.id }, { fait: 'ferme' }), 303)
    })
    .post(addresses.agreementFill, async (c) => {
      const asked = await askedPart(c)
      if (!asked) return c.notFound()
      const { part, view } = asked
      const answers = await sentFields(c)
      const saved = await savePart(services, { agreementId: view.agreement.id, part, by: actorOf(c), answers })
      const back = addressOf('agreement', { agreement: view.agreement.id })
      if ('agreement' in saved && 'errors' in saved) {
        if (asked.health && isOpen(saved.agreement)) await keepHealth(saved.agreement, answers('pai'))
        if (saved.errors.length === 0) return c.redirect(`${back}?fait=garde`, 303)
      }
      if ('why' in saved && saved.why === 'unknown') return c.notFound()
      if ('why' in saved && saved.why === 'closed') return c.redirect(`${back}?fait=ferme`, 303)
      return show(c, asked, { saved, answers })
    })
    .get(addresses.fillLink, async (c) => {
      const link = await openFillLink(services, c.req.param('token'))
      if ('dead' in link) return dead(c, link)
      await record(services, services.db, {
        ...linkActor(link.part).grounds,
        territoryId: link.agreement.territoryId,
        what: 'agreement.read',
        about: { kind: 'agreement', id: link.agreement.id },
        pupilId: link.agreement.pupilId,
      })
      return showLink(c, link)
    })
    .post(addresses.fillLink, async (c) => {
      const token = c.req.param('token')
      const link = await openFillLink(services, token)
      if ('dead' in link) return dead(c, link)
      const answers = await sentFields(c)
      const { part, agreement } = link
      const saved = await savePart(services, { agreementId: agreement.id, part, by: linkActor(part), answers })
      if ('agreement' in saved && 'errors' in saved) {
        if (part === 'family' && isOpen(saved.agreement)) await keepHealth(saved.agreement, answers('pai'))
        if (saved.errors.length === 0) return c.redirect(`${addressOf('fillLink', { token })}?fait=garde`, 303)
      }
      if ('why' in saved && saved.why === 'unknown') return c.notFound()
      return showLink(c, link, { saved, answers })
    })

  interface Asked {
    readonly view: AgreementView
    readonly part: Part
    readonly health: boolean
  }

  /** The part that the address names, where it is this person's to fill: a school may fill any, the others their own. */
  async function askedPart(c: Context<Env>): Promise<Asked | undefined> {
    const [account, id, part] = [accountOf(c), c.req.param('agreement') ?? '', c.req.param('part') ?? '']
    const viewer = viewerOf(account, placeOf(c))
    const view = await guarded(services, account, (tx) => readAgreementView(services, tx, id, viewer))
    if (!view || !isPart(part)) return undefined
    if (viewer !== 'school' && partOf(view) !== part) return undefined
    return { view, part, health: part === 'family' && viewer !== 'school' }
  }

  interface Again {
    readonly saved: PartSaved
    readonly answers: (name: string) => string | undefined
  }

  function show(c: Context<Env>, { view, part, health }: Asked, again?: Again): Response | Promise<Response> {
    const account = accountOf(c)
    const agreement = again && 'agreement' in again.saved ? again.saved.agreement : view.agreement
    const { errors, notice, typed } = replies(agreement, part, again)
    return c.html(
      renderPage(
        <FillPage
          agreement={agreement}
          part={part}
          action={addressOf('agreementFill', { agreement: agreement.id, part })}
          back={addressOf('agreement', { agreement: agreement.id })}
          signed={{ name: account.name }}
          entries={entriesOf(account, 'agreementFill')}
          typed={typed}
          errors={errors}
          notice={notice}
          health={{ asked: health && isOpen(agreement), hasPlan: view.hasPlan }}
          mending={agreement.state === 'signing'}
        />,
      ),
      again ? 422 : 200,
    )
  }

  async function showLink(c: Context<Env>, link: FillLink, again?: Again): Promise<Response> {
    const { part } = link
    const agreement = again && 'agreement' in again.saved ? again.saved.agreement : link.agreement
    const { errors, notice, typed } = replies(agreement, part, again)
    const lacking = missingFields(agreement.content).filter((field) => field.part === part)
    const kept = c.req.query('fait') === 'garde' && !again
    const health =
      part === 'family'
        ? await services.db
            .selectFrom('agreement_health')
            .select('has_plan')
            .where('territory_id', '=', agreement.territoryId)
            .where('agreement_id', '=', agreement.id)
            .executeTakeFirst()
        : undefined
    return c.html(
      renderPage(
        <FillPage
          agreement={agreement}
          part={part}
          action={addressOf('fillLink', { token: c.req.param('token') ?? '' })}
          back={undefined}
          entries={[]}
          typed={typed}
          errors={errors}
          notice={
            kept ? (
              <Notice kind="success" title={lacking.length === 0 ? 'Merci, votre partie est complète' : 'C’est gardé'}>
                <p>
                  {lacking.length === 0
                    ? 'L’établissement vérifie, puis vous recevrez de quoi signer. Vous pouvez fermer cette page.'
                    : `Il manque encore : ${lacking
                        .slice(0, 4)
                        .map(({ label }) => label.toLowerCase())
                        .join(', ')}.`}
                </p>
              </Notice>
            ) : (
              notice
            )
          }
          health={{ asked: part === 'family' && isOpen(agreement), hasPlan: health?.has_plan }}
          mending={false}
        />,
      ),
      again ? ('why' in again.saved ? 409 : 422) : 200,
    )
  }

  async function keepHealth(agreement: Agreement, given: string | undefined): Promise<void> {
    if (given === 'oui' || given === 'non') await saveHealth(services.db, agreement, given === 'oui')
  }
}

/** What the page says back: errors and what was typed with them, or why nothing could be kept. */
function replies(
  { scheme }: Agreement,
  part: Part,
  again: { readonly saved: PartSaved; readonly answers: (name: string) => string | undefined } | undefined,
): {
  readonly errors: readonly FieldError[]
  readonly notice: ComponentChildren
  readonly typed: Readonly<Record<string, string>>
} {
  if (!again) return { errors: [], notice: undefined, typed: {} }
  const { saved, answers } = again
  const typed = Object.fromEntries(
    fieldsOf(part, scheme).flatMap(({ name }) => {
      const value = answers(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  if ('errors' in saved) return { errors: saved.errors, notice: undefined, typed }
  const notice =
    saved.why === 'substantive' ? (
      <Notice kind="warning" title="Cela change ce que les autres signent">
        <p>
          Vous avez changé {saved.about.join(', ')}. Reprenez d’abord la convention depuis sa page : seules les
          personnes concernées signeront de nouveau. Rien n’a été changé.
        </p>
      </Notice>
    ) : (
      <Notice kind="warning" title="La convention est partie à la signature">
        <p>Elle ne se modifie plus ici. Pour la changer, appelez l’établissement. Rien n’a été changé.</p>
      </Notice>
    )
  return { errors: [], notice, typed }
}

const isOpen = ({ state }: Agreement): boolean => state === 'draft' || state === 'filled' || state === 'checked'

/** Someone who came by the link of a mail. */
const linkActor = (part: Part): Actor => ({
  kind: part,
  party: part === 'family' ? 'representative' : part === 'host' ? 'host' : 'head',
  grounds: {
    by: undefined,
    role: part === 'family' ? 'representative' : part === 'host' ? 'host' : 'secretary',
    why: 'link',
  },
})

const dead = (c: Context<Env>, link: Parameters<typeof DeadFillLinkPage>[0]): Response | Promise<Response> =>
  c.html(renderPage(<DeadFillLinkPage {...link} />), link.dead === 'unknown' ? 404 : 410)
