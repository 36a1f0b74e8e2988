import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync, zipSync } from 'fflate'
import { writeOds } from 'hucre/ods'
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { ProblemList, sayProblem } from './input-problems.ts'
import { isWorkbook, readSheets, readWorkbook } from './workbook.ts'

const file = 'offres.xlsx'

async function read(bytes: Uint8Array) {
  const problems = new ProblemList()
  const { columns, rows } = await readWorkbook({ name: file, bytes }, [], problems)
  return {
    said: problems.problems.map(sayProblem),
    lines: rows.map((row) => [row.line, ...columns.map((column) => row.cell(column))]),
  }
}

const sheet = (rows: CellValue[][], more: Partial<WriteSheet> = {}): WriteSheet => ({ name: 'Offres', rows, ...more })
const writers = [
  { kind: 'XLSX', write: writeXlsx },
  { kind: 'ODS', write: writeOds },
]
/** The archive again, with some of its files changed. */
const altered = (bytes: Uint8Array, change: (path: string, text: string) => string): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([path, content]) => [
        path,
        new TextEncoder().encode(change(path, new TextDecoder().decode(content))),
      ]),
    ),
  )

for (const { kind, write } of writers) {
  test(`the filled sheet of a workbook reads as it shows, line by line (${kind})`, async () => {
    const day = new Date(Temporal.Instant.from('2026-06-15T00:00:00Z').epochMilliseconds)
    const bytes = await write({
      sheets: [
        sheet(
          [
            ['Titre', 'Places', 'Jour', 'Prix', 'Ouvert'],
            ['Voir\nici', ' 2026-W25:2 ', day, 0.1 + 0.2, true],
            [],
            ['=1+1', null, null, 12],
          ],
          {
            cells: new Map([['3,1', { value: 7, formula: 'D4-5', formulaResult: 7 }]]),
          },
        ),
        { name: 'Vide', rows: [] },
        { name: 'Cachée', rows: [['x']], hidden: true },
      ],
    })
    assert.ok(isWorkbook({ name: file, bytes }))
    const { said, lines } = await read(bytes)
    // What ODS hides, this reader does not know.
    if (kind === 'ODS') assert.match(said[0] ?? '', /2 feuilles remplies \(« Offres », « Cachée »\)/)
    else {
      assert.deepEqual(said, [])
      assert.deepEqual(lines, [
        [2, 'Voir\nici', '2026-W25:2', '2026-06-15', '0.3', 'oui'],
        [4, '=1+1', '7', '', '12', ''],
      ])
    }
  })

  test(`what cannot be read is said, and gives no lines (${kind})`, async () => {
    const made = (...sheets: WriteSheet[]) => write({ sheets })
    const cases: readonly (readonly [Uint8Array, RegExp])[] = [
      [await made(sheet([])), /ce classeur est vide/],
      [await made(sheet([['a']]), { name: 'Autre', rows: [['b']] }), /2 feuilles remplies \(« Offres », « Autre »\)/],
      [
        await made(sheet([['Places'], [null]], { cells: new Map([['1,0', { value: null, formula: 'NOW()' }]]) })),
        /offres\.xlsx:2: Places: ce calcul n’a pas de résultat enregistré/,
      ],
      [
        await made(
          sheet([
            ['a', 'a'],
            ['1', '2'],
          ]),
        ),
        /offres\.xlsx:1: a: cette colonne est donnée deux fois/,
      ],
      [await made(sheet([['a'], ['1', '2']])), /offres\.xlsx:2: cette ligne a 2 cellules pour 1 colonnes ; videz/],
      [await made(sheet(Array.from({ length: 5002 }, (_, at) => [at]))), /plus de 5000 lignes/],
      [(await made(sheet([['a']]))).subarray(0, 400), /pas un zip entier/],
      [
        altered(await made(sheet([['a']])), (path, text) => (/sheet1|content/.test(path) ? text.slice(0, 90) : text)),
        /vide|ne se lit pas/,
      ],
      [zipSync({ 'a.txt': Uint8Array.of(1) }), /format rare/],
      [zipSync({ 'word/document.xml': Uint8Array.of(1) }), /un texte ou un diaporama/],
      [
        zipSync({
          'content.xml': Uint8Array.of(1),
          'META-INF/manifest.xml': Buffer.from('<manifest:encryption-data/>'),
        }),
        /mot de passe/,
      ],
    ]
    for (const [bytes, words] of cases) {
      const { said, lines } = await read(bytes)
      assert.match(said.join('\n'), words)
      if (!words.source.includes('deux fois')) assert.deepEqual(lines, [])
    }
  })
}

test('a time of day reads as its clock, from either format', async () => {
  const xlsx = await writeXlsx({
    sheets: [
      sheet([['Arrivée'], [null]], { cells: new Map([['1,0', { value: 9.5 / 24, style: { numFmt: 'hh:mm' } }]]) }),
    ],
  })
  const ods = altered(await writeOds({ sheets: [sheet([['Arrivée'], [0.5]])] }), (_, text) =>
    text.replace(
      'office:value-type="float" office:value="0.5"',
      'office:value-type="time" office:time-value="PT9H30M00S"',
    ),
  )
  for (const bytes of [xlsx, ods]) assert.deepEqual((await read(bytes)).lines, [[2, '09:30']])
})

test('a small workbook that claims to be huge is refused or read within bounds, and quickly forgotten', async () => {
  const xlsx = await writeXlsx({ sheets: [sheet([['Titre'], ['a']])] })
  const far = altered(xlsx, (path, text) =>
    path.endsWith('sheet1.xml')
      ? text.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
      : text,
  )
  assert.deepEqual((await read(far)).lines, [[2, 'a']])
  const bomb = zipSync({ '[Content_Types].xml': new Uint8Array(21_000_000) })
  assert.ok(bomb.length < 100_000)
  assert.match((await read(bomb)).said[0] ?? '', /trop gros une fois ouvert \(plus de 20\u00a0Mo\)/)
  // It claims 1 kB and opens to more.
  const lying = bomb.slice()
  const view = new DataView(lying.buffer)
  for (let at = 0; at < lying.length - 4; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true)
  assert.match((await read(lying)).said[0] ?? '', /abîmé/)
  const ods = await writeOds({ sheets: [sheet([['Titre'], ['a']])] })
  const repeated = altered(ods, (_, text) =>
    text.replace(
      '</table:table>',
      '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>',
    ),
  )
  assert.match((await read(repeated)).said[0] ?? '', /ne se lit pas/)
  const entities = altered(xlsx, (path, text) =>
    path.endsWith('sharedStrings.xml')
      ? text.replace('?>', '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>').replace('>a<', '>&a;<')
      : text,
  )
  assert.doesNotMatch(JSON.stringify(await read(entities)), /root:/)
})

test('every filled sheet reads as records, titles, merged cells and errors as they show', async () => {
  const rows: CellValue[][] = [
    ['Élèves de seconde'],
    ['Classe', 'Élève'],
    ['2DE 3', 'ALBA Ada'],
    [null, 'BRUN Zoé'],
    [null, '#REF!'],
    [],
  ]
  const merges = [{ startRow: 2, startCol: 0, endRow: 4, endCol: 0 }]
  const bytes = await writeXlsx({ sheets: [sheet(rows, { merges }), { name: 'Notes', rows: [['à faire']] }] })
  const sheets = await readSheets({ name: file, bytes }, { rows: 10, columns: 'Z' }, new ProblemList())
  assert.deepEqual(
    sheets.map(({ name, records }) => [
      name,
      records.map(({ line, cells }) => `${line} ${cells.filter(Boolean).join('/')}`),
    ]),
    [
      ['Offres', ['1 Élèves de seconde', '2 Classe/Élève', '3 2DE 3/ALBA Ada', '4 2DE 3/BRUN Zoé', '5 2DE 3/#REF!']],
      ['Notes', ['1 à faire']],
    ],
  )
})
