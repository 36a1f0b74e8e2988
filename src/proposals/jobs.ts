import { z } from 'zod'
import { type AnyJob, defineJob } from '#/platform/jobs.ts'
import { sendWaveJob } from './propose-places.ts'
import { sweepProposals } from './sweep-proposals.ts'

/** Gives back the seats of proposals that ended by themselves, soon after: others may want them. */
const proposalsSweepJob = defineJob({
  name: 'proposals-sweep',
  schema: z.object({}),
  limitMinutes: 30,
  repeats: { everyMinutes: 10 },
  async handler(_data, services, { signal }) {
    await sweepProposals(services, signal)
  },
})

export const placeProposalJobs: readonly AnyJob[] = [sendWaveJob, proposalsSweepJob]
