import './tables.ts'
import { z } from 'zod'
import { moment } from '#/platform/database.ts'
import type { Silence } from '#/platform/polite-client.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { publicServices } from './public-services.ts'

/** An address of the Base adresse nationale. */
export interface FoundAddress {
  /** « 8 Boulevard du Port 80000 Amiens ». */
  readonly label: string
  readonly street: string
  readonly postcode: string
  /** INSEE code. */
  readonly commune: string
  readonly city: string
  readonly lat: number
  readonly lon: number
  /** 0 to 1, how well it fits the question. */
  readonly score: number
  readonly kind: 'housenumber' | 'street' | 'locality' | 'municipality'
}

const foundShape = z.object({
  ...{ label: z.string(), street: z.string(), postcode: z.string(), commune: z.string(), city: z.string() },
  ...{ lat: z.number(), lon: z.number(), score: z.number() },
  kind: z.enum(['housenumber', 'street', 'locality', 'municipality']),
})

/** GeoCodeJSON, as the national service writes it. */
const answerShape = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
      properties: z.object({
        label: z.string(),
        score: z.number(),
        type: z.string(),
        name: z.string().optional(),
        postcode: z.string().optional(),
        citycode: z.string().optional(),
        city: z.string().optional(),
      }),
    }),
  ),
})

const keptHours = 30 * 24
const longestQuestion = 200

/**
 * Looks an address up in the national address service, best first; `postcode` and `commune` (INSEE code) narrow it. Outside any
 * transaction. Answers are kept for a month under a digest of the question, which may be somebody's home.
 */
export async function findAddress(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  question: { readonly text: string; readonly postcode?: string; readonly commune?: string; readonly limit?: number },
): Promise<{ readonly found: readonly FoundAddress[] } | { readonly silence: Silence | 'off' }> {
  const { db, clock, configuration } = services
  if (configuration.addressUrl === undefined) return { silence: 'off' }
  const text = question.text.replace(/\s+/g, ' ').trim().slice(0, longestQuestion)
  // The service refuses fewer than three signs, and a start that is no letter or figure.
  if (text.length < 3 || !/^[\p{L}\p{N}]/u.test(text)) return { found: [] }
  const url = new URL(`${configuration.addressUrl}/search/`)
  const { postcode, commune, limit = 5 } = question
  url.search = new URLSearchParams({
    ...{ q: text, limit: String(limit), autocomplete: '0' },
    ...(postcode ? { postcode } : {}),
    ...(commune ? { citycode: commune } : {}),
  }).toString()
  const key = sha256Hex(url.search)
  const row = await db
    .selectFrom('address_answers')
    .select('found')
    .where('question_sha256', '=', key)
    .where('expires_at', '>', moment(clock.now()))
    .executeTakeFirst()
  const kept = row && z.array(foundShape).safeParse(row.found)
  if (kept?.success) return { found: kept.data }
  const answer = await publicServices(services).addresses.getJson(url)
  if ('silence' in answer) return answer
  const read = answerShape.safeParse(answer.json)
  if (!read.success) return { silence: 'malformed' }
  const found = read.data.features.flatMap(({ geometry, properties }) => {
    const [lon, lat] = geometry.coordinates
    const one = foundShape.safeParse({
      ...{ label: properties.label, score: properties.score, kind: properties.type, lat, lon },
      street: properties.type === 'municipality' ? '' : (properties.name ?? ''),
      postcode: properties.postcode ?? '',
      commune: properties.citycode ?? '',
      city: properties.city ?? '',
    })
    return one.success ? [one.data] : []
  })
  const values = { found: JSON.stringify(found), expires_at: clock.now().add({ hours: keptHours }).toString() }
  await db
    .insertInto('address_answers')
    .values({ question_sha256: key, ...values })
    .onConflict((on) => on.column('question_sha256').doUpdateSet(values))
    .execute()
  return { found }
}
