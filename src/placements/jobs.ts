import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { followPlacements } from './follow-placements.ts'

/** Days pass at another hour in each territory: looked at all day long. */
export const placementsJob = defineJob({
  name: 'placements-follow',
  schema: z.object({}),
  limitMinutes: 60,
  repeats: { everyMinutes: 30 },
  async handler(_data, services, { signal }) {
    await followPlacements(services, signal)
  },
})
