import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type Agreement, findAgreement } from '#/agreements/index.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, placeOf, schoolStaff } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Answers, type EvaluationSide, judgeAnswers, readAnswers, templateFor } from './evaluation.ts'
import { evaluationsOf, saveEvaluation } from './evaluations.ts'
import { issueCertificate } from './issue-certificate.ts'
import { DeadPlacementLinkPage } from './pages/dead-link-page.tsx'
import { EvaluationPage } from './pages/evaluation-page.tsx'
import { JournalPage, mostOfDay } from './pages/journal-page.tsx'
import { NoCertificatePage } from './pages/no-certificate-page.tsx'
import { HandedReportPage, ReportPage } from './pages/report-page.tsx'
import { hostNamesOf, type Placement, pupilNameOf } from './placement.ts'
import { openPlacementLink } from './placement-links.ts'
import { type JournalLine, journalOf, reportOf, saveJournal, saveReport } from './pupil-writings.ts'
import { findPlacement, placementToday } from './read-placement.ts'
import { mostOfPart, reportParts } from './report.ts'
import { isReportFormat, reportFile, reportFormats } from './report-files.ts'
import { sentText } from './sent-text.ts'

const readers = ['pupil', 'representative', 'host', ...schoolStaff] as const

/** What remains of a placement: evaluations, certificate, the pupil's journal and report. */
export function afterWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.evaluation, async (c) => {
    const placement = await placementFor(c)
    return placement ? showEvaluation(c, placement, { saved: c.req.query('fait') === 'bilan' }) : c.notFound()
  })

  app.post(addresses.evaluation, async (c) => {
    const [account, placement] = [accountOf(c), await placementFor(c)]
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
    const opened = await openedBy(c)
    return 'page' in opened ? opened.page : showByLink(c, opened.placement, {})
  })

  app.post(addresses.placementLinkEvaluation, async (c) => {
    const opened = await openedBy(c)
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

  app.get(addresses.certificate, async (c) => {
    const [account, placement] = [accountOf(c), await placementFor(c)]
    if (!placement) return c.notFound()
    const issued = await issueCertificate(services, placement, groundsOf(account, readers, placeOf(c)))
    if ('why' in issued)
      return c.html(
        renderPage(
          <NoCertificatePage
            {...frameOf(c, placement.agreement)}
            missing={issued}
            mayMark={holds(account, ['host', ...schoolStaff], placeOf(c))}
          />,
        ),
      )
    return c.body(Uint8Array.from(issued.bytes), 200, {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="attestation.pdf"',
      'cache-control': 'private, no-store',
    })
  })

  app.get(addresses.placementJournal, async (c) => {
    const placement = await placementFor(c)
    if (!placement) return c.notFound()
    const journal = await guarded(services, accountOf(c), (tx) => journalOf(tx, placement.agreement))
    return showJournal(c, placement, { journal, saved: c.req.query('fait') === 'note' })
  })

  app.post(addresses.placementJournal, async (c) => {
    const placement = await placementFor(c)
    if (!placement) return c.notFound()
    const sent = await c.req.parseBody()
    const lines = daysSoFar(placement).flatMap((day): JournalLine[] =>
      `jour-${day}` in sent ? [{ day, body: sentText(sent[`jour-${day}`]) }] : [],
    )
    const errors = lines
      .filter(({ body }) => body.length > mostOfDay)
      .map(({ day }) => ({ name: `jour-${day}`, message: `${mostOfDay} signes au plus par jour : raccourcis un peu.` }))
    if (errors.length > 0) return showJournal(c, placement, { journal: lines, errors })
    await db.transaction().execute((tx) => saveJournal(services, tx, placement.agreement, lines))
    return c.redirect(addressOf('placementJournal', { agreement: placement.agreement.id }, { fait: 'note' }), 303)
  })

  app.get(addresses.placementReport, async (c) => {
    const placement = await placementFor(c)
    if (!placement) return c.notFound()
    const report = await guarded(services, accountOf(c), (tx) => reportOf(tx, placement.agreement))
    const props = {
      ...frameOf(c, placement.agreement),
      parts: reportParts(placement.agreement.scheme),
      answers: report?.answers ?? {},
      handed: report?.handedAt !== undefined,
    }
    if (!holds(accountOf(c), ['pupil'], placeOf(c))) return c.html(renderPage(<HandedReportPage {...props} />))
    const done = c.req.query('fait')
    const notice = done === 'remis' && props.handed ? 'handed' : done === 'garde' ? 'saved' : undefined
    return c.html(renderPage(<ReportPage {...props} notice={notice} />))
  })

  app.post(addresses.placementReport, async (c) => {
    const placement = await placementFor(c)
    if (!placement) return c.notFound()
    const { agreement } = placement
    const sent = await c.req.parseBody()
    const parts = reportParts(agreement.scheme)
    const answers = Object.fromEntries(parts.map(({ name }) => [name, sentText(sent[name])]))
    const former = await guarded(services, accountOf(c), (tx) => reportOf(tx, agreement))
    const handed = sent.faire === 'remettre' || (former?.handedAt !== undefined && sent.faire !== 'reprendre')
    const errors = errorsOf(parts, answers, handed)
    if (errors.length > 0)
      return c.html(
        renderPage(
          <ReportPage
            {...frameOf(c, agreement)}
            parts={parts}
            answers={answers}
            handed={former?.handedAt !== undefined}
            errors={errors}
            notice={undefined}
          />,
        ),
        422,
      )
    await saveReport(services, db, agreement, { answers, handed })
    const done = sent.faire === 'remettre' ? 'remis' : 'garde'
    return c.redirect(addressOf('placementReport', { agreement: agreement.id }, { fait: done }), 303)
  })

  app.get(addresses.placementReportFile, async (c) => {
    const [format, placement] = [c.req.param('format'), await placementFor(c)]
    if (!placement || !isReportFormat(format)) return c.notFound()
    // The lock gives the pupil everything, and the school what was handed in; the journal is the pupil's.
    const own = await guarded(services, accountOf(c), async (tx) => ({
      report: await reportOf(tx, placement.agreement),
      journal: await journalOf(tx, placement.agreement),
    }))
    if (!own.report) return c.notFound()
    const written = { answers: own.report.answers, journal: own.journal }
    return c.body(Uint8Array.from(reportFile(format, placement, written, clock.now())), 200, {
      'content-type': reportFormats[format],
      'content-disposition': `attachment; filename="${format}"`,
      'cache-control': 'private, no-store',
    })
  })

  return app

  async function placementFor(c: Context<Env>): Promise<Placement | undefined> {
    const agreement = await guarded(services, accountOf(c), (tx) => findAgreement(tx, c.req.param('agreement') ?? ''))
    return agreement && agreement.amends === undefined ? placementToday(services, db, agreement) : undefined
  }

  async function openedBy(
    c: Context<Env>,
  ): Promise<{ readonly page: Response } | { readonly placement: Placement; readonly name: string }> {
    const link = await openPlacementLink(services, c.req.param('token') ?? '')
    if ('dead' in link)
      return {
        page: await c.html(renderPage(<DeadPlacementLinkPage {...link} />), link.dead === 'unknown' ? 404 : 410),
      }
    const placement = await findPlacement(services, db, link.agreementId)
    return placement ? { placement, name: link.name } : { page: await c.notFound() }
  }

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

  function showJournal(
    c: Context<Env>,
    placement: Placement,
    {
      journal,
      errors = [],
      saved = false,
    }: { readonly journal: readonly JournalLine[]; readonly errors?: readonly FieldError[]; readonly saved?: boolean },
  ) {
    const bodies = new Map(journal.map(({ day, body }) => [day, body]))
    const lines = daysSoFar(placement)
      .toReversed()
      .map((day) => ({ day, body: bodies.get(day) ?? '' }))
    return c.html(
      renderPage(
        <JournalPage
          {...frameOf(c, placement.agreement)}
          lines={lines}
          today={placement.today.toString()}
          errors={errors}
          saved={saved}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

const isBegun = ({ phase }: Placement): boolean => phase === 'during' || phase === 'after'

/** The days on which the pupil was expected, up to today. */
const daysSoFar = ({ expected, today, phase }: Placement): readonly string[] =>
  phase === 'none' ? [] : [...new Set(expected.map(({ day }) => day))].filter((day) => day <= today.toString())

const aboutOf = (agreement: Agreement): string => `${pupilNameOf(agreement)}, ${hostNamesOf(agreement)}`

/** On which side this account answers; undefined for a family. */
function sideOf(c: Context<Env>): EvaluationSide | undefined {
  const [account, place] = [accountOf(c), placeOf(c)]
  if (holds(account, ['pupil'], place)) return 'pupil'
  if (holds(account, ['host'], place)) return 'host'
  return holds(account, schoolStaff, place) ? 'teacher' : undefined
}

function frameOf(c: Context<Env>, agreement: Agreement) {
  const account = accountOf(c)
  const side = sideOf(c)
  const at = side === 'pupil' ? 'myPlacement' : side === 'host' ? 'myHost' : side === 'teacher' ? 'classes' : 'myFamily'
  return {
    signed: { name: account.name },
    entries: entriesOf(account, at),
    agreementId: agreement.id,
    about: aboutOf(agreement),
  }
}

function errorsOf(parts: ReturnType<typeof reportParts>, answers: Answers, handed: boolean): readonly FieldError[] {
  const long = parts
    .filter(({ name }) => (answers[name] ?? '').length > mostOfPart)
    .map(({ name, title }) => ({
      name,
      message: `${title} : ${mostOfPart} signes au plus, raccourcis un peu. Rien n’est perdu.`,
    }))
  const [first] = parts
  const isEmpty = Object.values(answers).every((text) => text === '')
  return handed && isEmpty && first
    ? [{ name: first.name, message: 'Écris au moins une partie avant de remettre ton rapport.' }]
    : long
}
