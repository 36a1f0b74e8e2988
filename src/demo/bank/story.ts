import type { HostAnswer } from '#/applications/index.ts'

/** What someone does in the story. */
export type Act =
  | { readonly do: 'apply'; readonly draws: string; readonly weeks?: 'first' }
  | { readonly do: 'send' | 'read' | 'confirm' | 'withdraw' }
  | { readonly do: 'answer'; readonly answer: Exclude<HostAnswer, { what: 'ask' | 'counter' }> }
  | { readonly do: 'ask'; readonly question: string }
  /** The other week. */
  | { readonly do: 'counter' }
  | { readonly do: 'say'; readonly by: 'pupil' | 'host'; readonly body: string }
  | { readonly do: 'cancel'; readonly reason: string; readonly words: string }

/** A pupil of the class (by their place among those without a place) and an offer, day by day. */
export interface Scene {
  readonly pupil: number
  readonly offer: StoryOffer
  readonly days: readonly (readonly [daysAgo: number, act: Act])[]
}

/** The story's own offers: `team` and `lead` at the host whom one may enter as, the others near it. */
export const storyOffers = {
  team: { stage: 0, title: 'Une semaine dans l’équipe', seats: 3, state: 'published' },
  lead: { stage: 0, title: 'Deux pas derrière la responsable', seats: 1, state: 'published' },
  next: { stage: 0, title: 'L’accueil et la gestion', seats: 2, state: 'draft' },
  rest: { stage: 0, title: 'Une semaine au magasin', seats: 2, state: 'paused' },
  first: { stage: 1, title: 'Découvrir tous nos métiers', seats: 2, state: 'published' },
  second: { stage: 2, title: 'Du matin au soir avec nous', seats: 2, state: 'published' },
  third: { stage: 3, title: 'Observer, essayer, raconter', seats: 2, state: 'published' },
} as const
export type StoryOffer = keyof typeof storyOffers

const apply = (draws: string): Act => ({ do: 'apply', draws })
const send: Act = { do: 'send' }
const read: Act = { do: 'read' }
const confirm: Act = { do: 'confirm' }
const accept: Act = { do: 'answer', answer: { what: 'accept' } }
const refuse = (reason: string, words: string): Act => ({ do: 'answer', answer: { what: 'refuse', reason, words } })
const say = (by: 'pupil' | 'host', body: string): Act => ({ do: 'say', by, body })

/** Every state of an application, in one class. */
export const scenes: readonly Scene[] = [
  {
    pupil: 0,
    offer: 'first',
    days: [
      [24, apply('J’aimerais voir comment une équipe se partage le travail.')],
      [24, send],
      [22, read],
      [20, refuse('full', 'Votre candidature nous a plu : tentez votre chance l’an prochain.')],
    ],
  },
  {
    pupil: 0,
    offer: 'second',
    days: [
      [23, apply('C’est tout près de chez moi et le métier m’intrigue.')],
      [23, send],
    ],
  },
  {
    pupil: 0,
    offer: 'team',
    days: [
      [5, apply('J’hésite entre deux métiers, et vous faites les deux : ce serait idéal.')],
      [5, send],
      [4, read],
      [2, accept],
    ],
  },
  {
    pupil: 0,
    offer: 'third',
    days: [
      [4, apply('J’ai lu la description deux fois et j’ai encore plein de questions.')],
      [4, send],
      [2, { do: 'ask', question: 'Nous commençons à 9 h : le bus te permet-il d’être là à l’heure ?' }],
    ],
  },
  {
    pupil: 0,
    offer: 'lead',
    days: [
      [6, apply('Je voudrais comprendre ce que fait une responsable toute la journée.')],
      [6, send],
    ],
  },
  {
    pupil: 2,
    offer: 'lead',
    days: [
      [20, apply('Plus tard je veux diriger une équipe. J’aimerais voir ce que c’est pour de vrai.')],
      [20, send],
      [18, read],
      [16, accept],
      [15, confirm],
      [12, say('host', 'Bienvenue ! Prévois des chaussures fermées. Nous t’attendrons à l’accueil.')],
      [11, say('pupil', 'Merci beaucoup. Est-ce que je peux manger sur place le midi ?')],
      [10, say('host', 'Oui, il y a un micro-ondes et une salle de pause.')],
    ],
  },
  {
    pupil: 3,
    offer: 'team',
    days: [
      [9, apply('Je suis curieuse de savoir à quoi servent toutes vos machines.')],
      [9, send],
      [8, read],
      [7, { do: 'ask', question: 'Qu’est-ce que tu aimerais essayer en premier ?' }],
      [6, say('pupil', 'Préparer une commande du début à la fin, si c’est possible.')],
    ],
  },
  {
    pupil: 4,
    offer: 'team',
    days: [
      [1, apply('Ma cousine a fait son stage ici et elle en parle encore.')],
      [1, send],
    ],
  },
  {
    pupil: 5,
    offer: 'team',
    days: [
      [7, apply('Je cherche un lieu où je peux aller à pied, et votre travail me plaît.')],
      [7, send],
    ],
  },
  {
    pupil: 6,
    offer: 'team',
    days: [
      [8, { do: 'apply', draws: 'Une semaine ici, une semaine ailleurs : je veux comparer.', weeks: 'first' }],
      [8, send],
      [7, read],
      [3, { do: 'counter' }],
    ],
  },
  {
    pupil: 7,
    offer: 'team',
    days: [
      [13, apply('J’aime quand il faut être précis, et on m’a dit que chez vous il le faut.')],
      [13, send],
      [12, read],
      [10, accept],
      [9, confirm],
    ],
  },
  {
    pupil: 8,
    offer: 'second',
    days: [
      [15, apply('Je ne connais personne qui fait ce métier.')],
      [15, send],
      [9, refuse('dates', '')],
    ],
  },
  {
    pupil: 8,
    offer: 'lead',
    days: [
      [4, apply('Je voudrais apprendre à parler devant des clients.')],
      [4, send],
    ],
  },
  {
    pupil: 9,
    offer: 'second',
    days: [
      [12, apply('J’ai envie de voir l’envers du décor.')],
      [12, send],
      [6, { do: 'withdraw' }],
    ],
  },
  {
    pupil: 10,
    offer: 'third',
    days: [
      [16, apply('Je voudrais vérifier si ce métier est vraiment pour moi.')],
      [16, send],
      [14, accept],
    ],
  },
  {
    pupil: 11,
    offer: 'third',
    days: [
      [19, apply('On est allé chez vous en sortie de classe, j’ai adoré.')],
      [19, send],
      [17, accept],
      [16, confirm],
      [
        4,
        {
          do: 'cancel',
          reason: 'elsewhere',
          words: 'Mon oncle m’a trouvé une place près de chez lui. Merci quand même !',
        },
      ],
    ],
  },
  { pupil: 12, offer: 'team', days: [[3, apply('Je finirai ce texte demain avec ma mère.')]] },
  {
    pupil: 13,
    offer: 'first',
    days: [
      [18, apply('Tout m’intéresse, je veux bien commencer par vous.')],
      [18, send],
      [15, refuse('tutor', '')],
    ],
  },
  {
    pupil: 13,
    offer: 'second',
    days: [
      [14, apply('Je suis sérieux et à l’heure, promis.')],
      [14, send],
      [8, refuse('activity', 'Bon courage dans tes recherches.')],
    ],
  },
]
