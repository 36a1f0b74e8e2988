import { type Figures, placed, pupilsOf } from './figures.ts'

/** A group of pupils in a table of gaps. */
export interface Group {
  readonly label: string
  readonly pupils: number
  readonly placed: number
}

/** What may be said of a group: all, how many they are, or nothing. */
export type Shown =
  | { readonly label: string; readonly said: 'all'; readonly pupils: number; readonly placed: number }
  | { readonly label: string; readonly said: 'pupils'; readonly pupils: number }
  | { readonly label: string; readonly said: 'nothing' }

/** Fewer than this could be recognised. */
export const leastShown = 5

const isSmall = (count: number): boolean => count > 0 && count < leastShown

export const groupOf = (label: string, figures: Figures): Group => ({
  label,
  pupils: pupilsOf(figures),
  placed: placed(figures),
})

/**
 * On the page of gaps what is shown is rounded to this: who subtracts one page from another (areas inside an area, a day from the next) finds how many were
 * rounded away, not how many were hidden.
 */
export const roundedTo = 5

/**
 * Masks small cells, and as many others as it takes that none can be worked out: the total over all groups stands elsewhere on the page, so
 * that one masked group alone would be the total less the others. Where hiding two would hide less than the threshold, a third goes, and so on.
 */
export function maskSmall(groups: readonly Group[]): Shown[] {
  // Parts first: without the number of pupils, nothing of a group is known.
  const noPupils = hidden(groups, ({ pupils }) => pupils)
  const noParts = new Set([
    ...noPupils,
    ...hidden(
      groups,
      (group) => group.placed,
      (group) => noPupils.has(group) || isSmall(group.placed) || isSmall(group.pupils - group.placed),
      (group) => [group.placed, group.pupils - group.placed],
    ),
  ])
  return groups.map((group) => {
    const { label, pupils } = group
    if (noPupils.has(group)) return { label, said: 'nothing' }
    return noParts.has(group) ? { label, said: 'pupils', pupils } : { label, said: 'all', pupils, placed: group.placed }
  })
}

/** The groups to hide: those that must be, then the smallest others until nothing small is left over for a subtraction. */
function hidden(
  groups: readonly Group[],
  of: (group: Group) => number,
  must: (group: Group) => boolean = (group) => isSmall(of(group)),
  parts: (group: Group) => readonly number[] = (group) => [of(group)],
): Set<Group> {
  const chosen = new Set(groups.filter(must))
  if (chosen.size === 0) return chosen
  const others = groups
    .filter((group) => !chosen.has(group) && group.pupils > 0)
    .toSorted((a, b) => a.pupils - b.pupils)
  const isOpen = (): boolean => {
    const sums = [...chosen].map(parts)
    const width = Math.max(...sums.map((sum) => sum.length))
    const filled = [...chosen].filter(({ pupils }) => pupils > 0).length
    return (
      filled < 2 ||
      Array.from({ length: width }, (_, at) => sums.reduce((sum, each) => sum + (each[at] ?? 0), 0)).some(isSmall)
    )
  }
  while (isOpen()) {
    const next = others.shift()
    if (!next) break
    chosen.add(next)
  }
  return chosen
}

const rounded = (count: number): number => Math.round(count / roundedTo) * roundedTo

/** What may be said, rounded. */
export const roundShown = (groups: readonly Shown[]): Shown[] =>
  groups.map((group) => {
    if (group.said === 'nothing') return group
    const pupils = rounded(group.pupils)
    return group.said === 'all' ? { ...group, pupils, placed: rounded(group.placed) } : { ...group, pupils }
  })

/** The points between the group that is placed most and the one placed least, of those that may be said; undefined where fewer than two may. */
export function pointsOf(groups: readonly Shown[]): { best: Shown; worst: Shown; points: number } | undefined {
  const said = groups
    .flatMap((group) =>
      group.said === 'all' && group.pupils > 0
        ? [{ group, percent: Math.round((group.placed / group.pupils) * 100) }]
        : [],
    )
    .toSorted((a, b) => b.percent - a.percent)
  const [best, worst] = [said[0], said.at(-1)]
  return best && worst && said.length > 1
    ? { best: best.group, worst: worst.group, points: best.percent - worst.percent }
    : undefined
}
