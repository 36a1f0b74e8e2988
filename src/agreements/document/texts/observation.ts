import type { SchemeId } from '#/rules/index.ts'
import type { Clause, LegalText } from '../clause.ts'
import { shared } from './shared-clauses.ts'

const object: Clause = {
  id: 'object',
  title: 'Objet',
  body: [
    'La présente convention règle les rapports entre les signataires pour une séquence d’observation en milieu professionnel. La séquence fait découvrir à l’élève le monde économique et professionnel, ses métiers et son environnement de travail ; elle nourrit son projet d’orientation.',
  ],
}

const status: Clause = {
  id: 'status',
  title: 'Statut de l’élève',
  body: [
    'L’élève reste sous statut scolaire pendant toute la séquence, sous l’autorité et la responsabilité du chef d’établissement. Il suit le règlement intérieur de la structure pour la sécurité, les horaires et la discipline.',
    'Il ne reçoit ni salaire ni gratification de la structure d’accueil et n’est pas compté dans ses effectifs.',
  ],
}

const work: Clause = {
  id: 'work',
  title: 'Ce que l’élève fait et ne fait pas',
  body: [
    'L’élève observe, enquête, assiste à des démonstrations et peut participer à des activités de la structure, à des essais ou à des gestes simples en lien avec les objectifs de sa classe, sous le contrôle permanent d’un adulte.',
    'Il ne prend part à aucun travail de production et ne remplace personne. Il n’accède pas aux machines, appareils et produits dont l’usage est interdit aux mineurs par les articles D4153-15 à D4153-37 du code du travail, et n’effectue pas les travaux légers autorisés aux mineurs par le même code.',
  ],
}

const hours: Clause = {
  id: 'hours',
  title: 'Horaires',
  body: [
    'La présence de l’élève ne dépasse ni 7 heures par jour ni 35 heures par semaine (30 heures avant 15 ans), entre 6 heures et 20 heures, sans dérogation. Elle est coupée d’une pause de 30 minutes au moins avant 4 heures 30 de présence continue.',
    'L’élève bénéficie de 14 heures de repos entre deux journées (12 heures à partir de 16 ans) et de deux jours de repos consécutifs par semaine, dont le dimanche. Il ne vient pas les jours fériés.',
  ],
}

const twoHosts: Clause = {
  id: 'two-hosts',
  title: 'Deux structures d’accueil',
  when: 'two-hosts',
  body: [
    'La séquence se partage entre deux structures, une semaine dans chacune, aux dates écrites dans les tableaux. Chaque structure est engagée pour la semaine où elle accueille l’élève, et pour elle seule. Le retrait de l’une ne met pas fin à la semaine passée dans l’autre.',
  ],
}

const review: Clause = {
  id: 'review',
  title: 'Suivi et restitution',
  body: [
    'L’établissement prépare la séquence avec l’élève, désigne un enseignant référent qui reste joignable, et exploite l’expérience au retour. La structure désigne une personne qui accueille l’élève, l’accompagne et donne son avis à la fin.',
  ],
}

const clauses = (own: readonly Clause[]): readonly Clause[] => [
  object,
  ...own,
  shared.annexes,
  shared.commonAccord,
  status,
  work,
  hours,
  shared.respect,
  shared.health,
  shared.adjustments,
  shared.liability,
  shared.accident,
  shared.difficulties,
  review,
  shared.privacy,
  shared.term,
]

/** In force since the circular of 21 November 2025, for collège and seconde alike. */
const observation = (scheme: SchemeId, title: string, articles: string, own: readonly Clause[]): LegalText => ({
  id: `${scheme}/2026-1`,
  scheme,
  from: '2025-11-22',
  title,
  seen: [
    'le code du travail, notamment son article L4153-1 ;',
    `le code de l’éducation, notamment ses articles ${articles} ;`,
    'la circulaire du 21 novembre 2025 relative aux séquences d’observation en milieu professionnel ;',
    'la délibération du conseil d’administration de l’établissement qui approuve la convention type.',
  ],
  clauses: clauses(own),
})

const fiveDays: Clause = {
  id: 'length',
  title: 'Durée de la séquence',
  body: [
    'La séquence dure cinq jours, consécutifs ou non, pendant la période que l’établissement a choisie et hors des vacances scolaires.',
  ],
}

export const observationTexts: readonly LegalText[] = [
  observation(
    'observation-4e',
    'Convention de séquence d’observation en milieu professionnel, classe de quatrième',
    'L124-1 et suivants et D331-1 à D331-15',
    [fiveDays],
  ),
  observation(
    'observation-3e',
    'Convention de séquence d’observation en milieu professionnel, classe de troisième',
    'L124-1 et suivants et D331-1 à D331-15',
    [fiveDays],
  ),
  observation(
    'observation-2de',
    'Convention de séquence d’observation en milieu professionnel, classe de seconde générale et technologique',
    'L124-1 et suivants, D331-1 à D331-15 et D333-3-1',
    [
      {
        id: 'length',
        title: 'Durée de la séquence',
        body: [
          'La séquence dure deux semaines consécutives, dans la période nationale fixée pour l’année scolaire, dans une même structure ou une semaine dans chacune de deux structures.',
        ],
      },
      twoHosts,
    ],
  ),
]
