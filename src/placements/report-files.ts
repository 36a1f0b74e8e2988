import { daysWords, dayWords } from '#/design/words.ts'
import { writeArchive } from '#/platform/archive.ts'
import { pdfTemplate, typesetPdf } from '#/platform/pdf.ts'
import { schemes } from '#/rules/index.ts'
import type { Answers } from './evaluation.ts'
import { hostNamesOf, type Placement, pupilNameOf } from './placement.ts'
import type { JournalLine } from './pupil-writings.ts'
import { reportParts } from './report.ts'

/** A report as it is exported: parts with their paragraphs, then the journal day by day. */
interface ReportText {
  readonly title: string
  readonly lead: string
  readonly parts: readonly { readonly title: string; readonly paragraphs: readonly string[] }[]
}

/** How a report is exported, by the end of its address. */
export const reportFormats = {
  'rapport.pdf': 'application/pdf',
  'rapport.odt': 'application/vnd.oasis.opendocument.text',
} as const
export type ReportFormat = keyof typeof reportFormats
export const isReportFormat = (text: string): text is ReportFormat => Object.hasOwn(reportFormats, text)

const template = pdfTemplate(import.meta.resolve('./report.typ'))

/** A pupil's report as a file: to print, or to go on writing elsewhere. */
export function reportFile(
  format: ReportFormat,
  placement: Placement,
  written: { readonly answers: Answers; readonly journal: readonly JournalLine[] },
  at: Temporal.Instant,
): Uint8Array {
  const text = textOf(placement, written)
  return format === 'rapport.pdf'
    ? typesetPdf(template, { ...text, foot: [text.title] }, { at }).bytes
    : openDocument(text)
}

function textOf(
  { agreement }: Placement,
  { answers, journal }: { readonly answers: Answers; readonly journal: readonly JournalLine[] },
): ReportText {
  const days = daysWords(Temporal.PlainDate.from(agreement.firstDay), Temporal.PlainDate.from(agreement.lastDay))
  const written = reportParts(agreement.scheme).map(({ name, title }) => ({
    title,
    paragraphs: (answers[name] ?? '').split(/\n+/).filter((line) => line !== ''),
  }))
  const diary = journal.map(({ day, body }) => `${dayWords(Temporal.PlainDate.from(day))} : ${body}`)
  return {
    title: `Rapport de stage de ${pupilNameOf(agreement)}`,
    lead: [
      hostNamesOf(agreement),
      days,
      agreement.content.pupil.className,
      agreement.content.school?.name,
      schemes[agreement.scheme].name,
    ]
      .filter(Boolean)
      .join(' · '),
    parts: [...written, ...(diary.length > 0 ? [{ title: 'Mon journal', paragraphs: diary }] : [])].filter(
      ({ paragraphs }) => paragraphs.length > 0,
    ),
  }
}

/** OpenDocument text, as word processors open it: one title, headings, paragraphs. */
function openDocument({ title, lead, parts }: ReportText): Uint8Array {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const body = [
    `<text:p text:style-name="Title">${escaped(title)}</text:p>`,
    `<text:p text:style-name="Subtitle">${escaped(lead)}</text:p>`,
    ...parts.flatMap((part) => [
      `<text:h text:style-name="Heading_20_1" text:outline-level="1">${escaped(part.title)}</text:h>`,
      ...part.paragraphs.map((words) => `<text:p text:style-name="Text_20_body">${escaped(words)}</text:p>`),
    ]),
  ].join('')
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  const office = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'
  const text = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'
  const type = reportFormats['rapport.odt']
  return writeArchive([
    ['mimetype', bytes(type)],
    [
      'content.xml',
      bytes(
        `${head}<office:document-content xmlns:office="${office}" xmlns:text="${text}" office:version="1.3"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
      ),
    ],
    [
      'META-INF/manifest.xml',
      bytes(
        `${head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
      ),
    ],
  ])
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What XML can hold: texts were cleaned of control signs when they were read. */
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => marks[sign] ?? '')
