import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  countWords,
  DeskPage,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  PostButton,
  SelectField,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { School } from '#/territory/index.ts'
import { className, columnName, ownerOf } from '../column-answers.ts'
import type { SchoolTable } from '../find-header.ts'
import { classInTitle, guessOf, hasSections } from '../read-pupil-table.ts'
import type { SchoolImport } from '../school-imports.ts'
import { type ChosenColumns, type TableField, tableFieldNames, tableFields } from '../table-fields.ts'

/** What nobody needs to look at before the rest. */
const needed: readonly TableField[] = ['lastName', 'firstName', 'fullName', 'birthDate', 'className']

/** Which column says what, guessed: someone of the school confirms it once. */
export function ColumnsPage({
  account,
  school,
  found,
  tables,
  today,
  chosen,
  classes,
  errors = [],
}: {
  account: Account
  school: School
  found: SchoolImport
  tables: readonly SchoolTable[]
  today: Temporal.PlainDate
  /** As sent; the guess without it. */
  chosen?: readonly ChosenColumns[]
  classes?: readonly (string | undefined)[]
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
      <Form errors={errors} method="post" action={addressOf('schoolListColumns', at)}>
        {tables.map((table, index) => (
          <TableColumns
            key={table.name}
            {...{ index, table, today, errors }}
            isAsked={ownerOf(tables, index) === index}
            chosen={chosen?.[index]}
            className={classes?.[index]}
          />
        ))}
        <Actions>
          <Button>Confirmer et voir l’aperçu</Button>
        </Actions>
      </Form>
      <PostButton look="quiet" action={addressOf('schoolListDrop', at)}>
        Abandonner ce fichier
      </PostButton>
    </DeskPage>
  )
}

function TableColumns({
  index,
  table,
  today,
  isAsked,
  chosen,
  className: written,
  errors,
}: {
  index: number
  table: SchoolTable
  today: Temporal.PlainDate
  /** Whether no table above has the same columns. */
  isAsked: boolean
  chosen: ChosenColumns | undefined
  className: string | undefined
  errors: readonly FieldError[]
}) {
  const { name, columns, rows } = table
  const values = chosen ?? guessOf(table, today)
  const example = (column: string): string => {
    const at = columns.indexOf(column)
    return rows.map(({ cells }) => cells[at] ?? '').find((cell) => cell !== '') ?? ''
  }
  const choices = [
    { value: '', label: 'Aucune' },
    ...columns
      .map((column) => ({ column, text: example(column) }))
      .filter(({ column, text }) => text !== '' || Object.values(values).includes(column))
      .map(({ column, text }) => ({
        value: column,
        label: text === '' ? column : `${column} (par exemple « ${text.slice(0, 30)} »)`,
      })),
  ]
  const field = (each: TableField) => (
    <SelectField
      key={each}
      name={columnName(index, each)}
      label={tableFields[each].label}
      value={values[each] ?? ''}
      choices={choices}
    />
  )
  return (
    <section>
      <h2>{name}</h2>
      {isAsked ? (
        <>
          <p>{`${countWords(rows.length, 'ligne')}, ${countWords(columns.length, 'colonne')}. Ce qui n’est pas choisi ici n’est pas gardé.`}</p>
          {needed.map(field)}
        </>
      ) : (
        <p>{`${countWords(rows.length, 'ligne')}, dans les mêmes colonnes que la première feuille.`}</p>
      )}
      {(values.className === undefined || errorOf(errors, className(index)) !== undefined) && !hasSections(table) && (
        <TextField
          name={className(index)}
          label="Classe de tous ces élèves"
          hint="Seulement si aucune colonne ne la dit."
          value={written ?? classInTitle(table) ?? ''}
          width="short"
        />
      )}
      {isAsked && (
        <details>
          <summary>Les autres renseignements</summary>
          {tableFieldNames.filter((each) => !needed.includes(each)).map(field)}
        </details>
      )}
    </section>
  )
}
