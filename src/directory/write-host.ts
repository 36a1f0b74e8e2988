import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { type Db, isUniqueViolation } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { NewSite } from './host.ts'
import type { JudgedHost } from './host-form.ts'
import { type HostRefusal, saveHost } from './hosts.ts'
import { duplicatesJob, registerTopic } from './jobs.ts'
import { saveSite } from './save-site.ts'

type Needed = Pick<Services, 'db' | 'clock' | 'newId' | 'jobs' | 'notifications'>

/**
 * Adds a host with its first site; doubles are looked for and the register is asked in the background. `id`: made with the form, so that
 * a form sent twice adds one host. Returns the host's id.
 */
export async function addHost(
  services: Needed,
  wanted: { territoryId: string; id: string; host: JudgedHost; site: NewSite; grounds: Grounds },
): Promise<{ readonly id: string } | HostRefusal> {
  const { territoryId, id, host, site, grounds } = wanted
  return orTaken(services, async (tx) => {
    // No host has this version: one that is there already stays as it is.
    const saved = await saveHost(services, tx, { territoryId, host: { ...host, id }, by: grounds.by, version: 0 })
    if ('why' in saved) return saved.why === 'changed_meanwhile' ? { id } : saved
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
  return orTaken(services, async (tx) => {
    const saved = await saveHost(services, tx, { territoryId, host: { ...host, id: hostId }, by: grounds.by, version })
    if ('why' in saved) return saved
    await record(services, tx, { territoryId, what: 'host.changed', about: { kind: 'host', id: hostId }, ...grounds })
    await services.jobs.enqueue(tx, duplicatesJob, { territoryId })
    await services.notifications.notify(tx, registerTopic)
    return saved
  })
}

/** Two who give the same SIRET at once: the database lets one through, the other hears what it would have heard a moment later. */
async function orTaken<Result>(
  { db }: Needed,
  work: (tx: Db) => Promise<Result>,
): Promise<Result | { readonly why: 'siret_taken'; readonly by: undefined }> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (isUniqueViolation(error)) return { why: 'siret_taken', by: undefined }
    throw error
  }
}
