import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { numberWords } from './words.ts'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  readonly cell: (row: Row) => ComponentChildren
  /** Right-aligned, tabular figures. */
  readonly numeric?: boolean
  /** Names the row: rendered as its header, and as its link when the table has `hrefOf`. The first column without it. */
  readonly header?: boolean
  /** Takes part in the order of the list (see `sort`). */
  readonly sortable?: boolean
  /** The first click sorts downwards (figures where more matters more). */
  readonly descendingFirst?: boolean
  /** Left out where the screen is narrow: say it elsewhere. */
  readonly wideOnly?: boolean
}

export interface Sort {
  readonly column: string
  readonly descending: boolean
  readonly href: (column: string, descending: boolean) => string
}

interface TableProps<Row> {
  /** What the table holds; read aloud before it. */
  readonly caption: ComponentChildren
  readonly captionHidden?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly hrefOf?: (row: Row) => string | undefined
  readonly sort?: Sort
  /** Instead of an empty table: teach the first step. */
  readonly empty?: ComponentChildren
  /** Marks a row for the map, which highlights the same circle. */
  readonly circleOf?: (row: Row) => string | undefined
  /** Sums under the rows, by column key. */
  readonly foot?: Readonly<Record<string, ComponentChildren>>
}

/** Stacked as blocks on a phone, the elements would lose their meaning without these. */
const as = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  rowheader: { role: 'rowheader' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

/** A real table: sortable by links, sticky header, stacked cards on a phone (roles keep it a table there). */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionHidden, columns, rows, keyOf, hrefOf, sort, empty, circleOf, foot } = props
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  const headerKey = (columns.find((column) => column.header) ?? columns[0])?.key
  return (
    <table class="table" {...as.table}>
      <caption class={captionHidden ? 'unseen' : ''}>{caption}</caption>
      <thead {...as.rowgroup}>
        <tr {...as.row}>
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} {...(sort ? { sort } : {})} />
          ))}
        </tr>
      </thead>
      <tbody {...as.rowgroup}>
        {rows.map((row) => {
          const circle = circleOf?.(row)
          return (
            <tr {...as.row} key={keyOf(row)} {...(circle === undefined ? {} : { 'data-circle': circle })}>
              {columns.map((column) =>
                column.key === headerKey ? (
                  <th key={column.key} {...as.rowheader} scope="row" class={classOf(column)}>
                    <RowName href={hrefOf?.(row)}>{column.cell(row)}</RowName>
                  </th>
                ) : (
                  <td key={column.key} {...as.cell} class={classOf(column)} data-label={column.label}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          )
        })}
      </tbody>
      {foot && (
        <tfoot {...as.rowgroup}>
          <tr {...as.row}>
            {columns.map((column) => (
              <td key={column.key} {...as.cell} class={classOf(column)} data-label={column.label}>
                {foot[column.key]}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function RowName({ href, children }: { href: string | undefined; children: ComponentChildren }) {
  return href === undefined ? children : <a href={href}>{children}</a>
}

function classOf<Row>({ numeric, wideOnly }: Column<Row>): string {
  return [numeric ? 'numeric' : '', wideOnly ? 'wide-only' : ''].filter(Boolean).join(' ')
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: Sort }) {
  if (!sort || !column.sortable)
    return (
      <th {...as.columnheader} scope="col" class={classOf(column)}>
        {column.label}
      </th>
    )
  const current = sort.column === column.key
  const next = current ? !sort.descending : (column.descendingFirst ?? false)
  return (
    <th
      {...as.columnheader}
      scope="col"
      class={classOf(column)}
      aria-sort={current ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <a href={sort.href(column.key, next)}>
        {column.label}
        {current && <Icon name={sort.descending ? 'sorted_down' : 'sorted_up'} size={14} />}
      </a>
    </th>
  )
}

interface PagerProps {
  /** Counted from 1. */
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly href: (page: number) => string
  /** What is counted: « élèves ». */
  readonly of: string
}

/** Where in a long list one stands, and the two steps; nothing when all fits. */
export function Pager({ page, pageSize, total, href, of }: PagerProps) {
  if (total <= pageSize) return null
  const pages = Math.ceil(total / pageSize)
  const first = (page - 1) * pageSize + 1
  return (
    <nav class="pager" aria-label="Pages">
      {page > 1 ? (
        <a class="pager-step" rel="prev" href={href(page - 1)}>
          <Icon name="previous" size={18} />
          Précédents
        </a>
      ) : (
        <span />
      )}
      <span class="soft">
        {numberWords(first)} à {numberWords(Math.min(total, first + pageSize - 1))} sur {numberWords(total)} {of}
      </span>
      {page < pages ? (
        <a class="pager-step" rel="next" href={href(page + 1)}>
          Suivants
          <Icon name="next" size={18} />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
