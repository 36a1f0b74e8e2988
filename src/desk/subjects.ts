import './tables.ts'
import { addressOf } from '#/addresses.ts'
import { findHost } from '#/directory/index.ts'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupils, fullName } from '#/pupils/index.ts'
import { findArea, findSchool } from '#/territory/index.ts'
import type { Task } from './task.ts'

/** What a task is about, in words, with where it leads. */
export interface NamedSubject {
  readonly words: string
  readonly href: string | undefined
}

export const subjectKey = ({ kind, id }: NonNullable<Task['subject']>): string => `${kind}:${id}`

/** What several tasks are about, by `subjectKey`; a pupil that the reader may not see stays without a name. */
export async function nameSubjects(
  services: Services,
  account: Pick<Account, 'id'>,
  territoryId: string,
  tasks: readonly Pick<Task, 'subject'>[],
): Promise<ReadonlyMap<string, NamedSubject>> {
  const { db } = services
  const wanted = new Map(tasks.flatMap(({ subject }) => (subject ? [[subjectKey(subject), subject] as const] : [])))
  const idsOf = (kind: string) => [...wanted.values()].filter((each) => each.kind === kind).map(({ id }) => id)
  const pupilIds = idsOf('pupil')
  const pupils =
    pupilIds.length === 0 ? new Map() : await guarded(services, account, (tx) => findPupils(tx, territoryId, pupilIds))
  const named = new Map<string, NamedSubject>()
  for (const [key, { kind, id }] of wanted) {
    if (kind === 'pupil') {
      const pupil = pupils.get(id)
      named.set(key, {
        words: pupil ? fullName(pupil) : 'un élève',
        href: pupil && addressOf('class', { class: pupil.classId }),
      })
    } else if (kind === 'host') {
      const host = await findHost(db, id)
      const isHere = host?.territoryId === territoryId
      named.set(key, {
        words: isHere ? host.name : 'une structure',
        href: isHere ? addressOf('host', { host: id }) : undefined,
      })
    } else if (kind === 'school') {
      const school = await findSchool(db, territoryId, id)
      named.set(key, {
        words: school?.name ?? id,
        href: school && addressOf('school', { territory: territoryId, school: id }),
      })
    } else named.set(key, { words: (await findArea(db, territoryId, 'bassin', id))?.name ?? id, href: undefined })
  }
  return named
}
