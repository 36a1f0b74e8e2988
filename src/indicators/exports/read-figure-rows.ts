import type { Board } from '../read-board.ts'
import type { Ground } from '../read-ground.ts'
import type { FigureRow } from './figure-table.ts'

/** The day that a dashboard shows. */
export const dayOf = ({ view, today }: Pick<Ground, 'view' | 'today'>): Temporal.PlainDate => view.day ?? today

/** What a dashboard shows, as rows: its areas by code, or itself where nothing is below. */
export function figureRowsOf(board: Board): FigureRow[] {
  const { scheme, areas, below } = board
  if (scheme === '') return []
  const about = { day: dayOf(board), scheme }
  if (!below) return [wholeRowOf(board)]
  return areas
    .map(({ at, name, figures }) => ({ ...about, level: at.level, code: at.code, name, figures }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** Where the dashboard stands, as one row. */
export function wholeRowOf(board: Board): FigureRow {
  const { scheme, here, territory, figures } = board
  const place = here
    ? { level: here.at.level, code: here.at.code, name: here.name }
    : { level: 'territoire' as const, code: territory.id, name: territory.name }
  return { day: dayOf(board), scheme, ...place, figures }
}
