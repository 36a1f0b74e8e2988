import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { sendAlerts } from './send-alerts.ts'

/** Tells what is new to those who saved a search, once a day each; every hour, so that no one waits for the night. */
export const alertsJob = defineJob({
  name: 'search-alerts',
  schema: z.object({}),
  repeats: { everyMinutes: 60 },
  async handler(_data, services, { signal }) {
    await sendAlerts(services, signal)
  },
})
