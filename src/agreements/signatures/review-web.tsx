import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, placeOf, rolesOfAccount, territoryOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findSchool } from '#/territory/index.ts'
import { approveRequest } from './approve-request.ts'
import { askToSign } from './ask-to-sign.ts'
import { signRequestJob } from './jobs.ts'
import { QueuePage } from './pages/queue-page.tsx'
import { ReviewPage } from './pages/review-page.tsx'
import { progressOf, readReview } from './read-review.ts'
import { listQueue, mostInQueue } from './review-queue.ts'
import { itemsOfRequest } from './sign-request.ts'
import { findRequest, type Signer, type SigningRequest } from './signing-requests.ts'

/** A head's review: the list, what stands out first; some or all of it signed with one code; what became of each. */
export function reviewWeb(services: Services): Hono<Env> {
  const { db } = services

  async function schoolOf(c: Context<Env>) {
    const [territoryId, uai] = [territoryOf(c), c.req.param('school') ?? '']
    const school = await findSchool(db, territoryId, uai)
    return { territoryId, uai, name: school?.name ?? uai }
  }

  /** The head, or whoever they lent their role to, with the grant that says so. */
  async function signerOf(c: Context<Env>): Promise<Signer> {
    const account = accountOf(c)
    const place = placeOf(c)
    const { held } = await rolesOfAccount(db, account.id, services.clock.now())
    const grants = held.filter(
      ({ role, territoryId, scope }) =>
        role === 'head' && territoryId === place.territoryId && scope?.kind === 'school' && scope.id === place.school,
    )
    const own = grants.some(({ lentFrom }) => lentFrom === undefined)
    return {
      name: account.name,
      accountId: account.id,
      delegatedBy: own ? undefined : grants[0]?.lentFrom?.name,
      email: account.email,
      grounds: groundsOf(account, ['head'], place),
    }
  }

  /** A request of this account for this school; undefined for anybody else's. */
  async function requestOf(c: Context<Env>): Promise<SigningRequest | undefined> {
    const id = c.req.param('request') ?? ''
    const request = isId(id) ? await findRequest(db, id) : undefined
    const isTheirs =
      request?.accountId === accountOf(c).id &&
      request.territoryId === territoryOf(c) &&
      request.school === c.req.param('school')
    return isTheirs ? request : undefined
  }

  async function showQueue(c: Context<Env>, notice?: 'none' | 'held', status: 200 | 422 | 429 = 200) {
    const account = accountOf(c)
    const school = await schoolOf(c)
    const all = await guarded(services, account, (tx) =>
      listQueue(tx, { territoryId: school.territoryId, school: school.uai }),
    )
    const counts = new Map<string, { id: string; name: string; waiting: number }>()
    for (const { agreement } of all) {
      if (agreement.classId === undefined) continue
      const name = agreement.content.pupil.className ?? 'Sans classe'
      const former = counts.get(agreement.classId)
      counts.set(agreement.classId, { id: agreement.classId, name, waiting: (former?.waiting ?? 0) + 1 })
    }
    const asked = c.req.query('classe')
    const classId = asked !== undefined && counts.has(asked) ? asked : undefined
    return c.html(
      renderPage(
        <QueuePage
          signed={account}
          entries={entriesOf(account, 'classes')}
          notice={notice && notices[notice]}
          school={school}
          rows={classId === undefined ? all : all.filter(({ agreement }) => agreement.classId === classId)}
          classes={[...counts.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }))}
          classId={classId}
          maySign={holds(account, ['head'], placeOf(c))}
        />,
      ),
      status,
    )
  }

  async function showReview(
    c: Context<Env>,
    request: SigningRequest,
    errors: readonly FieldError[] = [],
    status: 200 | 422 | 429 = 200,
  ) {
    const account = accountOf(c)
    const school = await schoolOf(c)
    const lines = await readReview(db, request)
    return c.html(
      renderPage(
        <ReviewPage
          signed={account}
          entries={entriesOf(account, 'classes')}
          notice={status === 429 ? notices.codes : undefined}
          school={school}
          request={request}
          lines={lines}
          progress={request.approvedAt && progressOf(lines, addressHere(c))}
          errors={errors}
          isOpen={isOpen(request, services.clock.now())}
        />,
      ),
      status,
    )
  }

  return new Hono<Env>()
    .get(addresses.reviewQueue, (c) => showQueue(c))
    .post(addresses.reviewQueue, async (c) => {
      const school = await schoolOf(c)
      const body = await c.req.parseBody({ all: true })
      const chosen = new Set([body.conventions].flat().filter((value) => typeof value === 'string'))
      const all = body.choix === 'toutes'
      const classId = typeof body.classe === 'string' && isId(body.classe) ? body.classe : undefined
      const rows = await guarded(services, accountOf(c), (tx) =>
        listQueue(tx, { territoryId: school.territoryId, school: school.uai, classId }),
      )
      const items = rows.filter(({ agreement }) => all || chosen.has(agreement.id)).map(({ item }) => item)
      if (items.length === 0) return showQueue(c, 'none', 422)
      const id = await askToSign(services, {
        territoryId: school.territoryId,
        signer: await signerOf(c),
        items: items.slice(0, mostInQueue),
        school: school.uai,
        source: c.get('clientAddress'),
      })
      if (id === undefined) return showQueue(c, 'held', 429)
      return c.redirect(addressOf('review', { territory: school.territoryId, school: school.uai, request: id }), 303)
    })
    .get(addresses.review, async (c) => {
      const request = await requestOf(c)
      return request ? showReview(c, request) : c.notFound()
    })
    .post(addresses.review, async (c) => {
      const request = await requestOf(c)
      if (!request) return c.notFound()
      const { code } = await c.req.parseBody()
      const items = await itemsOfRequest(db, request)
      const outcome = await db.transaction().execute(async (tx) => {
        const judged = await approveRequest({ ...services, db: tx }, request, items, {
          typed: typeof code === 'string' ? code : '',
          source: c.get('clientAddress'),
          written: request.name,
        })
        // A second click finds it approved, and what is left is taken up again: each document is signed once.
        if ('approved' in judged) await services.jobs.enqueue(tx, signRequestJob, { requestId: request.id })
        return judged
      })
      if ('approved' in outcome) return c.redirect(addressHere(c), 303)
      if (outcome.why === 'held') return showReview(c, request, [], 429)
      if (outcome.why !== 'wrong') return showReview(c, (await findRequest(db, request.id)) ?? request, [], 422)
      const left = outcome.left === 1 ? 'un essai' : `${outcome.left} essais`
      return showReview(
        c,
        request,
        [{ name: 'code', message: `Ce n’est pas le bon code : il reste ${left}. Rien n’est signé.` }],
        422,
      )
    })
    .get(addresses.reviewProgress, async (c) => {
      const request = await requestOf(c)
      if (!request) return c.notFound()
      return c.json(progressOf(await readReview(db, request), addressHere(c)))
    })
}

const addressHere = (c: Context<Env>): string =>
  addressOf('review', {
    territory: c.req.param('territory') ?? '',
    school: c.req.param('school') ?? '',
    request: c.req.param('request') ?? '',
  })

const isOpen = ({ expiresAt, isDead }: SigningRequest, now: Temporal.Instant): boolean =>
  !isDead && Temporal.Instant.compare(expiresAt, now) > 0

const notices = {
  none: (
    <Notice kind="warning" title="Aucune convention n’est choisie">
      <p>Cochez celles que vous voulez signer, ou signez toute la liste. Rien n’est parti.</p>
    </Notice>
  ),
  held: (
    <Notice kind="warning" title="Plusieurs codes sont déjà partis">
      <p>Le dernier sert encore : regardez votre messagerie, ou attendez un quart d’heure. Rien n’est signé.</p>
    </Notice>
  ),
  codes: (
    <Notice kind="warning" title="Trop de codes faux ont été essayés d’ici">
      <p>Rien n’est signé. Réessayez demain, ou d’un autre endroit : votre compte reste ouvert.</p>
    </Notice>
  ),
} as const
