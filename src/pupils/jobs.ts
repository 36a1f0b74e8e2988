import { z } from 'zod'
import { locateAddresses, mostAddresses } from '#/directory/index.ts'
import { defineJob } from '#/platform/jobs.ts'
import { locateHomes } from './imports/locate-homes.ts'
import { forgetImports } from './imports/school-imports.ts'

/** Every five minutes: homes get their positions, previews that nobody applied and changes that cannot be undone any more are forgotten. */
export const schoolFilesJob = defineJob({
  name: 'school-files',
  schema: z.object({}),
  limitMinutes: 30,
  repeats: { everyMinutes: 5 },
  async handler(_, services, { signal }) {
    await forgetImports(services)
    const homes = await locateHomes(services, (asked) => locateAddresses(services, asked), {
      most: mostAddresses,
      signal,
    })
    if (homes.found > 0 || homes.silence !== undefined) services.log.info(homes, 'homes located')
  },
})
