import { z } from 'zod'
import { type AnyJob, defineJob } from '#/platform/jobs.ts'
import { sealJob } from './seal-job.ts'
import { signRequest } from './sign-request.ts'
import { sweepSignings } from './sweep-signings.ts'

/** Signs what a head approved with one code, agreement by agreement. */
export const signRequestJob = defineJob({
  name: 'agreements.sign-request',
  schema: z.object({ requestId: z.uuid() }),
  async handler({ requestId }, services, { signal }) {
    await signRequest(services, requestId, signal)
  },
})

const sweepJob = defineJob({
  name: 'agreements.sweep-signings',
  schema: z.object({}),
  retries: 0,
  repeats: { everyMinutes: 15 },
  handler: (_, services, { signal }) => sweepSignings(services, signal),
})

/** Background work about signing. */
export const signatureJobs: readonly AnyJob[] = [sealJob, signRequestJob, sweepJob]
