import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { sweepApplications } from './sweep-applications.ts'

/** Reminds, ends and calls, all day long: a reminder that is due at noon does not wait for the night. */
export const applicationsJob = defineJob({
  name: 'applications-sweep',
  schema: z.object({}),
  limitMinutes: 30,
  repeats: { everyMinutes: 30 },
  async handler(_data, services, { signal }) {
    await sweepApplications(services, signal)
  },
})
