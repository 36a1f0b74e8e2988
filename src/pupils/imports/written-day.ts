import { readDay } from '#/platform/read-day.ts'
import { searchable } from '#/platform/searchable.ts'

const months: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'jan'],
  ['fevrier', 'fevr', 'fev'],
  ['mars', 'mar'],
  ['avril', 'avr'],
  ['mai'],
  ['juin', 'jun'],
  ['juillet', 'juil', 'jul'],
  ['aout', 'aou'],
  ['septembre', 'sept', 'sep'],
  ['octobre', 'oct'],
  ['novembre', 'nov'],
  ['decembre', 'dec'],
]

/** What spreadsheets count days from. */
const dayZero = Temporal.PlainDate.from('1899-12-30')

/**
 * A day as school files write one: 14/03/2010, 3/4/11, 14-mars-10, « samedi 14 mars 2010 », 2010-03-14T00:00:00, 14032010, or the number
 * 40251 of a spreadsheet. The day comes before the month, as in France. Two figures are the latest such year that is not to come.
 * Undefined for what is no day.
 */
export function writtenDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const plain = searchable(text.replaceAll(/[-.,/]/g, ' '))
    .replace(/^(lun|mar|mer|jeu|ven|sam|dim)[a-z]* (?=\d)/, '')
    .replace(/[ t]\d{1,2}[:h]\d{2}.*$/, '')
    .replace(/^(\d{1,2})er /, '$1 ')
  const day = (year: string, month: string | number, date: string): Temporal.PlainDate | undefined =>
    readDay(`${fullYear(year, today)}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`)
  const [, date, month, year] = /^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$/.exec(plain) ?? []
  if (date && month && year) return day(year, month, date)
  const [, isoYear, isoMonth, isoDate] = /^(\d{4}) (\d{1,2}) (\d{1,2})$/.exec(plain) ?? []
  if (isoYear && isoMonth && isoDate) return day(isoYear, isoMonth, isoDate)
  const [, wordDate, word = '', wordYear] = /^(\d{1,2}) ?([a-z]+) ?(\d{4}|\d{2})$/.exec(plain) ?? []
  const named = months.findIndex((names) => names.includes(word)) + 1
  if (wordDate && wordYear) return named === 0 ? undefined : day(wordYear, named, wordDate)
  const [, figuresDate, figuresMonth, figuresYear] = /^(\d{2})(\d{2})((?:19|20)\d{2})$/.exec(plain) ?? []
  if (figuresDate && figuresMonth && figuresYear) {
    const read = day(figuresYear, figuresMonth, figuresDate)
    if (read) return read
  }
  if (/^(19|20)\d{6}$/.test(plain)) return day(plain.slice(0, 4), plain.slice(4, 6), plain.slice(6))
  // Of these figures, only days that someone alive was born on.
  return /^[2-5]\d{4}( 0+)?$/.test(plain) ? dayZero.add({ days: Number(plain.slice(0, 5)) }) : undefined
}

function fullYear(year: string, today: Temporal.PlainDate): string {
  if (year.length === 4) return year
  const century = Math.floor(today.year / 100) - (Number(year) > today.year % 100 ? 1 : 0)
  return `${century}${year}`
}
