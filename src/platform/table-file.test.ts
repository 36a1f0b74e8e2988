import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemList, sayProblem } from './input-problems.ts'
import { readTable, writeTable } from './table-file.ts'

const read = (text: string | Uint8Array, required: string[] = []) => {
  const problems = new ProblemList()
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const table = readTable({ name: 'f.csv', bytes }, required, problems)
  return { table, said: problems.problems.map(sayProblem) }
}

test('a table with a BOM, semicolons and columns in any order reads as it stands', () => {
  const { table, said } = read('\ufeffb;a;more\r\n1;x|y;z\r\n\r\n2;;\r\n')
  assert.deepEqual(said, [])
  assert.deepEqual(
    table.rows.map((row) => [row.line, row.cell('b'), row.values('a'), row.cell('more'), row.cell('absent')]),
    [
      [2, '1', ['x', 'y'], 'z', ''],
      [4, '2', [], '', ''],
    ],
  )
})

test('a line is named where it starts, even after cells that hold line breaks', () => {
  const { table } = read('a,b\n"one\ntwo",1\nlast,2\n')
  assert.deepEqual(
    table.rows.map(({ line }) => line),
    [2, 4],
  )
})

test('each defect of form is said with its line', () => {
  assert.match(read('').said[0]!, /^f\.csv:1: le fichier est vide/)
  assert.match(read('a,b\n1,2\n', ['c']).said[0]!, /^f\.csv:1: c: cette colonne manque/)
  assert.match(read('a,a\n1,2\n').said[0]!, /^f\.csv:1: a: cette colonne est donnée deux fois/)
  assert.match(read('a,b\n1,2\n1,2,3\n').said[0]!, /^f\.csv:3: cette ligne a 3 cellules pour 2 colonnes/)
  assert.match(read('a,b\n1,"2\n').said[0]!, /les guillemets ne se ferment pas/)
  assert.match(read(Uint8Array.of(97, 10, 233, 10)).said[0]!, /^f\.csv:2: ce fichier n’est pas en UTF-8/)
})

test('what is written reads back the same', () => {
  const text = writeTable(
    ['a', 'b'],
    [
      ['x, "y"\nz', 3],
      [undefined, '-'],
      ['é;', 0],
    ],
  )
  const { table, said } = read(text)
  assert.deepEqual(said, [])
  assert.deepEqual(
    table.rows.map((row) => [row.cell('a'), row.cell('b')]),
    [
      ['x, "y"\nz', '3'],
      ['', '-'],
      ['é;', '0'],
    ],
  )
})

test('a missing column is said once, on the header, and each row knows', () => {
  const { table, said } = read('a\n1\n2\n', ['b'])
  assert.equal(said.length, 1)
  assert.deepEqual(
    table.rows.map((row) => [row.cell('b'), row.lacks('b'), row.lacks('a')]),
    [
      ['', true, false],
      ['', true, false],
    ],
  )
})
