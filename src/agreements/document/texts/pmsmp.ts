import type { LegalText } from '../clause.ts'

export const pmsmpText: LegalText = {
  id: 'pmsmp/2026-1',
  scheme: 'pmsmp',
  from: '2025-09-01',
  title: 'Convention de mise en œuvre d’une période de mise en situation en milieu professionnel (PMSMP)',
  seen: [
    'le code du travail, notamment ses articles L5135-1 à L5135-8 et D5135-1 à D5135-8 ;',
    'le modèle national de convention, formulaire Cerfa n° 13912, dont la présente convention reprend le contenu.',
  ],
  clauses: [
    {
      id: 'object',
      title: 'Objet',
      body: [
        'La période permet au bénéficiaire de travailler à un seul des objectifs suivants, écrit dans les tableaux : découvrir un métier ou un secteur d’activité, confirmer un projet professionnel, ou initier une démarche de recrutement.',
        'Elle ne sert ni à exécuter une tâche régulière correspondant à un poste permanent, ni à faire face à un accroissement temporaire d’activité, ni à remplacer un salarié absent, ni à pourvoir un emploi saisonnier.',
      ],
    },
    {
      id: 'length',
      title: 'Durée et renouvellement',
      body: [
        'La période dure un mois au plus, de date à date. Lorsque l’objectif n’est pas atteint, elle peut être renouvelée une fois, avec le même objectif, par une nouvelle convention. Les périodes d’un même bénéficiaire dans une même structure ne dépassent pas deux mois sur douze mois consécutifs.',
      ],
    },
    {
      id: 'status',
      title: 'Statut du bénéficiaire',
      body: [
        'Le bénéficiaire n’est pas salarié de la structure d’accueil et n’est pas rémunéré par elle. Il conserve le régime d’indemnisation et le statut qu’il avait avant la période.',
      ],
    },
    {
      id: 'employee',
      title: 'Bénéficiaire salarié',
      when: 'employee',
      body: [
        'Le contrat de travail du bénéficiaire se poursuit pendant la période ; l’employeur maintient sa rémunération et garde ses obligations. Au terme de la période, le bénéficiaire retrouve son poste. Le refus d’effectuer une période n’est ni une faute ni un motif de licenciement.',
      ],
    },
    {
      id: 'accompanied',
      title: 'Accompagnement',
      when: 'accompanied',
      body: [
        'La structure d’accompagnement suit le bénéficiaire pour le compte du prescripteur, l’aide à préparer la période et en dresse le bilan avec lui.',
      ],
    },
    {
      id: 'host',
      title: 'Engagements de la structure d’accueil',
      body: [
        [
          'désigner une personne chargée d’accueillir, d’aider, d’informer et de guider le bénéficiaire ;',
          'ne lui confier que des activités en lien avec l’objectif, et respecter les règles de durée du travail, de repos, de santé et de sécurité qui s’appliquent à ses salariés ;',
          'le faire bénéficier des équipements de protection, des transports et des installations collectives dont disposent ses salariés ;',
          'veiller à ce qu’il ne subisse ni agissement sexiste, ni harcèlement, ni discrimination ;',
          'prévenir sans attendre le prescripteur de toute absence et de toute difficulté ; prendre part au bilan.',
        ],
        'La structure déclare que sa responsabilité civile est couverte pour les dommages causés au bénéficiaire ou par lui.',
      ],
    },
    {
      id: 'beneficiary',
      title: 'Engagements du bénéficiaire',
      body: [
        'Le bénéficiaire vient aux jours et heures convenus, suit le règlement intérieur et les consignes de sécurité, ne répand pas ce qu’il apprend des affaires de la structure, prévient la structure et le prescripteur de toute absence, et prend part au bilan.',
      ],
    },
    {
      id: 'minor',
      title: 'Bénéficiaire mineur',
      when: 'minor',
      body: [
        'Le représentant légal signe la convention. Les durées maximales de travail, le repos, l’interdiction du travail de nuit, du dimanche et des jours fériés, et les travaux interdits aux mineurs s’appliquent (articles L3162-1 à L3164-6 et D4153-15 à D4153-37 du code du travail).',
      ],
    },
    {
      id: 'prescriber',
      title: 'Engagements du prescripteur',
      body: [
        'Le prescripteur s’assure que la période répond à l’objectif, désigne un référent, suit le bénéficiaire pendant la période et en fait le bilan avec lui et la structure d’accueil.',
      ],
    },
    {
      id: 'adjustments',
      title: 'Aménagements',
      when: 'adjusted',
      body: ['La structure d’accueil met en place les aménagements écrits dans les tableaux.'],
    },
    {
      id: 'accident',
      title: 'Accidents du travail et maladies professionnelles',
      body: [
        'Le bénéficiaire est couvert contre les accidents du travail et les maladies professionnelles pendant la période et sur le trajet. En cas d’accident, la structure d’accueil prévient aussitôt les secours s’il le faut et, le jour même, celui à qui il revient de le déclarer : le prescripteur, ou l’employeur d’un bénéficiaire salarié.',
      ],
    },
    {
      id: 'interruption',
      title: 'Fin avant le terme',
      body: [
        'Chaque partie peut mettre fin à la période à tout moment, en prévenant les autres par écrit. La convention prend fin d’elle-même si le bénéficiaire est recruté. La suspension ou l’interruption n’ouvre droit à aucune indemnité.',
      ],
    },
    {
      id: 'privacy',
      title: 'Données personnelles',
      body: [
        'Les données de la présente convention ne servent qu’à l’organiser, à la suivre et à en garder la preuve ; chacun peut demander au prescripteur de lire et de corriger celles qui le concernent.',
      ],
    },
    {
      id: 'term',
      title: 'Prise d’effet',
      body: [
        'La convention est signée avant le début de la période et prend fin le dernier jour écrit dans les tableaux. Elle ne se modifie que par un avenant.',
      ],
    },
  ],
}
