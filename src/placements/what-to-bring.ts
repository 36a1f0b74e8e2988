import type { AgreementContent } from '#/agreements/index.ts'
import type { Offer } from '#/offers/index.ts'

/** What to bring on the first day, one thing a line: what everyone needs, then what this host asks. */
export function whatToBring(
  content: AgreementContent,
  offer: Pick<Offer, 'equipment' | 'dress' | 'meals'> | undefined,
): readonly string[] {
  const asked = content.hosts.flatMap(({ equipment }) => (equipment ? [equipment] : []))
  return [
    'Une pièce d’identité ou la carte de lycéen ou de collégien',
    'De quoi écrire',
    'Un téléphone chargé, avec les numéros de cette page',
    ...(offer?.dress ? [`Tenue : ${offer.dress}`] : []),
    ...[...new Set([offer?.equipment ?? '', ...asked])].filter((words) => words !== ''),
    content.costs?.meals
      ? `Repas : ${content.costs.meals}`
      : `Repas : ${offer?.meals || 'demander avant le premier jour'}`,
  ]
}
