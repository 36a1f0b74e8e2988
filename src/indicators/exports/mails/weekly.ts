import { z } from 'zod'
import { defineMail } from '#/messages/index.ts'
import { writeWeekly } from '../write-weekly.ts'

/** Every Monday to those who coordinate or observe a territory or a bassin, or run a school: the numbers, and three things to do. */
export const weeklyMail = defineMail({
  name: 'indicators.weekly',
  schema: z.object({
    territory: z.string(),
    /** An area of the territory, as in the address of a dashboard: `bassin:vire`; empty for the whole. */
    within: z.string(),
  }),
  label: 'Lettre de la semaine, avec les chiffres',
  because: 'vous suivez les stages d’un territoire ou d’un établissement',
  duty: 'may',
  pace: 'digest',
  write: (services, data) => writeWeekly(services, data),
})
