import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { forgetProposals } from './proposals.ts'

/** Forgets, every hour, the places that nobody confirmed in time. */
export const proposalsJob = defineJob({
  name: 'offer-proposals',
  schema: z.object({}),
  limitMinutes: 5,
  repeats: { everyMinutes: 60 },
  handler: (_, services) => forgetProposals(services),
})
