import { ArchiveError } from '#/platform/archive.ts'
import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import { elementsOf, readXmlRecords, textOf, type XmlElement, XmlError } from '#/platform/xml-records.ts'
import { dateOf } from '../pupil-form.ts'
import {
  type LeftOut,
  type ListedAddress,
  type ListedRepresentative,
  nobodyLeftOut,
  type SchoolList,
} from './listed.ts'
import { levelOfMef, levelOfWords } from './mef.ts'
import { printedName } from './person-name.ts'
import { judgeLine, type PupilLine } from './pupil-line.ts'

/** An export of SIECLE (Base élèves établissement), as it comes. */
export interface SiecleFile {
  readonly name: string
  chunks(): AsyncIterable<Uint8Array>
}

/** The elements that are read; all else (birth places, grants, professions…) goes by. */
const records = new Set([
  ...['PARAMETRES', 'ELEVE', 'STRUCTURES_ELEVE', 'ADRESSE', 'PERSONNE', 'RESPONSABLE_ELEVE', 'DIVISION'],
])
const roots: Readonly<Record<string, 'pupils' | 'representatives' | 'structures'>> = {
  BEE_ELEVES: 'pupils',
  BEE_RESPONSABLES: 'representatives',
  BEE_STRUCTURES: 'structures',
  STRUCTURES: 'structures',
}

interface Gathered {
  readonly pupils: Map<string, { readonly file: string; readonly element: XmlElement }>
  readonly structures: Map<string, { readonly classes: string[]; readonly groups: string[] }>
  readonly addresses: Map<string, ListedAddress>
  readonly people: Map<string, ListedRepresentative & { readonly addressId: string }>
  /** Of a pupil, the legal ones first. */
  readonly links: Map<string, { readonly personId: string; readonly rank: number }[]>
  readonly divisions: Map<string, string>
  readonly schools: Set<string>
  readonly years: Set<number>
  readonly kinds: Set<string>
}

/** Reads SIECLE's files together: pupils, who answers for them, where they live, their classes and groups. What makes a file useless goes to `problems`. */
export async function readSiecle(
  files: readonly SiecleFile[],
  { school, today }: { readonly school: string; readonly today: Temporal.PlainDate },
  problems: ProblemList,
): Promise<SchoolList> {
  const all: Gathered = {
    ...{ pupils: new Map(), structures: new Map(), addresses: new Map(), people: new Map(), links: new Map() },
    ...{ divisions: new Map(), schools: new Set(), years: new Set(), kinds: new Set() },
  }
  for (const file of files) await gather(file, all, problems)
  const [first] = files
  const other = [...all.schools].find((uai) => uai !== school)
  if (first && other !== undefined)
    problems.add({
      file: first.name,
      message: `ce fichier est celui de l’établissement ${other}, pas de ${school} ; exportez celui de votre établissement.`,
    })
  if (first && all.years.size > 1)
    problems.add({
      file: first.name,
      message: 'ces fichiers sont de plusieurs années scolaires ; donnez ceux d’une seule.',
    })
  if (first && all.kinds.has('representatives') && !all.kinds.has('pupils'))
    problems.add({
      file: first.name,
      message:
        'les responsables viennent avec leurs élèves ; déposez aussi ElevesAvecAdresses.xml ou ElevesSansAdresses.xml.',
    })
  return listOf(all, today)
}

async function gather(file: SiecleFile, all: Gathered, problems: ProblemList): Promise<void> {
  let kind: string | undefined
  try {
    await readXmlRecords(file.chunks(), records, (record, root) => {
      kind ??= roots[root]
      if (kind === undefined)
        throw new XmlError(
          1,
          `ce fichier n’est pas un export d’élèves, de responsables ou de structures (sa racine est « ${root.slice(0, 40)} »).`,
        )
      keep(record, file.name, kind, all)
    })
    if (kind === undefined) throw new XmlError(1, 'ce fichier ne contient aucun élève, responsable ou division.')
    all.kinds.add(kind)
  } catch (error) {
    if (error instanceof XmlError) problems.add({ file: file.name, line: error.line, message: error.message })
    else if (error instanceof ArchiveError) problems.add({ file: file.name, message: error.message })
    else throw error
  }
}

function keep(record: XmlElement, file: string, kind: string, all: Gathered): void {
  const { ELEVE_ID: pupilId = '', PERSONNE_ID: personId = '', ADRESSE_ID: addressId = '' } = record.attributes
  switch (record.name) {
    case 'PARAMETRES': {
      const [uai, year] = [textOf(record, 'UAJ'), Number(textOf(record, 'ANNEE_SCOLAIRE'))]
      if (uai !== '') all.schools.add(uai.toUpperCase())
      if (Number.isInteger(year) && year > 2000) all.years.add(year)
      return
    }
    case 'ELEVE':
      // In a file of people, an ELEVE is only named.
      if (kind === 'pupils') all.pupils.set(pupilId, { file, element: record })
      return
    case 'STRUCTURES_ELEVE': {
      const codes = (type: string): string[] =>
        elementsOf(record, 'STRUCTURE')
          .filter((each) => textOf(each, 'TYPE_STRUCTURE') === type)
          .map((each) => textOf(each, 'CODE_STRUCTURE'))
          .filter((code) => code !== '' && code.toLowerCase() !== 'inactifs')
      all.structures.set(pupilId, { classes: codes('D'), groups: codes('G') })
      return
    }
    case 'ADRESSE': {
      const line = (number: number): string => textOf(record, `LIGNE${number}_ADRESSE`)
      all.addresses.set(`${kind} ${addressId}`, {
        street: [1, 2, 3, 4].map(line).filter(Boolean).join(' ').slice(0, 200),
        postcode: textOf(record, 'CODE_POSTAL').slice(0, 10),
        city: textOf(record, 'LIBELLE_POSTAL').slice(0, 80),
        commune: textOf(record, 'CODE_COMMUNE_INSEE') || undefined,
      })
      return
    }
    case 'PERSONNE': {
      const family = textOf(record, 'NOM') || textOf(record, 'NOM_USAGE') || textOf(record, 'NOM_DE_FAMILLE')
      all.people.set(personId, {
        name: `${printedName(textOf(record, 'PRENOM'))} ${printedName(family)}`.trim(),
        email: textOf(record, 'MEL') || undefined,
        phone: textOf(record, 'TEL_PORTABLE') || textOf(record, 'TEL_PERSONNEL') || undefined,
        addressId: textOf(record, 'ADRESSE_ID'),
      })
      return
    }
    case 'RESPONSABLE_ELEVE': {
      const rank = Number(textOf(record, 'RESP_LEGAL') || textOf(record, 'CODE_NIVEAU_RESPONSABILITE'))
      // 1 and 2 answer by law; the others are contacts, of no use here.
      if (rank !== 1 && rank !== 2) return
      const of = textOf(record, 'ELEVE_ID')
      const links = all.links.get(of) ?? []
      links.push({ personId: textOf(record, 'PERSONNE_ID'), rank })
      all.links.set(of, links)
      return
    }
    case 'DIVISION': {
      const code = record.attributes.CODE ?? record.attributes.CODE_STRUCTURE ?? textOf(record, 'CODE_STRUCTURE')
      const [mef] = elementsOf(record, 'MEF_APPARTENANCE')
      if (code !== '') all.divisions.set(code, mef?.attributes.CODE_MEF ?? (mef ? textOf(mef, 'CODE_MEF') : ''))
      return
    }
    default:
  }
}

function listOf(all: Gathered, today: Temporal.PlainDate): SchoolList {
  const leftOut: { -readonly [Key in keyof LeftOut]: number } = { ...nobodyLeftOut }
  const pupils = []
  const wrong = []
  const problems: InputProblem[] = []
  for (const [id, { file, element }] of all.pupils) {
    const gone = dateOf(textOf(element, 'DATE_SORTIE'))
    if (gone && Temporal.PlainDate.compare(gone, today) <= 0) {
      leftOut.gone++
      continue
    }
    if (textOf(element, 'CODE_STATUT') === 'AP') {
      leftOut.apprentices++
      continue
    }
    const line = lineOf(id, file, element, all)
    const judged = judgeLine(line, today, (field) => tags[field])
    if ('left' in judged) leftOut.levels++
    else if ('errors' in judged) {
      for (const error of judged.errors) problems.push({ file, line: element.line, ...error })
      wrong.push({ ine: line.ine || undefined, name: `${line.lastName} ${line.firstName}` })
    } else pupils.push(judged.pupil)
  }
  const classes = [...all.divisions].flatMap(([name, mef]) => {
    const level = levelOfMef(mef) ?? levelOfWords(name) ?? 'other'
    return level === 'none' ? [] : [{ name, level }]
  })
  const [schoolYear] = all.years
  return { pupils, classes, leftOut, schoolYear, isWhole: all.kinds.has('pupils'), wrong, problems }
}

/** What SIECLE calls it, in the messages. */
const tags = { lastName: 'NOM_DE_FAMILLE', firstName: 'PRENOM', birthDate: 'DATE_NAISS', email: 'MEL' } as const

function lineOf(id: string, file: string, element: XmlElement, all: Gathered): PupilLine {
  const text = (name: string): string => textOf(element, name)
  const structures = all.structures.get(id)
  const people = (all.links.get(id) ?? [])
    .toSorted((a, b) => a.rank - b.rank)
    .flatMap(({ personId }) => all.people.get(personId) ?? [])
  return {
    ...{ file, line: element.line },
    ine: text('INE_RNIE') || text('INE_BEA') || text('ID_NATIONAL'),
    lastName: text('NOM_USAGE') || text('NOM_DE_FAMILLE') || text('NOM'),
    firstName: text('PRENOM'),
    birthDate: text('DATE_NAISS'),
    ...{ mef: text('CODE_MEF'), level: '', className: structures?.classes[0] ?? '', groups: structures?.groups ?? [] },
    ...{ sex: text('CODE_SEXE'), regime: text('CODE_REGIME'), email: text('MEL'), phone: text('TEL_PORTABLE') },
    address:
      all.addresses.get(`pupils ${text('ADRESSE_ID')}`) ??
      people
        .map(({ addressId }) => all.addresses.get(`representatives ${addressId}`))
        .find((each) => each !== undefined),
    representatives: all.kinds.has('representatives')
      ? people.map(({ name, email, phone }) => ({ name, email, phone }))
      : undefined,
  }
}
