import type { Choice } from '#/design/index.ts'
import { type Ground, withinOf } from '#/indicators/index.ts'
import type { Db } from '#/platform/database.ts'
import { askableAreas } from './areas.ts'

/** A territory has some dozens of bassins. */
const most = 200

/** What a key can be made for, of what the reader may look into: the territory, its bassins, and where they come from. */
export async function areaChoices(db: Db, { territory, here, own }: Ground): Promise<readonly Choice[]> {
  const asked = { territoryId: territory.id, level: 'bassin', outer: undefined, after: undefined, limit: most } as const
  const bassins =
    own ?? (await askableAreas(db, asked)).map(({ code, name }) => ({ at: { level: 'bassin', code } as const, name }))
  const isListed = bassins.some(({ at }) => withinOf(at) === withinOf(here?.at))
  return [
    ...(own ? [] : [{ value: '', label: `${territory.name} en entier` }]),
    ...(here && !isListed ? [{ value: withinOf(here.at), label: here.name }] : []),
    ...bassins.map(({ at, name }) => ({ value: withinOf(at), label: name })),
  ]
}
