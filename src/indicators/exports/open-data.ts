import { z } from 'zod'
import { groupOf, maskSmall } from '../gaps.ts'
import type { DescribedColumn, DescribedTable } from './described-table.ts'
import { type FigureRow, placeColumns } from './figure-table.ts'

const levels = ['territoire', 'region', 'departement', 'epci', 'bassin', 'commune', 'etablissement'] as const

/** A row that anyone may read: where a number is missing, it is masked. */
export const openRow = z.object({
  day: z.iso.date(),
  scheme: z.string(),
  level: z.enum(levels),
  code: z.string(),
  name: z.string(),
  pupils: z.number().int().optional(),
  placed: z.number().int().optional(),
})
export type OpenRow = z.infer<typeof openRow>

/**
 * What may be published of a scheme: the whole and its areas, each with its pupils and those of them who are placed. Small numbers are masked, and
 * as many others as it takes that nothing small is left by subtraction; the whole is masked for itself.
 */
export function openRowsOf(whole: FigureRow, areas: readonly FigureRow[]): OpenRow[] {
  return [...maskedOf([whole]), ...maskedOf(areas)]
}

function maskedOf(rows: readonly FigureRow[]): OpenRow[] {
  const shown = maskSmall(rows.map(({ name, figures }) => groupOf(name, figures)))
  return rows.map(({ day, scheme, level, code, name }, at) => {
    const said = shown[at]
    return {
      ...{ day: day.toString(), scheme, level, code, name },
      ...(said === undefined || said.said === 'nothing' ? {} : { pupils: said.pupils }),
      ...(said?.said === 'all' ? { placed: said.placed } : {}),
    }
  })
}

const described = placeColumns.map(
  (column): DescribedColumn<OpenRow> => ({
    ...column,
    ...(column.name === 'jour' ? { description: 'Le jour de la publication, que disent les chiffres.' } : {}),
    of: (row) => column.of({ ...row, day: Temporal.PlainDate.from(row.day) }),
  }),
)

/** The open data set: few columns, for anyone. */
export const openTable: DescribedTable<OpenRow> = {
  name: 'stages',
  title: 'Stages par lieu',
  description:
    'Nombre d’élèves qui doivent faire un stage, et nombre de ceux dont la convention est signée pour toutes leurs semaines, par dispositif et par lieu.',
  key: ['stage', 'niveau', 'code'],
  columns: [
    ...described,
    {
      ...{ name: 'eleves', type: 'integer', title: 'Élèves', of: ({ pupils }) => pupils },
      description: 'Élèves qui doivent faire ce stage, sans les dispensés. Vide : masqué.',
    },
    {
      ...{ name: 'places', type: 'integer', title: 'Placés', of: ({ placed }) => placed },
      description: 'Parmi eux, ceux qui ont une convention signée pour toutes leurs semaines. Vide : masqué.',
    },
  ],
}
