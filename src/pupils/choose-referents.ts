import './tables.ts'
import { type Grounds, recordAll } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { mostFollowed } from './propose-referents.ts'
import { listClassPupils } from './pupils.ts'
import { keepReferentChange } from './referent-changes.ts'
import { referentsOfPupils, saveReferents } from './referents.ts'
import type { SchoolClass } from './school-class.ts'
import { teachersOfClass } from './teachers.ts'

/** More than any class holds. */
const mostPupils = 200

/**
 * Decides who follows whom in a class, all at once; refused when a teacher would follow too many. Repeated, it changes nothing.
 * Gives who followed those for whom it changed, '' for nobody: chosen again, everything is as before.
 */
export function chooseReferents(
  services: Services,
  {
    of,
    chosen,
    grounds,
  }: {
    readonly of: SchoolClass
    /** A pupil's teacher by account, '' for nobody; a pupil who is not there keeps theirs. */
    readonly chosen: ReadonlyMap<string, string>
    readonly grounds: Grounds
  },
): Promise<
  | { readonly former: ReadonlyMap<string, string> }
  | { readonly tooMany: readonly { readonly name: string; readonly count: number }[] }
> {
  return services.db.transaction().execute(async (tx) => {
    const { territoryId } = of
    // Two people who decide at once take turns.
    await tx.selectFrom('classes').select('id').where('id', '=', of.id).forUpdate().execute()
    const teachers = await teachersOfClass(tx, of, services.clock.now())
    const { rows: pupils } = await listClassPupils(tx, { territoryId, classId: of.id, limit: mostPupils })
    const before = await referentsOfPupils(
      tx,
      territoryId,
      pupils.map(({ id }) => id),
    )
    const known = new Set(teachers.map(({ accountId }) => accountId))
    const after = pupils.map(({ id }) => {
      const [wanted, former] = [chosen.get(id), before.get(id)?.accountId]
      return {
        pupilId: id,
        former,
        accountId: wanted === undefined || (wanted !== '' && !known.has(wanted)) ? former : wanted || undefined,
      }
    })
    const tooMany = teachers.flatMap(({ accountId, name, load }) => {
      const count = load + after.filter((pair) => pair.accountId === accountId).length
      return count > mostFollowed && after.some((pair) => pair.accountId === accountId && pair.former !== accountId)
        ? [{ name, count }]
        : []
    })
    if (tooMany.length > 0) return { tooMany }
    const pairs = after.filter(({ accountId, former }) => accountId !== former)
    const changed = new Map(pairs.map(({ pupilId, former }) => [pupilId, former ?? '']))
    if (pairs.length > 0) {
      await saveReferents(services, tx, territoryId, { by: grounds.by, pairs })
      await keepReferentChange(services, tx, { of, by: grounds.by, former: changed })
    }
    await recordAll(
      services,
      tx,
      pairs.map(({ pupilId }) => ({
        ...grounds,
        territoryId,
        what: 'referent.changed',
        about: { kind: 'pupil', id: pupilId },
      })),
    )
    return { former: changed }
  })
}
