import { isAddress } from '#/platform/mail.ts'
import { ageOn, type Level } from '#/rules/index.ts'
import { sentLine } from '../sent-text.ts'
import type { ListedPupil, ListedRepresentative } from './listed.ts'
import { levelOfMef, levelOfWords } from './mef.ts'
import { printedName } from './person-name.ts'
import { writtenDay } from './written-day.ts'

/** A pupil's line before it is judged: texts as the file writes them. */
export interface PupilLine
  extends Omit<
    ListedPupil,
    'birthDate' | 'level' | 'sex' | 'boarder' | 'email' | 'phone' | 'mef' | 'ine' | 'className'
  > {
  readonly ine: string
  /** Name and first name together, where nothing tells them apart; '' else. */
  readonly undivided: string
  readonly birthDate: string
  readonly mef: string
  /** In words; '' where the file has none. */
  readonly level: string
  readonly className: string
  /** 1, M, G, H, Garçon; 2, F, Fille. */
  readonly sex: string
  /** A SIECLE code of régime, or words. */
  readonly regime: string
  readonly email: string
  readonly phone: string
}

/** What a column is called where the line stands, for messages. */
export type ColumnName = (field: 'lastName' | 'firstName' | 'birthDate' | 'email') => string

export type JudgedLine =
  | { readonly pupil: ListedPupil }
  | { readonly left: 'levels' }
  | { readonly errors: readonly { readonly column: string; readonly message: string }[] }

const [youngest, oldest] = [10, 30]
const longestName = 60

/** Judges a line: a pupil with only what is needed, or what is wrong and how to mend it. `today` for ages. */
export function judgeLine(line: PupilLine, today: Temporal.PlainDate, columnOf: ColumnName): JudgedLine {
  const level = levelFor(line)
  if (level === 'none') return { left: 'levels' }
  const errors: { column: string; message: string }[] = []
  const undivided = sentLine(line.undivided, 60)
  const [lastName, firstName] = [printedName(sentLine(line.lastName)), printedName(sentLine(line.firstName))]
  for (const [field, name, what] of [
    ['lastName', lastName, 'le nom'],
    ['firstName', firstName, 'le prénom'],
  ] as const)
    if (undivided !== '' && name === '') {
      if (field === 'lastName')
        errors.push({
          column: columnOf(field),
          message: `« ${undivided} » : rien ne dit où le nom finit ; écrivez-le en capitales, comme « MARTIN Léa », ou dans sa propre colonne.`,
        })
    } else if (!/\p{L}/u.test(name)) errors.push({ column: columnOf(field), message: `${what} manque ; écrivez-le.` })
    else if (name.length > longestName)
      errors.push({ column: columnOf(field), message: `écrivez ${what} en ${longestName} signes au plus.` })
    else if (strangeIn(name) !== undefined)
      errors.push({
        column: columnOf(field),
        message: `« ${name} » contient « ${strangeIn(name)} », qu’aucun nom ne porte ; corrigez-le, ou enregistrez le fichier de nouveau, en « CSV UTF-8 » ou en XLSX.`,
      })
  const birth = writtenDay(line.birthDate, today)
  const wrongBirth = birthProblem(line.birthDate, birth, today)
  if (wrongBirth !== undefined) errors.push({ column: columnOf('birthDate'), message: wrongBirth })
  const email = sentLine(line.email, 300).toLowerCase()
  if (email !== '' && !isAddress(email))
    errors.push({
      column: columnOf('email'),
      message: `« ${email.slice(0, 60)} » n’est pas une adresse électronique ; corrigez-la ou laissez vide.`,
    })
  if (errors.length > 0 || !birth) return { errors }
  const { file, line: at, groups, address, representatives } = line
  const ine = sentLine(line.ine, 20)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
  return {
    pupil: {
      ...{ file, line: at, firstName, lastName, birthDate: birth.toString(), level: level ?? 'other' },
      ine: /^[A-Z0-9]{10,11}$/.test(ine) ? ine : undefined,
      mef: /^\d{8,11}$/.test(line.mef) ? line.mef : undefined,
      className: sentLine(line.className, 40) || undefined,
      groups: groups.map((group) => sentLine(group, 40)).filter((group) => group !== ''),
      ...{ sex: sexOf(line.sex), boarder: boarderOf(line.regime) },
      ...{ email: email || undefined, phone: phoneOf(line.phone) },
      ...{ address, representatives: representatives?.map(cleanRepresentative).filter(({ name }) => name !== '') },
    },
  }
}

/** A sign that shows a wrong encoding, a formula or another column: names have letters, blanks, hyphens, apostrophes, and few others. */
const strangeIn = (name: string): string | undefined =>
  /[^\p{L}\p{M} .,'’‘`´\(\)·\-]|[\p{Lm}--[ʼ]]|Ã(?= |$)/v.exec(name)?.[0]

/** By the MEF, else by the words for the level, else by the name of the class. */
function levelFor({ mef, level, className }: PupilLine): Level | 'none' | undefined {
  return levelOfMef(mef) ?? levelOfWords(level) ?? levelOfWords(className)
}

function birthProblem(
  text: string,
  birth: Temporal.PlainDate | undefined,
  today: Temporal.PlainDate,
): string | undefined {
  if (text.trim() === '') return 'la date de naissance manque ; écrivez-la, par exemple 14/03/2010.'
  if (!birth) return `« ${text.trim().slice(0, 20)} » n’est pas une date ; écrivez-la par exemple 14/03/2010.`
  const age = ageOn(birth, today)
  if (age < 0) return 'cette date de naissance est dans l’avenir ; corrigez-la.'
  return age < youngest || age > oldest ? `cet élève aurait ${age} ans ; vérifiez la date de naissance.` : undefined
}

function sexOf(text: string): 'f' | 'm' | undefined {
  const letter = text.trim().toLowerCase()[0]
  if (letter === undefined) return undefined
  return '1mgh'.includes(letter) ? 'm' : '2f'.includes(letter) ? 'f' : undefined
}

/** SIECLE’s codes 3, 4 and 5 are boarders (in the school, outside it, lodged elsewhere); else words that begin with « interne ». */
function boarderOf(text: string): boolean | undefined {
  const regime = text.trim().toLowerCase()
  if (regime === '') return undefined
  return /^[345]$/.test(regime) || /^intern/.test(regime)
}

/** As people read it: « 06 12 34 56 78 »; what is no number is left out. */
export function phoneOf(text: string): string | undefined {
  const digits = text
    .replaceAll(/[^\d+]/g, '')
    .replace(/^(\+|00)330?/, '0')
    // A spreadsheet took it for a number.
    .replace(/^(?=[1-9]\d{8}$)/, '0')
  if (/^0[1-9]\d{8}$/.test(digits)) return digits.replaceAll(/(\d{2})(?=\d)/g, '$1 ')
  return /^\+\d{6,15}$/.test(digits) ? digits : undefined
}

function cleanRepresentative({ name, email, phone }: ListedRepresentative): ListedRepresentative {
  const address = sentLine(email, 300).toLowerCase()
  return {
    name: sentLine(name, 120),
    email: isAddress(address) ? address : undefined,
    phone: phoneOf(phone ?? ''),
  }
}
