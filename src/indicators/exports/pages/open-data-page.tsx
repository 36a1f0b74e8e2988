import { addressOf } from '#/addresses.ts'
import { BOUND, ColumnPage, dayWords, deWords, Table } from '#/design/index.ts'
import { leastShown } from '../../gaps.ts'
import { licence } from '../data-package.ts'
import { openTable } from '../open-data.ts'
import { openFileNames, openFiles } from '../open-data-files.ts'
import type { OpenDataSet } from '../open-data-sets.ts'

const typeWords = { string: 'texte', integer: 'nombre entier', date: 'date (2026-06-15)' } as const

/** An open data set for anyone: the files, what each column means, what is masked, what one may do with it. */
export function OpenDataPage({ set }: { readonly set: OpenDataSet }) {
  const { territory, publishedAt } = set
  const day = publishedAt.toZonedDateTimeISO(territory.timeZone).toPlainDate()
  return (
    <ColumnPage title={`Données ouvertes ${deWords(territory.name)}`}>
      <h1>Les stages en chiffres</h1>
      <p class="lead">
        {territory.name}, publiés le {dayWords(day, { year: true })}.
      </p>
      <p>{openTable.description}</p>
      <ul class="rows">
        {openFileNames.map((file) => (
          <li key={file}>
            <a href={addressOf('openDataFile', { territory: territory.id, file })} download>
              {openFiles[file].label}
            </a>
          </li>
        ))}
      </ul>
      <h2>Ce que disent les colonnes</h2>
      <Table
        caption="Colonnes"
        captionHidden
        rows={openTable.columns}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', label: 'Colonne', cell: ({ name }) => <code>{name}</code> },
          { key: 'type', label: 'Type', cell: ({ type }) => typeWords[type] },
          { key: 'description', label: 'Ce qu’elle dit', cell: ({ description }) => description },
        ]}
      />
      <h2>Ce qui est masqué</h2>
      <p>
        Personne ne doit pouvoir être reconnu : les nombres de moins de {leastShown}, zéro excepté, sont laissés vides,
        et avec eux ceux qui permettraient de les retrouver par soustraction. Zéro est un vrai zéro ; vide veut dire
        masqué.
      </p>
      <h2>Licence</h2>
      <p>
        <a href={licence.path}>{licence.title}</a> : ces données se réutilisent librement, en citant «{BOUND}Passerelle,{' '}
        {territory.name}
        {BOUND}» et le jour de publication.
      </p>
    </ColumnPage>
  )
}
