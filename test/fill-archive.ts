import '#/agreements/index.ts'
import type { Services } from '#/platform/services.ts'
import { wholeContent } from './agreement-content.ts'
import { agreements, classes, hosts, pupils, schools } from './people.ts'
import { bocage } from './territories.ts'

/** Agreements of the year before, out of the working lists: Lina's at the garage, Tom's at the mairie. */
export async function fillArchive({ db, clock }: Services): Promise<void> {
  const now = clock.now().toString()
  const former = (id: string, pupilId: string, classId: string, school: string, hostId: string) => ({
    territory_id: bocage.id,
    id,
    pupil_id: pupilId,
    class_id: classId,
    school,
    scheme: 'observation-2de',
    host_id: hostId,
    source: 'online' as const,
    state: 'completed' as const,
    since: now,
    content: JSON.stringify(wholeContent),
    weeks: ['2025-W25'],
    first_day: '2025-06-16',
    last_day: '2025-06-20',
    code: id.slice(-6),
    created_at: now,
    archived_at: now,
  })
  await db
    .insertInto('agreements')
    .values([
      former(agreements.linaFormer, pupils.lina, classes.secondeA, schools.vire, hosts.garage),
      former(agreements.tomFormer, pupils.tom, classes.secondeNoireau, schools.noireau, hosts.mairie),
    ])
    .execute()
}
