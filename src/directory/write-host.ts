import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { NewSite } from './host.ts'
import type { JudgedHost } from './host-form.ts'
import { type HostRefusal, saveHost } from './hosts.ts'
import { duplicatesJob, registerTopic } from './jobs.ts'
import { saveSite } from './save-site.ts'

type Needed = Pick<Services, 'db' | 'clock' | 'newId' | 'jobs' | 'notifications'>

/** Adds a host with its first site; doubles are looked for and the register is asked in the background. Returns its id. */
export async function addHost(
  services: Needed,
  { territoryId, host, site, grounds }: { territoryId: string; host: JudgedHost; site: NewSite; grounds: Grounds },
): Promise<{ readonly id: string } | HostRefusal> {
  return services.db.transaction().execute(async (tx) => {
    const saved = await saveHost(services, tx, { territoryId, host, by: grounds.by })
    if ('why' in saved) return saved
    await saveSite(services, tx, { territoryId, hostId: saved.id, site })
    await record(services, tx, { territoryId, what: 'host.added', about: { kind: 'host', id: saved.id }, ...grounds })
    await services.jobs.enqueue(tx, duplicatesJob, { territoryId })
    await services.notifications.notify(tx, registerTopic)
    return saved
  })
}

/** Replaces what a host says of itself, unless somebody changed it since `version`. */
export async function changeHost(
  services: Needed,
  {
    territoryId,
    hostId,
    host,
    version,
    grounds,
  }: { territoryId: string; hostId: string; host: JudgedHost; version: number; grounds: Grounds },
): Promise<{ readonly id: string } | HostRefusal> {
  return services.db.transaction().execute(async (tx) => {
    const saved = await saveHost(services, tx, { territoryId, host: { ...host, id: hostId }, by: grounds.by, version })
    if ('why' in saved) return saved
    await record(services, tx, { territoryId, what: 'host.changed', about: { kind: 'host', id: hostId }, ...grounds })
    await services.jobs.enqueue(tx, duplicatesJob, { territoryId })
    await services.notifications.notify(tx, registerTopic)
    return saved
  })
}
