import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { findDuplicates } from './find-duplicates.ts'
import { checkWaitingHosts } from './register-checks.ts'

/** Told when a host waits for the register's answer. */
export const registerTopic = 'directory register'

/** Asks the register later about those it did not answer about. */
export const registerJob = defineJob({
  name: 'host-register',
  schema: z.object({}),
  limitMinutes: 10,
  repeats: { everyMinutes: 15, wokenBy: registerTopic },
  handler: (_, services, { signal }) => checkWaitingHosts(services, signal),
})

/** Looks for hosts that may be one, after some were written. */
export const duplicatesJob = defineJob({
  name: 'host-duplicates',
  schema: z.object({ territoryId: z.string() }),
  limitMinutes: 10,
  async handler({ territoryId }, services) {
    await findDuplicates(services, territoryId)
  },
})
