import type { Clause } from '../clause.ts'

/** Wordings that several schemes have alike. */
export const shared = {
  annexes: {
    id: 'annexes',
    title: 'Annexes',
    body: [
      'Les annexes font partie de la convention. L’annexe pédagogique dit ce que l’élève vient faire, quand, et avec qui ; l’annexe financière dit qui prend en charge les repas, les trajets et l’hébergement.',
    ],
  },
  commonAccord: {
    id: 'common-accord',
    title: 'Organisation décidée ensemble',
    body: [
      'Les conditions de la venue de l’élève sont fixées d’un commun accord par le chef d’établissement et le responsable de la structure d’accueil. Toute modification importante (dates, horaires, lieu, activités, personnes) fait l’objet d’un avenant signé avant de s’appliquer.',
    ],
  },
  health: {
    id: 'health',
    title: 'Santé de l’élève',
    body: [
      'L’élève qui bénéficie d’un projet d’accueil individualisé (PAI) vient avec sa trousse d’urgence. La famille informe elle-même la personne qui l’accueille de la conduite à tenir ; aucune information de santé ne figure dans la présente convention.',
    ],
  },
  adjustments: {
    id: 'adjustments',
    title: 'Aménagements',
    when: 'adjusted',
    body: ['La structure d’accueil met en place les aménagements écrits dans l’annexe pédagogique.'],
  },
  liability: {
    id: 'liability',
    title: 'Assurances et responsabilité',
    body: [
      'Pour un établissement public, l’État est son propre assureur. L’établissement d’enseignement privé s’assure pour sa responsabilité civile.',
      'Le responsable de la structure d’accueil prend les dispositions nécessaires pour garantir sa responsabilité civile chaque fois qu’elle peut être engagée.',
      'Il est vivement recommandé que l’élève soit couvert par une assurance de responsabilité civile et une garantie individuelle accidents ; l’attestation est remise à l’établissement.',
    ],
  },
  accident: {
    id: 'accident',
    title: 'En cas d’accident',
    body: [
      'Si un accident survient sur place ou sur le trajet, la structure d’accueil prévient aussitôt les secours s’il le faut, la famille et l’établissement. Elle adresse au chef d’établissement, le jour même où l’accident est constaté, tout ce qui est utile à sa déclaration.',
    ],
  },
  respect: {
    id: 'respect',
    title: 'Respect et protection de l’élève',
    body: [
      'La structure d’accueil veille à ce que l’élève ne subisse ni ne soit témoin d’agissements sexistes, de harcèlement moral ou sexuel, ni d’aucune violence ou discrimination. L’élève qui en subit ou en voit peut s’adresser à tout moment à son établissement ou à la personne qui l’accompagne sur place.',
      'L’évaluation des risques professionnels de la structure tient compte de la présence de l’élève. Avant toute activité, la structure lui présente les règles de sécurité et lui fournit les équipements de protection nécessaires.',
      'Le chef d’établissement peut suspendre ou interrompre la période dès que la sécurité, la santé ou la dignité de l’élève ne sont plus assurées, ou que la convention n’est pas respectée.',
    ],
  },
  difficulties: {
    id: 'difficulties',
    title: 'Absences et difficultés',
    body: [
      'La structure d’accueil signale sans attendre à l’établissement toute absence et tout retard de l’élève. La famille prévient la structure et l’établissement quand l’élève ne peut pas venir.',
      'Le chef d’établissement et le responsable de la structure s’informent l’un l’autre des difficultés rencontrées et cherchent ensemble une solution, en lien avec l’équipe pédagogique et la famille. L’une ou l’autre partie peut mettre fin à l’accueil par écrit, après en avoir parlé avec les autres.',
    ],
  },
  privacy: {
    id: 'privacy',
    title: 'Discrétion et données personnelles',
    body: [
      'L’élève ne répand pas ce qu’il apprend des affaires de la structure et des personnes. Les données de la présente convention ne servent qu’à l’organiser, à la suivre et à en garder la preuve ; chacun peut demander à l’établissement de lire et de corriger celles qui le concernent.',
    ],
  },
  term: {
    id: 'term',
    title: 'Durée de la convention',
    body: [
      'La convention prend effet à la dernière des signatures et vaut jusqu’au dernier jour écrit dans les tableaux qui précèdent. Elle ne se prolonge que par un avenant.',
    ],
  },
} as const satisfies Readonly<Record<string, Clause>>
