import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf, schoolStaff } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Answers } from './evaluation.ts'
import { issueCertificate } from './issue-certificate.ts'
import { frameOf, placementFor } from './page-frame.ts'
import { JournalPage, mostOfDay } from './pages/journal-page.tsx'
import { NoCertificatePage } from './pages/no-certificate-page.tsx'
import { HandedReportPage, ReportPage } from './pages/report-page.tsx'
import type { Placement } from './placement.ts'
import { type JournalLine, journalOf, reportOf, saveJournal, saveReport } from './pupil-writings.ts'
import { mostOfPart, reportParts } from './report.ts'
import { isReportFormat, reportFile, reportFormats } from './report-files.ts'
import { sentText } from './sent-text.ts'

const readers = ['pupil', 'representative', 'host', ...schoolStaff] as const

/** What remains in writing: the certificate, the pupil's journal and report. */
export function writingsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.certificate, async (c) => {
    const [account, placement] = [accountOf(c), await placementFor(services, c)]
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
    const placement = await placementFor(services, c)
    if (!placement) return c.notFound()
    const journal = await guarded(services, accountOf(c), (tx) => journalOf(tx, placement.agreement))
    return showJournal(c, placement, { journal, saved: c.req.query('fait') === 'note' })
  })

  app.post(addresses.placementJournal, async (c) => {
    const placement = await placementFor(services, c)
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
    const placement = await placementFor(services, c)
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
    const placement = await placementFor(services, c)
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
    const [format, placement] = [c.req.param('format'), await placementFor(services, c)]
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

/** The days on which the pupil was expected, up to today. */
const daysSoFar = ({ expected, today, phase }: Placement): readonly string[] =>
  phase === 'none' ? [] : [...new Set(expected.map(({ day }) => day))].filter((day) => day <= today.toString())

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
