import type { LegalText } from '../clause.ts'
import { shared } from './shared-clauses.ts'

export const pfmpText: LegalText = {
  id: 'pfmp/2026-1',
  scheme: 'pfmp',
  from: '2025-09-01',
  title: 'Convention de période de formation en milieu professionnel',
  seen: [
    'le code de l’éducation, notamment ses articles L124-1 et suivants et D331-1 à D331-15 ;',
    'le code du travail, notamment ses articles L3162-1 à L3164-6 et D4153-15 à D4153-37 ;',
    'la circulaire n° 2016-053 relative à l’organisation et à l’accompagnement des périodes de formation en milieu professionnel ;',
    'la délibération du conseil d’administration de l’établissement qui approuve la convention type.',
  ],
  clauses: [
    {
      id: 'object',
      title: 'Objet',
      body: [
        'La présente convention règle les rapports entre les signataires pour une période de formation en milieu professionnel. La période fait partie de la formation de l’élève et de son diplôme : il y acquiert et met en œuvre des compétences qui ne s’apprennent qu’au travail.',
      ],
    },
    shared.annexes,
    shared.commonAccord,
    {
      id: 'status',
      title: 'Statut de l’élève',
      body: [
        'L’élève reste sous statut scolaire, sous l’autorité et la responsabilité du chef d’établissement. Il n’est pas compté dans les effectifs de la structure et ne prend part à aucune élection professionnelle. Il suit le règlement intérieur pour la sécurité, les horaires et la discipline.',
        'La période ne sert ni à exécuter une tâche régulière correspondant à un poste permanent, ni à faire face à un accroissement d’activité, ni à remplacer une personne absente.',
      ],
    },
    {
      id: 'pay',
      title: 'Gratification',
      body: [
        'L’élève ne perçoit pas de salaire. Une gratification est due par la structure lorsque la durée de présence dépasse deux mois au cours d’une même année scolaire (article L124-6 du code de l’éducation).',
      ],
    },
    {
      id: 'allowance',
      title: 'Allocation de l’État',
      when: 'allowance',
      body: [
        'L’État verse à l’élève une allocation pour chaque jour de présence attesté, au montant écrit dans l’annexe financière. La structure atteste les jours de présence à la fin de la période.',
      ],
    },
    {
      id: 'tutor',
      title: 'Accompagnement',
      body: [
        'La structure désigne un tuteur qui accueille l’élève, organise son parcours, l’aide à acquérir les compétences visées et prend part à son évaluation. L’établissement désigne un enseignant référent qui suit l’élève, rend visite à la structure et reste joignable.',
      ],
    },
    {
      id: 'hours',
      title: 'Durée et horaires de travail',
      body: [
        'L’élève mineur ne travaille ni plus de 8 heures par jour (7 heures avant 16 ans) ni plus de 35 heures par semaine (30 heures avant 15 ans). Une pause de 30 minutes au moins précède 4 heures 30 de travail continu. Le repos entre deux journées est de 12 heures au moins (14 heures avant 16 ans).',
        'Le travail de nuit lui est interdit, de 22 heures à 6 heures, et de 20 heures à 6 heures avant 16 ans. Il a deux jours de repos consécutifs par semaine, dont le dimanche, et ne travaille pas les jours fériés.',
        'L’élève majeur suit les horaires de la structure, dans la limite de la durée légale ou conventionnelle applicable aux salariés et de ses repos.',
      ],
    },
    {
      id: 'dangerous',
      title: 'Travaux réglementés',
      when: 'minor',
      body: [
        'Les travaux interdits aux mineurs ne peuvent lui être confiés. Ceux qui peuvent faire l’objet d’une dérogation pour les besoins de la formation (articles D4153-15 à D4153-37 du code du travail) ne le sont qu’après la déclaration de la structure à l’inspection du travail, un avis médical d’aptitude et une formation à la sécurité, sous l’encadrement permanent d’une personne compétente.',
      ],
    },
    shared.respect,
    shared.health,
    shared.adjustments,
    shared.liability,
    {
      id: 'accident',
      title: 'En cas d’accident',
      body: [
        'L’élève est couvert contre les accidents du travail et les maladies professionnelles (article L412-8 du code de la sécurité sociale). Si un accident survient sur place ou sur le trajet, la structure prévient aussitôt les secours s’il le faut, la famille et l’établissement, et adresse à celui-ci, le jour même, ce qui est utile à la déclaration qu’il doit faire.',
      ],
    },
    shared.difficulties,
    {
      id: 'review',
      title: 'Évaluation et attestation',
      body: [
        'Les compétences sont évaluées par le tuteur et l’équipe pédagogique selon le règlement du diplôme. À la fin de la période, la structure délivre une attestation qui en dit la durée effective ; l’élève la présente à l’examen.',
      ],
    },
    shared.privacy,
    shared.term,
  ],
}
