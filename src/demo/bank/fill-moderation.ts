import { askHost, findOffer, moveOffer, refuseOffer, reportOffer, saveOffers } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Random } from '../random.ts'
import type { Territory } from '../territory.ts'
import type { Stage } from './cast.ts'
import { inventedId } from './identifier.ts'
import { contentOfOffer } from './offer-content.ts'
import { pastMoment } from './past-days.ts'
import { servicesAt } from './past-services.ts'

/** Offers that a coordinator looks at before pupils do, and what became of some. */
const risky = [
  { words: 'Appelez le 06 39 98 12 34 pour réserver votre place.', daysAgo: 1 },
  { words: 'Plus de détails sur www.une-page.example : inscrivez-vous là-bas.', daysAgo: 2 },
  { words: 'Le stagiaire tiendra la caisse seul, travaux en hauteur possibles.', daysAgo: 3 },
  { words: 'Un CDI à la clé pour les plus motivés, salaire selon résultats.', daysAgo: 4 },
  {
    words: 'Écrivez-nous à accueil@une-page.example avant de venir.',
    daysAgo: 6,
    decided: askHost,
    message: 'Retirez l’adresse du texte : les élèves vous écrivent par la plateforme.',
  },
  {
    words: 'Formation payante de 200 euros à régler avant la semaine.',
    daysAgo: 9,
    decided: refuseOffer,
    message: 'Cette plateforme n’accepte que des stages, gratuits pour l’élève.',
  },
] as const

export async function fillModeration(
  services: Services,
  {
    territoryId,
    territory,
    stages,
    coordinator,
    reporters,
    random,
  }: {
    territoryId: string
    territory: Territory
    stages: readonly Stage[]
    coordinator: string
    reporters: readonly string[]
    random: Random
  },
): Promise<void> {
  const now = services.clock.now()
  for (const [index, { words, daysAgo, ...decision }] of risky.entries()) {
    const stage = stages[(index + 4) % stages.length]
    if (!stage) return
    const { host, site, offer } = stage
    const offerId = inventedId(territoryId, 'offer', `risky ${index}`)
    if (await findOffer(services.db, offerId)) continue
    const at = servicesAt(services, pastMoment(now, daysAgo, 'host', random))
    const content = contentOfOffer(
      offer,
      { ...site, id: inventedId(territoryId, 'site', site.siret) },
      'L’accueil',
      random,
    )
    const written = {
      ...content,
      description: `${content.description} ${words}`,
      group: undefined,
      minAge: undefined,
      weeks: territory.weeks.map((week) => ({ week, seats: 2, closed: false })),
    }
    const hostId = inventedId(territoryId, 'host', host.siren)
    await at.db.transaction().execute((tx) =>
      saveOffers(at, tx, {
        territoryId,
        by: undefined,
        offers: [{ id: offerId, hostId, content: written, state: 'draft' }],
      }),
    )
    await moveOffer(at, {
      territoryId,
      offerId,
      grounds: { by: undefined, role: 'host', why: 'link' },
      to: 'published',
      as: 'host',
    })
    if (!('decided' in decision)) continue
    const version = (await findOffer(at.db, offerId))?.version ?? 0
    const later = servicesAt(services, pastMoment(now, daysAgo - 1, 'host', random))
    const grounds = { by: coordinator, role: 'coordinator' as const, why: `coordinator territory:${territoryId}` }
    await decision.decided(later, { territoryId, offerId, version, message: decision.message, grounds })
  }
  const reported = stages.at(-1)?.offer
  if (!reported) return
  for (const [index, account] of reporters.entries())
    await reportOffer(servicesAt(services, pastMoment(now, 2 - index, 'pupil', random)), {
      offerId: inventedId(territoryId, 'offer', reported.id),
      reason: index === 0 ? 'closed' : 'false',
      words: index === 0 ? 'Le rideau est baissé depuis des semaines.' : '',
      source: { account },
      trusted: undefined,
    })
}
