import { BOUND, durationWords, weekWords } from '#/design/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Criteria, radiusSteps, travelSteps } from './criteria.ts'
import { countOffers, type SearchRequest } from './search-offers.ts'

/** Another search that would find something, and how much. */
export interface Proposal {
  readonly label: string
  readonly criteria: Criteria
  readonly count: number
}

const mostProposals = 4
const otherWeeks = 3

/** What would work where nothing was found: each proposal was counted, and finds at least one place. */
export async function proposals(
  services: Services,
  request: SearchRequest,
  weeks: readonly string[],
): Promise<Proposal[]> {
  const found: Proposal[] = []
  for (const group of changesOf(request.criteria, weeks)) {
    // Of a group the first that works says it all: 45 minutes rather than 60.
    let left = group.all ? otherWeeks : 1
    for (const { label, change } of group.changes) {
      if (left === 0 || found.length === mostProposals) break
      const criteria = { ...request.criteria, ...change, after: undefined }
      const count = await countOffers(services, { ...request, criteria })
      if (count === 0) continue
      found.push({ label, criteria, count })
      left--
    }
  }
  return found
}

interface Change {
  readonly label: string
  readonly change: Partial<Criteria>
}

function changesOf(
  criteria: Criteria,
  weeks: readonly string[],
): readonly { readonly changes: readonly Change[]; readonly all?: boolean }[] {
  const { minutes, km, week, sector, trade, keyword, group, level, scheme, facilities, place } = criteria
  const longer = minutes === undefined ? [] : travelSteps.filter((step) => step > minutes)
  const wider =
    minutes !== undefined || (km === undefined && place === '') ? [] : radiusSteps.filter((step) => step > (km ?? 20))
  const only = (is: boolean, label: string, change: Partial<Criteria>) => (is ? [{ changes: [{ label, change }] }] : [])
  return [
    {
      changes: longer.map((step) => ({ label: `Jusqu’à ${durationWords(step)} de trajet`, change: { minutes: step } })),
    },
    { changes: wider.map((step) => ({ label: `Jusqu’à ${step}${BOUND}km`, change: { km: step } })) },
    {
      all: true,
      changes:
        week === undefined
          ? []
          : weeks
              .filter((each) => each !== week)
              .map((each) => ({ label: `La ${weekWords(each)}`, change: { week: each } })),
    },
    ...only(sector !== undefined, 'Dans tous les secteurs', { sector: undefined }),
    ...only(trade !== undefined, 'Pour tous les métiers', { trade: undefined }),
    ...only(keyword !== '', 'Sans mot-clé', { keyword: '' }),
    ...only(group !== undefined, 'Sans venir à plusieurs', { group: undefined }),
    ...only(level !== undefined || scheme !== undefined, 'Pour tous les niveaux', {
      level: undefined,
      scheme: undefined,
    }),
    ...only(facilities.length > 0, 'Sans condition d’accès', { facilities: [] }),
    ...only(minutes !== undefined, 'Quel que soit le trajet', { minutes: undefined, km: 50 }),
    ...only(
      [sector, trade, week, minutes].filter((each) => each !== undefined).length + (keyword === '' ? 0 : 1) > 1,
      'Toutes les offres ouvertes autour',
      {
        sector: undefined,
        trade: undefined,
        week: undefined,
        keyword: '',
        minutes: undefined,
        km: 50,
        group: undefined,
      },
    ),
  ]
}
