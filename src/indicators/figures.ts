import type { Source, StatusName } from './status.ts'

/** Pupils counted by where they stand: each once. */
export type Figures = Readonly<Record<Exclude<StatusName, 'placed'> | Source, number>>

/** A row of the counts. */
export interface Cell {
  readonly status: StatusName
  readonly source: Source | ''
  readonly pupils: number
}

const nobody = (): Record<keyof Figures, number> => ({
  ...{ exempt: 0, online: 0, paper: 0, outside: 0, mixed: 0, partly: 0, signing: 0, accepted: 0, proposed: 0 },
  ...{ applied: 0, helped: 0, searching: 0, silent: 0 },
})

/** The sum of some rows of the counts. */
export function figuresOf(cells: Iterable<Cell>): Figures {
  const sum = nobody()
  for (const { status, source, pupils } of cells) sum[status === 'placed' ? source || 'online' : status] += pupils
  return sum
}

/** The sum of some figures. */
export function addFigures(all: Iterable<Figures>): Figures {
  const sum = nobody()
  for (const figures of all) for (const key of figureKeys) sum[key] += figures[key]
  return sum
}

const isFigure = (key: string): key is keyof Figures => Object.hasOwn(nobody(), key)
const figureKeys = Object.keys(nobody()).filter(isFigure)

/** A signed placement for every week, whatever it was signed with. */
export const placed = ({ online, paper, outside, mixed }: Figures): number => online + paper + outside + mixed
/** Something is on its way: an agreement, a yes, a proposal, an application. */
export const underWay = ({ signing, accepted, proposed, applied }: Figures): number =>
  signing + accepted + proposed + applied
/** Nothing is. */
export const without = ({ helped, searching, silent }: Figures): number => helped + searching + silent
/** Those who need a place: all but the exempt. */
export const pupilsOf = (figures: Figures): number =>
  placed(figures) + figures.partly + underWay(figures) + without(figures)

/** The share placed, 0 to 1; undefined without pupils. */
export const shareOf = (figures: Figures): number | undefined =>
  pupilsOf(figures) > 0 ? placed(figures) / pupilsOf(figures) : undefined
