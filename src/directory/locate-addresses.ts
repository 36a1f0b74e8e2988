import { ProblemList } from '#/platform/input-problems.ts'
import type { Silence } from '#/platform/polite-client.ts'
import type { Services } from '#/platform/services.ts'
import { readTable, writeTable } from '#/platform/table-file.ts'
import { publicServices } from './public-services.ts'

/** An address to find, by a key of the asker's: no name goes with it. */
export interface AskedAddress {
  readonly key: string
  readonly street: string
  readonly postcode: string
  readonly city: string
}

/** Where an address is, as well as the service knows. */
export interface LocatedAddress {
  readonly key: string
  readonly lat: number
  readonly lon: number
  /** INSEE code. */
  readonly commune: string | undefined
  /** Its house, street or hamlet; otherwise no more than its town was recognised. */
  readonly isPrecise: boolean
}

/** As many as one file asks at once. */
export const mostAddresses = 500
/** Below it, the service guesses (its own advice). */
const leastScore = 0.5

/**
 * Asks the national address service where addresses are, many in one file (`/search/csv/`), and keeps nothing of it: they are people's
 * homes. Those that it does not recognise are not in the answer.
 */
export async function locateAddresses(
  services: Pick<Services, 'clock' | 'configuration'>,
  asked: readonly AskedAddress[],
): Promise<{ readonly located: readonly LocatedAddress[] } | { readonly silence: Silence | 'off' }> {
  const { addressUrl } = services.configuration
  if (addressUrl === undefined) return { silence: 'off' }
  const rows = asked.map(({ key, street, postcode, city }) => [key, `${street} ${city}`, postcode])
  const form = new FormData()
  form.append('data', new Blob([writeTable(['cle', 'adresse', 'code'], rows)], { type: 'text/csv' }), 'adresses.csv')
  form.append('columns', 'adresse')
  form.append('postcode', 'code')
  const answer = await publicServices(services).addressFiles.postForm(new URL(`${addressUrl}/search/csv/`), form)
  if ('silence' in answer) return answer
  const problems = new ProblemList()
  const file = { name: 'adresses.csv', bytes: new TextEncoder().encode(answer.text) }
  const table = readTable(file, ['cle', 'latitude', 'longitude', 'result_score', 'result_type'], problems)
  if (problems.problems.length > 0) return { silence: 'malformed' }
  return {
    located: table.rows.flatMap((row): LocatedAddress[] => {
      const cell = (column: string): string => row.cell(column)
      const [lat, lon, score] = [Number(cell('latitude')), Number(cell('longitude')), Number(cell('result_score'))]
      if (cell('latitude') === '' || !isOnEarth(lat, lon) || !(score >= leastScore)) return []
      const commune = cell('result_citycode')
      return [
        {
          ...{ key: cell('cle'), lat, lon, isPrecise: cell('result_type') !== 'municipality' },
          commune: /^\d[\dAB]\d{3}$/.test(commune) ? commune : undefined,
        },
      ]
    }),
  }
}

const isOnEarth = (lat: number, lon: number): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180
