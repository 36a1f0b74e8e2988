import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'
import { forgetProposals } from './proposals.ts'
import { sweepDrafts } from './sweep-drafts.ts'

/** Forgets, every hour, the places that nobody confirmed in time, and what was begun long ago and left. */
export const proposalsJob = defineJob({
  name: 'offer-proposals',
  schema: z.object({}),
  limitMinutes: 15,
  repeats: { everyMinutes: 60 },
  async handler(_, services, { signal }) {
    const proposals = await forgetProposals(services)
    services.log.info({ proposals, ...(await sweepDrafts(services, signal)) }, 'unfinished offers forgotten')
  },
})
