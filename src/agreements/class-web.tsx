import { PDF } from '@libpdf/core'
import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { countWords, dayWords, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { isTableFormat, tableFormats, writeTable } from '#/platform/write-table.ts'
import { findClass, fullName, type SchoolClass } from '#/pupils/index.ts'
import { findSchool } from '#/territory/index.ts'
import { findVersion } from './document/index.ts'
import { keepers } from './handling.ts'
import { ClassAgreementsPage, classFilters } from './pages/class-agreements-page.tsx'
import { stateWords } from './placement-words.ts'
import { type ClassAgreements, readClassAgreements } from './read-class-agreements.ts'
import { remindClass } from './remind-agreements.ts'
import { waitingWords } from './waiting-words.ts'

/** The agreements of a class: who blocks, what to do about it, and the list to take away. */
export function classAgreementsWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>()
    .get(addresses.classAgreements, async (c) => {
      const [account, read] = [accountOf(c), await readClass(c)]
      if (!read) return c.notFound()
      const { of, agreements } = read
      return c.html(
        renderPage(
          <ClassAgreementsPage
            account={account}
            of={of}
            schoolName={(await findSchool(db, of.territoryId, of.school))?.name ?? of.school}
            agreements={agreements}
            only={classFilters.find((name) => name === c.req.query('montrer'))}
            notice={remindedNotice(c.req.query('relances'))}
          />,
        ),
      )
    })
    .post(addresses.classAgreementsRemind, async (c) => {
      const { territoryId } = placeOf(c)
      const classId = c.req.param('class')
      const by = { kind: 'school' as const, grounds: groundsOf(accountOf(c), keepers, placeOf(c)) }
      const reminded = await remindClass(services, { territoryId, classId, by })
      return c.redirect(addressOf('classAgreements', { class: classId }, { relances: String(reminded) }), 303)
    })
    .get(addresses.classAgreementsFile, async (c) => {
      const read = await readClass(c)
      const format = c.req.param('format')
      if (!read) return c.notFound()
      if (format === 'pdf') return documents(c, read.agreements)
      if (!isTableFormat(format)) return c.notFound()
      const bytes = await writeTable(format, 'Conventions', listOf(read.agreements))
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': tableFormats[format].type,
        'content-disposition': `attachment; filename="conventions.${format}"`,
      })
    })

  async function readClass(
    c: Context<Env>,
  ): Promise<{ readonly of: SchoolClass; readonly agreements: ClassAgreements } | undefined> {
    const of = await findClass(db, c.req.param('class') ?? '')
    if (!of) return undefined
    const agreements = await guarded(services, accountOf(c), (tx) => readClassAgreements(tx, of))
    return { of, agreements }
  }

  /** Every frozen document that is being signed, one after the other, to be printed at once. */
  async function documents(c: Context<Env>, { rows }: ClassAgreements): Promise<Response> {
    const files: Uint8Array[] = []
    for (const { agreement } of rows) {
      if (agreement.state !== 'signing') continue
      const { territoryId, id: agreementId, version } = agreement
      const frozen = await findVersion(db, { territoryId, agreementId, version })
      const bytes = frozen && (await services.files.get(frozen.pdfSha256))
      if (bytes) files.push(bytes)
    }
    if (files.length === 0) return c.notFound()
    const merged = await (await PDF.merge(files)).save()
    return c.body(new Uint8Array(merged), 200, {
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="conventions.pdf"',
    })
  }
}

/** The list as a table: nothing about health, no address, no number. */
function listOf({ rows, without }: ClassAgreements): readonly (readonly string[])[] {
  return [
    ['Élève', 'Structure', 'Du', 'Au', 'État', 'Attend', 'Papier'],
    ...rows.map(({ agreement, name, waiting, onPaper }) => [
      name,
      agreement.content.hosts[0].name,
      dayWords(Temporal.PlainDate.from(agreement.firstDay), { year: true, weekday: false }),
      dayWords(Temporal.PlainDate.from(agreement.lastDay), { year: true, weekday: false }),
      stateWords(agreement),
      waitingWords(waiting, agreement.scheme),
      onPaper || agreement.source === 'outside' ? 'oui' : '',
    ]),
    ...without.map((pupil) => [fullName(pupil), '', '', '', 'sans convention', '', '']),
  ]
}

function remindedNotice(given: string | undefined): ComponentChildren {
  if (given === undefined || !/^\d{1,3}$/.test(given)) return undefined
  const count = Number(given)
  return count === 0 ? (
    <Notice kind="info" title="Personne à relancer aujourd’hui">
      <p>Tous ceux que l’on attend ont déjà été relancés aujourd’hui, ou n’ont pas d’adresse.</p>
    </Notice>
  ) : (
    <Notice kind="success" title={countWords(count, 'convention relancée', 'conventions relancées')}>
      <p>Une relance par jour au plus : la suivante sera possible demain.</p>
    </Notice>
  )
}
