import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Figures, figuresOf } from '../figures.ts'
import { sheetOf } from './described-table.ts'
import type { FigureRow } from './figure-table.ts'
import { openRowsOf, openTable } from './open-data.ts'

const figures = (online: number, silent: number): Figures =>
  figuresOf([
    { status: 'placed', source: 'online', pupils: online },
    { status: 'silent', source: '', pupils: silent },
  ])
const row = (level: FigureRow['level'], name: string, of: Figures): FigureRow => ({
  ...{ day: Temporal.PlainDate.from('2026-06-05'), scheme: 'observation-2de', level, code: name, name, figures: of },
})

test('what is published hides small numbers and what would give them back', async () => {
  const rows = openRowsOf(row('territoire', 'tout', figures(63, 30)), [
    row('bassin', 'a', figures(2, 10)),
    row('bassin', 'b', figures(11, 12)),
    row('bassin', 'c', figures(50, 8)),
  ])
  const text = new TextDecoder().decode(await sheetOf(openTable, rows, 'csv'))
  assert.deepEqual(
    text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(';').slice(4).join(' ')),
    // The two left out of a: 63 less b and c.
    ['tout 93 63', 'a 12 ', 'b 23 ', 'c 58 50'],
  )
  const [whole] = openRowsOf(row('territoire', 'tout', figures(2, 40)), [])
  assert.deepEqual([whole?.pupils, whole?.placed], [42, undefined])
})
