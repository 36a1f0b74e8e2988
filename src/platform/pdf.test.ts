import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PdfTemplate, TypesettingError, typesetPdf } from './pdf.ts'

const at = Temporal.Instant.from('2026-06-01T08:00:00Z')
const template: PdfTemplate = {
  name: 'example.typ',
  source: `#import "/frame.typ": *
#show: paper.with(title: data.title, foot: (data.title,))
= #data.title
== Personnes
#facts(data.facts)
#table(columns: 2, table.header([Jour], [Heures]), ..data.days.flatten())
#prose(data.prose)
`,
}
const data = {
  title: 'Attestation de stage',
  facts: [
    ['Élève', 'Léa Nguyễn-Œuvré'],
    ['Tuteur', null],
  ],
  days: [['lundi 15 juin', '8 h 30 – 12 h']],
  prose: ['Une « phrase » : l’élève vient.', ['premier', 'second']],
}
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

test('a document is archival and readable aloud, with its language and title, the same bytes for the same data and instant', () => {
  const { bytes, pages } = typesetPdf(template, data, { at })
  assert.equal(pages, 1)
  const text = latin(bytes)
  for (const sign of [
    '<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>',
    '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>',
    '/DisplayDocTitle true',
    '/Lang (fr-FR)',
    '/Marked true',
  ])
    assert.ok(text.includes(sign), sign)
  assert.deepEqual(typesetPdf(template, data, { at }).bytes, bytes)
  assert.notDeepEqual(typesetPdf(template, { ...data, title: 'Autre' }, { at }).bytes, bytes)
})

test('what people wrote is never source, and a sign without a typeface never stops a document', () => {
  for (const title of [
    '#panic("x") $x$ *a* @b <c> \\ ] [ "',
    '= Titre\n#read("/etc/passwd")',
    '李娜 🎓 عائشة \u0007\r\n\ud800',
  ])
    assert.equal(typesetPdf(template, { ...data, title }, { at }).pages, 1, title)
})

test('a template that is wrong is an error that names no data', () => {
  const bad = { name: 'bad.typ', source: '#import "/frame.typ": *\n#show: paper\n= T\n==== Saute\n#data.title' }
  assert.throws(
    () => typesetPdf(bad, data, { at }),
    (error) => error instanceof TypesettingError && !error.message.includes('Attestation'),
  )
  assert.throws(() => typesetPdf({ name: 'x.typ', source: '#nothing' }, data, { at }), TypesettingError)
})
