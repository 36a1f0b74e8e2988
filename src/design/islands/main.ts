/** Every page's one script: wakes the islands that stand in it, and loads the code of no other. */
const islands: Readonly<Record<string, () => Promise<{ wake: (element: HTMLElement) => void }>>> = {
  map: () => import('./map.ts'),
  progress: () => import('./progress.ts'),
  drop: () => import('./drop.ts'),
  keep: () => import('./keep.ts'),
  draft: () => import('./draft.ts'),
  live: () => import('./live.ts'),
  signature: () => import('./signature.ts'),
  sheets: () => import('./sheets.ts'),
  keys: () => import('./keys.ts'),
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const load = islands[element.dataset.island ?? '']
  if (load) void load().then(({ wake }) => wake(element))
}

// A refused form: those who hear the page start at its summary.
document.querySelector<HTMLElement>('.error-summary')?.focus()
