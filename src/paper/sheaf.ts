/** A page that was recognised, as far as sorting goes. */
export interface SortedPage {
  readonly id: string
  readonly batchId: string
  readonly agreementId: string
  readonly version: number
  /** From 1. */
  readonly page: number
}

/** The pages of one agreement that a batch brought, put in order. */
export interface Sheaf<Page extends SortedPage> {
  readonly agreementId: string
  /** The newest that the batch brought. */
  readonly version: number
  /** One for each page of that version, in order: those of this batch first, then those that came before. */
  readonly pages: readonly Page[]
  /** Numbers of pages that never came. */
  readonly missing: readonly number[]
  /** Of this batch: the same page once more. */
  readonly duplicates: readonly Page[]
  /** Of this batch: pages of a version that a newer one of the batch replaces. */
  readonly older: readonly Page[]
}

/**
 * Sorts the pages of a batch by agreement. `elsewhere`: pages of these agreements that other batches brought, which fill what this one
 * lacks. `pagesOf`: how many pages a version has; undefined when there is no such version.
 */
export function sortPages<Page extends SortedPage>(
  batch: readonly Page[],
  elsewhere: readonly Page[],
  pagesOf: (agreementId: string, version: number) => number | undefined,
): Sheaf<Page>[] {
  return [...Map.groupBy(batch, ({ agreementId }) => agreementId)].map(([agreementId, own]) => {
    const version = Math.max(...own.map((page) => page.version))
    const current = own.filter((page) => page.version === version)
    const before = elsewhere.filter((page) => page.agreementId === agreementId && page.version === version)
    const kept = new Map<number, Page>()
    for (const page of [...current, ...before]) if (!kept.has(page.page)) kept.set(page.page, page)
    const all = Array.from({ length: pagesOf(agreementId, version) ?? 0 }, (_, index) => index + 1)
    return {
      agreementId,
      version,
      pages: [...kept.values()].toSorted((one, other) => one.page - other.page),
      missing: all.filter((page) => !kept.has(page)),
      duplicates: current.filter((page) => kept.get(page.page) !== page),
      older: own.filter((page) => page.version < version),
    }
  })
}
