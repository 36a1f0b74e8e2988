import type { Grant, PlaceKind } from '#/identity/index.ts'
import { bocage } from './territories.ts'

/** An identifier that is easy to tell from others in a failing test. */
export const id = (number: number): string => `01980000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** UAIs. Bocage: a lycée in Vire and one in Condé-en-Normandie; Marais: one in Luçon and one in Fontenay. */
export const schools = { vire: '9140001A', noireau: '9140002B', lucon: '9850001C', fontenay: '9850002D' } as const

/** Two secondes in Vire, one in Condé, one in each school of Marais. */
export const classes = {
  secondeA: id(101),
  secondeB: id(102),
  secondeNoireau: id(103),
  secondeLucon: id(104),
  secondeFontenay: id(105),
} as const

/** Lina and Noé share a class; Noé has no e-mail address. Inès is next door, Tom in Condé, Maëlys and Jules in Marais. */
export const pupils = {
  lina: id(201),
  noe: id(202),
  ines: id(203),
  tom: id(204),
  maelys: id(205),
  jules: id(206),
} as const

/** A garage in Vire, the mairie of Condé, a hairdresser in Luçon. */
export const hosts = { garage: id(301), mairie: id(302), salon: id(303) } as const
export const sites = { garage: id(401), mairie: id(402), salon: id(403) } as const
/** The garage publishes one and drafts another; the others publish one each. */
export const offers = { garage: id(501), garageDraft: id(502), mairie: id(503), salon: id(504) } as const
/** Lina has asked the garage, and drafts for the mairie; Noé was accepted there; Tom asked the mairie; Maëlys the salon. */
export const applications = {
  linaGarage: id(601),
  linaMairie: id(602),
  noeMairie: id(603),
  tomMairie: id(604),
  maelysSalon: id(605),
} as const

/** Lina and the garage, to be filled; Tom and the mairie of Condé. */
/** Those whom an organisation accompanies: of the mission locale, and of another. */
export const beneficiaries = { samira: id(625), karim: id(626) } as const
export const agreements = { linaGarage: id(621), tomMairie: id(622), linaFormer: id(623), tomFormer: id(624) } as const

/** Made by `buildExamples`: the coordination found Lina the second week at the garage, and one for Tom at the mairie. */
export const proposals = { linaGarage: id(671), tomMairie: id(672) } as const

/** Both weeks of June that every seconde of the world has to fill. */
export const weeks = ['2026-W25', '2026-W26'] as const

const inBocage = (role: Grant['role'], kind: PlaceKind, of: string): Grant => ({
  role,
  territoryId: bocage.id,
  scope: { kind, id: of },
})

/** People by their first name, who they are and what they may do. */
export const people = {
  helene: {
    id: id(701),
    name: 'Hélène Vautier',
    email: 'helene.vautier@essai.example',
    grants: [inBocage('head', 'school', schools.vire)],
  },
  didier: {
    id: id(702),
    name: 'Didier Lemarchand',
    email: 'didier.lemarchand@essai.example',
    grants: [inBocage('ddfpt', 'school', schools.vire)],
  },
  sylvie: {
    id: id(703),
    name: 'Sylvie Prunier',
    email: 'sylvie.prunier@essai.example',
    grants: [inBocage('secretary', 'school', schools.vire)],
  },
  karim: {
    id: id(704),
    name: 'Karim Bellec',
    email: 'karim.bellec@essai.example',
    grants: [inBocage('teacher', 'class', classes.secondeA)],
  },
  maud: {
    id: id(705),
    name: 'Maud Valognes',
    email: 'maud.valognes@essai.example',
    grants: [{ role: 'coordinator', territoryId: bocage.id }],
  },
  idriss: {
    id: id(706),
    name: 'Idriss Lessay',
    email: 'idriss.lessay@essai.example',
    grants: [{ role: 'observer', territoryId: bocage.id }],
  },
  solene: {
    id: id(707),
    name: 'Solène Quettehou',
    email: 'solene.quettehou@essai.example',
    grants: [{ role: 'operator', territoryId: undefined }],
  },
  bruno: {
    id: id(708),
    name: 'Bruno Hamel',
    email: 'bruno.hamel@essai.example',
    grants: [inBocage('host', 'host', hosts.garage)],
  },
  aicha: {
    id: id(709),
    name: 'Aïcha Morin',
    email: 'aicha.morin@essai.example',
    grants: [inBocage('host', 'host', hosts.mairie)],
  },
  nour: {
    id: id(713),
    name: 'Nour Belkacem',
    email: 'nour.belkacem@essai.example',
    grants: [inBocage('counsellor', 'organisation', 'mission-locale')],
  },
  lina: {
    id: id(710),
    name: 'Lina Marchand',
    email: 'lina.marchand@essai.example',
    grants: [inBocage('pupil', 'pupil', pupils.lina)],
  },
  noe: { id: id(711), name: 'Noé Lecoq', email: undefined, grants: [inBocage('pupil', 'pupil', pupils.noe)] },
  sandrine: {
    id: id(712),
    name: 'Sandrine Marchand',
    email: 'sandrine.marchand@essai.example',
    grants: [inBocage('representative', 'pupil', pupils.lina)],
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly id: string
      readonly name: string
      readonly email: string | undefined
      readonly grants: readonly Grant[]
    }
  >
>

/**
 * Hélène heads the lycée of Vire, where Didier is DDFPT, Sylvie secretary, and Karim teaches the first class. Maud coordinates, Idriss observes,
 * Solène operates. Bruno has the garage, Aïcha the mairie, Nour counsels at the mission locale. Lina and Noé are pupils of Karim’s; Sandrine
 * is Lina’s mother.
 */
export type PersonName = keyof typeof people
