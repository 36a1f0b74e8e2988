import { z } from 'zod'
import { defineJob } from '#/platform/jobs.ts'

/** After the last signature: the finished document with its proof page and the platform's signature. */
export const sealJob = defineJob({
  name: 'agreements.seal',
  schema: z.object({ agreementId: z.uuid() }),
  async handler() {},
})
