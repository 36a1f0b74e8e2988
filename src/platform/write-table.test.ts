import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemList } from './input-problems.ts'
import { readWorkbook } from './workbook.ts'
import { writeTable } from './write-table.ts'

const rows = [
  ['Élève', 'Structure'],
  ['Lina Marchand', 'Garage « Hamel » ; fils'],
  ['=cmd|calc', 'dit "oui"'],
]

test('a list as CSV opens in a French spreadsheet, and no cell becomes a formula', async () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await writeTable('csv', 'Conventions', rows))
  assert.equal(
    text,
    '\ufeffÉlève;Structure\r\nLina Marchand;"Garage « Hamel » ; fils"\r\n\'=cmd|calc;"dit ""oui"""\r\n',
  )
})

test('a list as ODS holds the same cells', async () => {
  const bytes = await writeTable('ods', 'Conventions', rows)
  const table = await readWorkbook({ name: 'liste.ods', bytes }, [], new ProblemList())
  assert.deepEqual(table.columns, rows[0])
  assert.deepEqual(
    table.rows.map((row) => [row.cell('Élève'), row.cell('Structure')]),
    [rows[1], ["'=cmd|calc", 'dit "oui"']],
  )
})
