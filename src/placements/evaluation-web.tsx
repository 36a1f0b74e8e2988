import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Answers, judgeAnswers, readAnswers, templateFor } from './evaluation.ts'
import { evaluationsOf, saveEvaluation } from './evaluations.ts'
import { placementByLink } from './link-page.tsx'
import { aboutOf, frameOf, placementFor, sideOf } from './page-frame.ts'
import { EvaluationPage } from './pages/evaluation-page.tsx'
import type { Placement } from './placement.ts'

/** How a placement went, as each side says it: with an account, or by the link of a mail. */
export function evaluationWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.evaluation, async (c) => {
    const placement = await placementFor(services, c)
    return placement ? showEvaluation(c, placement, { saved: c.req.query('fait') === 'bilan' }) : c.notFound()
  })

  app.post(addresses.evaluation, async (c) => {
    const [account, placement] = [accountOf(c), await placementFor(services, c)]
    const side = sideOf(c)
    if (!placement || !side || !isBegun(placement)) return c.notFound()
    const { agreement } = placement
    const template = templateFor(side, agreement.scheme)
    const answers = readAnswers(template.questions, await c.req.parseBody())
    const errors = judgeAnswers(template, answers)
    if (errors.length > 0) return showEvaluation(c, placement, { answers, errors })
    await saveEvaluation(services, db, {
      agreement,
      evaluation: { side, template: template.id, answers },
      by: { account: account.id, name: account.name },
    })
    return c.redirect(addressOf('evaluation', { agreement: agreement.id }, { fait: 'bilan' }), 303)
  })

  app.get(addresses.placementLinkEvaluation, async (c) => {
    const opened = await placementByLink(services, c)
    return 'page' in opened ? opened.page : showByLink(c, opened.placement, {})
  })

  app.post(addresses.placementLinkEvaluation, async (c) => {
    const opened = await placementByLink(services, c)
    if ('page' in opened) return opened.page
    const { placement, name } = opened
    if (!isBegun(placement)) return c.notFound()
    const template = templateFor('host', placement.agreement.scheme)
    const answers = readAnswers(template.questions, await c.req.parseBody())
    const errors = judgeAnswers(template, answers)
    if (errors.length > 0) return showByLink(c, placement, { answers, errors })
    await saveEvaluation(services, db, {
      agreement: placement.agreement,
      evaluation: { side: 'host', template: template.id, answers },
      by: { account: undefined, name },
    })
    return c.redirect(addressOf('placementLink', { token: c.req.param('token') }, { fait: 'evaluated' }), 303)
  })

  return app

  interface Shown {
    readonly answers?: Answers
    readonly errors?: readonly FieldError[]
    readonly saved?: boolean
  }

  async function showEvaluation(c: Context<Env>, placement: Placement, shown: Shown): Promise<Response> {
    const { agreement } = placement
    const all = await guarded(services, accountOf(c), (tx) => evaluationsOf(tx, agreement))
    const side = sideOf(c)
    const own = all.find((each) => each.side === side)
    const { errors = [], saved = false } = shown
    const { about, signed, entries } = frameOf(c, agreement)
    return c.html(
      renderPage(
        <EvaluationPage
          about={about}
          signed={signed}
          entries={entries}
          form={side && { template: templateFor(side, agreement.scheme), answers: shown.answers ?? own?.answers ?? {} }}
          others={all.filter((each) => each.side !== side)}
          action={addressOf('evaluation', { agreement: agreement.id })}
          isOpen={isBegun(placement)}
          saved={saved}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showByLink(c: Context<Env>, placement: Placement, { answers, errors = [] }: Shown): Promise<Response> {
    const { agreement } = placement
    const own = (await evaluationsOf(db, agreement)).find(({ side }) => side === 'host')
    return c.html(
      renderPage(
        <EvaluationPage
          about={aboutOf(agreement)}
          form={{ template: templateFor('host', agreement.scheme), answers: answers ?? own?.answers ?? {} }}
          others={[]}
          action={addressOf('placementLinkEvaluation', { token: c.req.param('token') ?? '' })}
          isOpen={isBegun(placement)}
          saved={false}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

const isBegun = ({ phase }: Placement): boolean => phase === 'during' || phase === 'after'
