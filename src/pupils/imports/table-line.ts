import type { ListedAddress, ListedRepresentative } from './listed.ts'
import { splitName } from './person-name.ts'
import type { PupilLine } from './pupil-line.ts'
import type { ChosenColumns, TableField } from './table-fields.ts'

type Cell = (field: TableField) => string

/** A line of a table as texts, by what its columns say. `className`: that of all, where no column says it. */
export function tableLine({
  file,
  line,
  cell,
  chosen,
  className,
}: {
  readonly file: string
  readonly line: number
  readonly cell: Cell
  readonly chosen: ChosenColumns
  readonly className: string
}): PupilLine {
  const split = chosen.fullName === undefined ? undefined : splitName(cell('fullName'))
  return {
    ...{ file, line, ine: cell('ine') },
    // What cannot be told apart is shown whole, with what is wrong.
    lastName: cell('lastName') || (split?.lastName ?? ''),
    firstName: cell('firstName') || (split?.firstName ?? ''),
    undivided: split === undefined && cell('lastName') === '' ? cell('fullName') : '',
    birthDate: cell('birthDate'),
    mef: cell('mef').replace(/\D/g, ''),
    level: cell('level'),
    className: chosen.className === undefined ? className : cell('className'),
    ...{ sex: cell('sex'), regime: cell('regime') },
    groups: cell('groups')
      .split(/[,;|\n]/)
      .map((group) => group.trim())
      .filter((group) => group !== ''),
    ...{ email: cell('email'), phone: cell('phone') },
    address: addressOf(cell),
    representatives:
      chosen.representative1 === undefined && chosen.representative2 === undefined
        ? undefined
        : [
            representative(cell, 'representative1', 'email1', 'phone1'),
            representative(cell, 'representative2', 'email2', 'phone2'),
          ],
  }
}

function addressOf(cell: Cell): ListedAddress | undefined {
  // « 4 rue du Pont 14500 Vire », all in one column.
  const [, street = cell('street'), itsPostcode = '', itsCity = ''] =
    cell('city') === '' ? (/^(.*?)[\s,;-]*\b(\d{5})\s+(\D{2,60})$/s.exec(cell('street').trim()) ?? []) : []
  const postcode = (cell('postcode') || itsPostcode).replaceAll(/\s/g, '').slice(0, 10)
  const [city, commune] = [(cell('city') || itsCity).slice(0, 80), cell('commune').slice(0, 5)]
  return city === '' && commune === ''
    ? undefined
    : {
        street: street.replaceAll(/\s+/g, ' ').slice(0, 200),
        // Spreadsheets take a postcode for a number, and « 01000 » loses its zero.
        postcode: /^\d{4}$/.test(postcode) ? `0${postcode}` : postcode,
        city,
        commune: commune || undefined,
      }
}

const representative = (cell: Cell, name: TableField, email: TableField, phone: TableField): ListedRepresentative => ({
  name: cell(name),
  email: cell(email) || undefined,
  phone: cell(phone) || undefined,
})
