import { sayWeek } from '#/calendar/index.ts'
import { capital, countWords, listWords } from '#/design/index.ts'
import { addressWords, sectorLabels } from '#/directory/index.ts'
import { levels, sayFacility, schemes } from '#/rules/index.ts'
import type { OfferContent, OfferSite } from '../offer.ts'
import type { OfferStep } from '../offer-answers.ts'
import { sayTrade } from '../trades.ts'
import { hoursWords } from './offer-words.ts'

/** A question of the form and its answer, lines apart; '' where nothing was said, which `none` then says. */
export interface Answered {
  readonly question: string
  readonly answer: string
  readonly none?: string
}

const lines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n')

/** An offer in words, step by step: what its host checks before publishing, and what two versions are compared by. */
export const answerWords: Readonly<
  Record<OfferStep, (content: OfferContent, sites: readonly OfferSite[]) => readonly Answered[]>
> = {
  presentation: ({ title, description, activities }) => [
    { question: 'Titre', answer: title },
    { question: 'Description', answer: description },
    { question: 'Activités', answer: activities },
  ],
  public: ({ schemes: of, levels: who, minAge }) => [
    { question: 'Stages', answer: lines(of.map((scheme) => capital(schemes[scheme].name))) },
    { question: 'Niveaux', answer: capital(listWords(who.map((level) => levels[level]))) },
    { question: 'Âge minimum', answer: minAge === undefined ? '' : `${minAge} ans`, none: 'aucun' },
  ],
  semaines: ({ span, weeks }) => [
    { question: 'Un élève vient', answer: span === 'all' ? 'toutes les semaines indiquées' : 'une semaine' },
    {
      question: 'Places',
      answer: lines(
        weeks.map(
          ({ week, seats, closed }) =>
            `${capital(sayWeek(week))} : ${countWords(seats, 'place')}${closed ? ', fermée' : ''}`,
        ),
      ),
    },
  ],
  horaires: ({ hours }) => [{ question: 'Horaires', answer: lines(hoursWords(hours)) }],
  lieu: ({ remote, siteId, nearestStop }, sites) => {
    const site = sites.find(({ id }) => id === siteId)
    return [
      { question: 'Lieu', answer: remote ? 'À distance' : site ? lines([site.name, addressWords(site)]) : '' },
      { question: 'Arrêt le plus proche', answer: nearestStop },
    ]
  },
  metier: ({ sector, trades }) => [
    { question: 'Secteur', answer: sectorLabels.get(sector) ?? '' },
    { question: 'Métiers', answer: lines(trades.map(sayTrade)) },
  ],
  accueil: ({ facilities, adaptations, equipment, dress, meals }) => [
    { question: 'Accessibilité', answer: capital(listWords(facilities.map(sayFacility))) },
    { question: 'Aménagements', answer: adaptations },
    { question: 'Équipement', answer: equipment },
    { question: 'Tenue', answer: dress },
    { question: 'Repas', answer: meals },
  ],
  reservation: ({ reservedSchools, minPriority, reservedQpv, reservedWithoutNetwork, group }) => [
    {
      question: 'Places gardées',
      answer: lines([
        reservedWithoutNetwork ? 'Élèves sans réseau' : '',
        minPriority === undefined ? '' : 'Élèves prioritaires',
        reservedQpv ? 'Élèves d’un quartier prioritaire (QPV)' : '',
        ...reservedSchools.map((uai) => `Établissement ${uai}`),
      ]),
      none: 'ouvertes à tous',
    },
    { question: 'Groupe', answer: group ? `de ${group.min} à ${group.max} élèves` : '', none: 'chacun pour soi' },
  ],
  contact: ({ contact: { name, email, phone } }) => [{ question: 'Qui répond', answer: lines([name, email, phone]) }],
  photos: ({ images }) => [
    { question: 'Photos', answer: lines(images.map(({ alternative }) => alternative)), none: 'aucune' },
  ],
}
