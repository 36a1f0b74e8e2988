import { schemeIds } from '#/rules/index.ts'
import { type Level, levelWords } from '../board-view.ts'
import { type Figures, placed, pupilsOf } from '../figures.ts'
import type { DescribedColumn, DescribedTable } from './described-table.ts'

/** An area on a day, for a scheme. */
export interface FigureRow {
  readonly day: Temporal.PlainDate
  readonly scheme: string
  readonly level: Level | 'territoire'
  readonly code: string
  readonly name: string
  readonly figures: Figures
}

/** What says which area, day and scheme a row is about, whatever is counted. */
export const placeColumns: readonly DescribedColumn<Omit<FigureRow, 'figures'>>[] = [
  {
    ...{ name: 'jour', type: 'date', required: true, title: 'Jour', of: ({ day }) => day.toString() },
    description: 'Le jour que disent les chiffres, au soir ; aujourd’hui, à l’heure du téléchargement.',
  },
  {
    ...{ name: 'stage', type: 'string', required: true, title: 'Stage', of: ({ scheme }) => scheme },
    description: 'Le dispositif, par son identifiant, comme «\u00a0observation-2de\u00a0».',
    oneOf: schemeIds,
  },
  {
    ...{ name: 'niveau', type: 'string', required: true, title: 'Niveau', of: ({ level }) => level },
    description: 'Le niveau du territoire que compte la ligne.',
    oneOf: ['territoire', ...Object.keys(levelWords)],
  },
  {
    ...{ name: 'code', type: 'string', required: true, title: 'Code', of: ({ code }) => code },
    description:
      'Le code de ce lieu à ce niveau : code INSEE de la commune, du département ou de la région, SIREN de l’intercommunalité, code du bassin, UAI de l’établissement. «\u00a0autres\u00a0» : hors du territoire connu.',
  },
  {
    ...{ name: 'nom', type: 'string', required: true, title: 'Nom', of: ({ name }) => name },
    description: 'Le nom de ce lieu.',
  },
]

type Count = Pick<DescribedColumn<FigureRow>, 'name' | 'title' | 'description'> & {
  readonly count: (figures: Figures) => number
}

/** The statuses of docs/indicators.md, each pupil in one column only but for `eleves` and `places`, which are sums. */
const counts: readonly Count[] = [
  {
    ...{ name: 'eleves', title: 'Élèves', count: pupilsOf },
    description: 'Élèves qui doivent faire ce stage : tous ceux des colonnes suivantes, sauf les dispensés.',
  },
  {
    ...{ name: 'dispenses', title: 'Dispensés', count: ({ exempt }) => exempt },
    description: 'Élèves dispensés du stage. Ils ne sont pas comptés dans «\u00a0eleves\u00a0».',
  },
  {
    ...{ name: 'places', title: 'Placés', count: placed },
    description: 'Élèves qui ont une convention signée pour toutes leurs semaines, de quelque façon que ce soit.',
  },
  {
    ...{ name: 'places_en_ligne', title: 'Placés, en ligne', count: ({ online }) => online },
    description: 'Parmi les placés : conventions signées en ligne ici.',
  },
  {
    ...{ name: 'places_papier', title: 'Placés, sur papier', count: ({ paper }) => paper },
    description: 'Parmi les placés : conventions éditées ici, signées sur papier.',
  },
  {
    ...{ name: 'places_ailleurs', title: 'Placés, hors plateforme', count: ({ outside }) => outside },
    description: 'Parmi les placés : conventions faites ailleurs et déclarées ici.',
  },
  {
    ...{ name: 'places_mixtes', title: 'Placés, de plusieurs façons', count: ({ mixed }) => mixed },
    description: 'Parmi les placés : semaines signées de façons différentes.',
  },
  {
    ...{ name: 'en_partie', title: 'Placés en partie', count: ({ partly }) => partly },
    description: 'Élèves dont les conventions signées ne tiennent qu’une partie des semaines.',
  },
  {
    ...{ name: 'en_signature', title: 'Convention en cours', count: ({ signing }) => signing },
    description: 'Élèves dont la convention se prépare ou se signe.',
  },
  {
    ...{ name: 'acceptes', title: 'Acceptés', count: ({ accepted }) => accepted },
    description: 'Élèves à qui une structure a dit oui, ou a proposé d’autres dates, et qui n’ont pas confirmé.',
  },
  {
    ...{ name: 'proposes', title: 'Place proposée', count: ({ proposed }) => proposed },
    description: 'Élèves à qui la coordination propose une place.',
  },
  {
    ...{ name: 'candidats', title: 'Ont candidaté', count: ({ applied }) => applied },
    description: 'Élèves dont une candidature attend une réponse.',
  },
  {
    ...{ name: 'aide', title: 'Demandent de l’aide', count: ({ helped }) => helped },
    description: 'Élèves sans rien en cours, qui ont demandé de l’aide.',
  },
  {
    ...{ name: 'cherchent', title: 'Cherchent', count: ({ searching }) => searching },
    description: 'Élèves sans rien en cours, venus dans les quatorze derniers jours.',
  },
  {
    ...{ name: 'silencieux', title: 'Silencieux', count: ({ silent }) => silent },
    description: 'Élèves sans rien en cours, jamais venus ou pas depuis quatorze jours.',
  },
]

/** The figures of a dashboard, area by area: what every file of an export holds. */
export const figureTable: DescribedTable<FigureRow> = {
  name: 'chiffres',
  title: 'Chiffres',
  description: 'Où en sont les élèves, par lieu : une ligne par lieu, chaque élève compté une fois.',
  key: ['jour', 'stage', 'niveau', 'code'],
  columns: [
    ...placeColumns,
    ...counts.map(
      ({ name, title, description, count }): DescribedColumn<FigureRow> => ({
        ...{ name, type: 'integer', required: true, title, description, of: ({ figures }) => count(figures) },
      }),
    ),
  ],
}
