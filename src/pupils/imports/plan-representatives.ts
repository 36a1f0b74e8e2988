import type { NewId } from '#/platform/identifiers.ts'
import { searchable } from '#/platform/searchable.ts'
import type { ListedRepresentative } from './listed.ts'
import type { ImportPlan, RepresentativeCells, StoredRepresentative } from './plan.ts'

/** Gathers what an import changes of those who answer for pupils: the same name is the same person, one who signed in is never removed. */
export function planRepresentatives(stored: readonly StoredRepresentative[], newId: NewId) {
  const byPupil = Map.groupBy(stored, ({ cells }) => cells.pupil_id)
  const changes: ImportPlan['representatives'][number][] = []
  return {
    changes,
    /** Those of one pupil; undefined when the file does not say. Whether anything changes. */
    take(pupilId: string, listed: readonly ListedRepresentative[] | undefined): boolean {
      if (listed === undefined) return false
      const before = changes.length
      const left = new Map((byPupil.get(pupilId) ?? []).map((each) => [searchable(each.cells.name), each]))
      for (const { name, email, phone } of listed) {
        const known = left.get(searchable(name))
        left.delete(searchable(name))
        const next: RepresentativeCells = {
          pupil_id: pupilId,
          name: known?.cells.name ?? name,
          email: email ?? known?.cells.email ?? null,
          phone: phone ?? known?.cells.phone ?? null,
        }
        if (known && known.cells.email === next.email && known.cells.phone === next.phone) continue
        changes.push({ id: known?.id ?? newId(), former: known?.cells ?? null, next })
      }
      // A file that names nobody is more often unfinished than true.
      if (listed.length > 0)
        for (const { id, cells, hasAccount } of left.values())
          if (!hasAccount) changes.push({ id, former: cells, next: null })
      return changes.length > before
    },
  }
}
