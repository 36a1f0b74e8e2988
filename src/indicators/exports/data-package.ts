import { addressOf } from '#/addresses.ts'
import { schemaOf } from './described-table.ts'
import { openTable } from './open-data.ts'
import type { OpenDataSet } from './open-data-sets.ts'

/** The licence of open data, by which anyone may use it. */
export const licence = {
  name: 'etalab-2.0',
  title: 'Licence Ouverte 2.0 (Etalab)',
  path: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
} as const

/** The data set's description for machines, as a Data Package (Frictionless, v1): what the CSV is and what its columns mean. */
export const dataPackage = ({ territory, publishedAt }: OpenDataSet, origin: string) => ({
  profile: 'tabular-data-package',
  name: `stages-${territory.id}`,
  title: `Stages : ${territory.name}`,
  description: openTable.description,
  created: publishedAt.toString({ smallestUnit: 'second' }),
  homepage: `${origin}${addressOf('openData', { territory: territory.id })}`,
  licenses: [licence],
  resources: [
    {
      profile: 'tabular-data-resource',
      name: openTable.name,
      title: openTable.title,
      path: 'stages.csv',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ';', lineTerminator: '\r\n', header: true },
      schema: schemaOf(openTable),
    },
  ],
})
