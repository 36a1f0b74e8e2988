import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { keepAndReport } from './keep.ts'

/** Once a day, lets go of what has had its time. */
export const keepingJob = defineJob({
  name: 'keeping',
  schema: z.object({}),
  repeats: { everyMinutes: 24 * 60 },
  async handler(_data, services, { signal }) {
    const kept = await keepAndReport(services, signal)
    services.log.info({ kept }, 'personal data kept')
  },
})
