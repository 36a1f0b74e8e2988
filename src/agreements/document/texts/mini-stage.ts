import type { LegalText } from '../clause.ts'
import { shared } from './shared-clauses.ts'

export const miniStageText: LegalText = {
  id: 'mini-stage/2026-1',
  scheme: 'mini-stage',
  from: '2025-09-01',
  title: 'Convention de mini-stage de découverte d’un métier',
  seen: [
    'le code de l’éducation, notamment ses articles L332-3-1 et L332-3-2 ;',
    'le code du travail, notamment ses articles L3162-1 à L3164-6, L4153-1 et D4153-15 à D4153-37.',
  ],
  clauses: [
    {
      id: 'object',
      title: 'Objet',
      body: [
        'La présente convention permet à un jeune de découvrir un métier en dehors du temps de classe, dans une structure qui l’accueille, avec l’appui de la chambre consulaire. Elle l’aide à construire son projet d’orientation.',
      ],
    },
    {
      id: 'length',
      title: 'Durée',
      body: [
        'La période dure cinq jours au plus. Elle se déroule pendant les vacances scolaires ou, pour un étudiant, en dehors de ses cours.',
      ],
    },
    {
      id: 'status',
      title: 'Statut',
      body: [
        'Le jeune garde son statut d’élève ou d’étudiant. Il n’est pas salarié, n’est pas compté dans les effectifs et ne reçoit ni salaire ni gratification. Il suit le règlement intérieur pour la sécurité, les horaires et la discipline.',
      ],
    },
    {
      id: 'work',
      title: 'Ce que le jeune fait et ne fait pas',
      body: [
        'Il observe, pose des questions et s’essaie à des gestes simples sous le contrôle permanent d’un adulte. Il ne prend part à aucun travail de production et ne remplace personne. S’il est mineur, il n’accède pas aux machines, appareils et produits visés aux articles D4153-15 à D4153-37 du code du travail.',
      ],
    },
    {
      id: 'hours',
      title: 'Horaires',
      body: [
        'Avant 16 ans, la présence ne dépasse pas 7 heures par jour, entre 6 heures et 20 heures ; de 16 à 17 ans, 8 heures par jour, entre 6 heures et 22 heures. Elle ne dépasse pas 35 heures par semaine (30 heures avant 15 ans). Une pause de 30 minutes au moins précède 4 heures 30 de présence continue. Le dimanche et les jours fériés sont des jours de repos pour un mineur.',
      ],
    },
    {
      id: 'respect',
      title: 'Respect et sécurité',
      body: [
        'La structure veille à ce que le jeune ne subisse ni ne soit témoin d’agissements sexistes, de harcèlement, de violence ou de discrimination. Elle lui présente les règles de sécurité avant toute activité et lui fournit les équipements de protection nécessaires. La chambre consulaire ou la famille peut mettre fin à la période dès que la convention n’est pas respectée.',
      ],
    },
    shared.adjustments,
    {
      id: 'liability',
      title: 'Assurances et responsabilité',
      body: [
        'La structure garantit sa responsabilité civile. Le jeune ou sa famille justifie d’une assurance de responsabilité civile et d’une garantie individuelle accidents qui couvrent la période.',
      ],
    },
    {
      id: 'accident',
      title: 'En cas d’accident',
      body: [
        'La structure prévient aussitôt les secours s’il le faut, la famille et la chambre consulaire, et adresse à celle-ci, le jour même, tout ce qui est utile à la déclaration.',
      ],
    },
    {
      id: 'difficulties',
      title: 'Absences et difficultés',
      body: [
        'Chacun prévient les autres sans attendre d’une absence ou d’une difficulté. L’une ou l’autre partie peut mettre fin à l’accueil par écrit, après en avoir parlé avec les autres.',
      ],
    },
    {
      id: 'privacy',
      title: 'Discrétion et données personnelles',
      body: [
        'Le jeune ne répand pas ce qu’il apprend des affaires de la structure et des personnes. Les données de la présente convention ne servent qu’à l’organiser, à la suivre et à en garder la preuve ; chacun peut demander à lire et à corriger celles qui le concernent.',
      ],
    },
    shared.term,
  ],
}
