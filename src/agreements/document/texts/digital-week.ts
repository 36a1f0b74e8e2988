import type { LegalText } from '../clause.ts'
import { shared } from './shared-clauses.ts'

export const digitalWeekText: LegalText = {
  id: 'digital-week/2026-1',
  scheme: 'digital-week',
  from: '2025-11-22',
  title: 'Convention de séquence d’observation à distance, semaine numérique',
  seen: [
    'le code de l’éducation, notamment ses articles L124-1 et suivants et D331-1 à D331-15 ;',
    'la circulaire du 21 novembre 2025 relative aux séquences d’observation en milieu professionnel ;',
    'la délibération du conseil d’administration de l’établissement qui approuve la convention type.',
  ],
  clauses: [
    {
      id: 'object',
      title: 'Objet',
      body: [
        'La présente convention organise une semaine de découverte des métiers entièrement à distance, pour un élève à qui elle ouvre des rencontres avec des professionnels, des visites filmées et des ateliers. L’élève y prend part depuis son domicile, son établissement ou un lieu public convenu avec sa famille.',
      ],
    },
    {
      id: 'status',
      title: 'Statut de l’élève',
      body: [
        'L’élève reste sous statut scolaire, sous l’autorité du chef d’établissement. Il ne reçoit ni salaire ni gratification et n’exécute aucun travail pour l’organisateur ni pour les intervenants.',
      ],
    },
    {
      id: 'attendance',
      title: 'Présence et horaires',
      body: [
        'Les séances se tiennent aux jours et heures écrits dans les tableaux, pauses comprises, sans dépasser 7 heures par jour. L’organisateur note la présence au début de chaque demi-journée et signale aussitôt à l’établissement toute absence ; l’établissement prévient la famille.',
      ],
    },
    {
      id: 'equipment',
      title: 'Matériel et connexion',
      body: [
        'Un essai du micro, de la caméra et de la connexion a lieu avant la semaine. Si l’élève n’a pas le matériel ou la connexion nécessaires, la famille le dit à l’établissement, qui cherche une solution avec l’organisateur.',
      ],
    },
    {
      id: 'conduct',
      title: 'Protection de l’élève en ligne',
      body: [
        'Les intervenants sont connus de l’organisateur. Aucune séance ne réunit seuls un élève et un intervenant : un second adulte y prend part. Les messages privés entre eux sont fermés. Aucune séance n’est enregistrée sans l’accord écrit des personnes et des représentants légaux.',
        'L’élève et les intervenants se respectent. L’organisateur met fin aussitôt à tout propos ou comportement sexiste, violent ou discriminatoire et en informe l’établissement le jour même.',
      ],
    },
    shared.adjustments,
    {
      id: 'liability',
      title: 'Assurances et responsabilité',
      body: [
        'L’organisateur garantit sa responsabilité civile. Pour un établissement public, l’État est son propre assureur. Il est recommandé que l’élève soit couvert par une assurance de responsabilité civile.',
      ],
    },
    {
      id: 'difficulties',
      title: 'Difficultés',
      body: [
        'L’élève, sa famille et l’établissement peuvent joindre l’organisateur pendant toutes les séances. Chacun peut mettre fin à la participation par écrit, après en avoir parlé avec les autres.',
      ],
    },
    {
      id: 'review',
      title: 'Restitution',
      body: [
        'L’élève garde la trace de ce qu’il découvre et en rend compte à sa classe. L’organisateur atteste les demi-journées de présence.',
      ],
    },
    shared.privacy,
    shared.term,
  ],
}
