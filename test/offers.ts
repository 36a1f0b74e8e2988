import { saveHosts } from '#/directory/index.ts'
import { platformGrounds } from '#/journal/index.ts'
import { type OfferContent, type OfferState, saveOffer } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'

/** A bakery in Vire that anyone would recognise, for tests about its offers. */
export const bakery = {
  hostId: '01980000-0000-7000-8000-0000000000b1',
  siteId: '01980000-0000-7000-8000-0000000000b2',
  name: 'Boulangerie du Pont',
}

/** What a bakery offers: two weeks of June, two seats each. Lawful for a pupil of seconde. */
export const bakeryOffer: OfferContent = {
  siteId: bakery.siteId,
  title: 'Découvrir le métier de boulanger',
  description: 'Vous suivez l’équipe du fournil à la vente, et vous façonnez vos premiers pains.',
  activities: 'Observer le pétrissage, aider à la vente, préparer les commandes.',
  sector: 's26',
  trades: ['D1102'],
  schemes: ['observation-2de'],
  levels: ['seconde'],
  span: 'week',
  group: undefined,
  hours: Object.fromEntries(
    [1, 2, 3, 4, 5].map((day) => [day, { start: 540, end: 960, lunch: { start: 720, end: 780 } }]),
  ),
  remote: false,
  facilities: [],
  adaptations: '',
  equipment: '',
  dress: '',
  meals: '',
  nearestStop: '',
  minAge: undefined,
  reservedSchools: [],
  minPriority: undefined,
  reservedQpv: false,
  reservedWithoutNetwork: false,
  contact: { name: 'Anne Pont', email: 'anne@pont.example', phone: '' },
  images: [],
  lat: 48.84,
  lon: -0.89,
  weeks: [
    { week: '2026-W25', seats: 2, closed: false },
    { week: '2026-W26', seats: 2, closed: false },
  ],
}

/** The bakery in a territory, with its site. */
export async function openBakery(services: Pick<Services, 'db' | 'clock'>, territoryId = 'bocage'): Promise<void> {
  await saveHosts(services, services.db, territoryId, [
    {
      id: bakery.hostId,
      name: bakery.name,
      sector: 's26',
      sites: [
        {
          id: bakery.siteId,
          name: 'Le fournil',
          street: '3 rue du Pont',
          postcode: '14500',
          city: 'Vire Normandie',
          commune: '14762',
          lat: 48.84,
          lon: -0.89,
        },
      ],
    },
  ])
}

/** An offer of the bakery; returns its id. */
export async function offerOfBakery(
  services: Pick<Services, 'db' | 'clock' | 'newId' | 'announce'>,
  content: Partial<OfferContent> = {},
  state: OfferState = 'published',
  territoryId = 'bocage',
): Promise<string> {
  const saved = await services.db.transaction().execute((tx) =>
    saveOffer(services, tx, {
      territoryId,
      hostId: bakery.hostId,
      content: { ...bakeryOffer, ...content },
      state,
      grounds: platformGrounds,
      deed: 'created',
      version: undefined,
    }),
  )
  if (!saved.saved) throw new Error(`The offer of the bakery was not written: ${saved.why}`)
  return saved.id
}
