import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  countWords,
  DeskPage,
  ErrorSummary,
  type FieldError,
  PostButton,
  SelectField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { School } from '#/territory/index.ts'
import type { WaitingTable } from '../preview-files.ts'
import type { SchoolImport } from '../school-imports.ts'
import { type ChosenColumns, guessColumns, type TableField, tableFieldNames, tableFields } from '../table-fields.ts'

/** The answers' names: several tables may wait together. */
export const columnName = (table: number, field: TableField): string => `t${table}-${field}`

/** What nobody needs to look at before the rest. */
const needed: readonly TableField[] = ['lastName', 'firstName', 'fullName', 'birthDate', 'className']

/** Which column says what, guessed: someone of the school confirms it once. */
export function ColumnsPage({
  account,
  school,
  found,
  tables,
  chosen,
  errors = [],
}: {
  account: Account
  school: School
  found: SchoolImport
  tables: readonly WaitingTable[]
  /** As sent; the guess without it. */
  chosen?: readonly ChosenColumns[]
  errors?: readonly FieldError[]
}) {
  const at = { territory: found.territoryId, school: school.uai, list: found.id }
  return (
    <DeskPage
      title={`Colonnes, ${school.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
    >
      <Title
        eyebrow={<a href={addressOf('schoolLists', at)}>Listes d’élèves</a>}
        lead="Nous avons deviné d’après leurs titres. Votre réponse vaudra pour les prochains fichiers qui ont les mêmes colonnes."
      >
        Que dit chaque colonne ?
      </Title>
      <ErrorSummary errors={errors} />
      <form method="post" action={addressOf('schoolListColumns', at)}>
        {tables.map((table, index) => (
          <TableColumns key={table.name} index={index} table={table} chosen={chosen?.[index]} errors={errors} />
        ))}
        <Actions>
          <Button>Confirmer et voir l’aperçu</Button>
        </Actions>
      </form>
      <PostButton look="quiet" action={addressOf('schoolListDrop', at)}>
        Abandonner ce fichier
      </PostButton>
    </DeskPage>
  )
}

function TableColumns({
  index,
  table,
  chosen,
  errors,
}: {
  index: number
  table: WaitingTable
  chosen: ChosenColumns | undefined
  errors: readonly FieldError[]
}) {
  const { name, columns, rows } = table
  const values = chosen ?? guessColumns(columns)
  const example = (column: string): string => {
    const at = columns.indexOf(column)
    const text = rows.map(({ cells }) => cells[at] ?? '').find((cell) => cell !== '') ?? ''
    return text === '' ? column : `${column} (par exemple « ${text.slice(0, 30)} »)`
  }
  const choices = [
    { value: '', label: 'Aucune' },
    ...columns.filter((column) => column !== '').map((column) => ({ value: column, label: example(column) })),
  ]
  const field = (each: TableField) => (
    <SelectField
      key={each}
      name={columnName(index, each)}
      label={tableFields[each].label}
      value={values[each] ?? ''}
      choices={choices}
      error={errors.find((error) => error.name === columnName(index, each))?.message}
    />
  )
  return (
    <section>
      <h2>{name}</h2>
      <p>{`${countWords(rows.length, 'ligne')}, ${countWords(columns.length, 'colonne')}. Ce qui n’est pas choisi ici n’est pas gardé.`}</p>
      {needed.map(field)}
      <details>
        <summary>Les autres renseignements</summary>
        {tableFieldNames.filter((each) => !needed.includes(each)).map(field)}
      </details>
    </section>
  )
}
