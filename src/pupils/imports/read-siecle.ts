import { ArchiveError } from '#/platform/archive.ts'
import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import { elementsOf, readXmlRecords, textOf, type XmlElement, XmlError } from '#/platform/xml-records.ts'
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
import { writtenDay } from './written-day.ts'

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

/** More than any school has: beyond, it is no school's export. */
const mostPupils = 60_000

/** What is kept of an ELEVE while the files are read: memory does not follow all that an export says of a pupil. */
interface Eleve {
  readonly file: string
  readonly line: number
  readonly texts: Readonly<Partial<Record<EleveTag, string>>>
}
const eleveTags = [
  ...(['INE_RNIE', 'INE_BEA', 'ID_NATIONAL', 'NOM_USAGE', 'NOM_DE_FAMILLE', 'NOM', 'PRENOM', 'DATE_NAISS'] as const),
  ...(['CODE_MEF', 'CODE_SEXE', 'CODE_REGIME', 'MEL', 'TEL_PORTABLE', 'TEL_PERSONNEL', 'ADRESSE_ID'] as const),
  ...(['DATE_SORTIE', 'CODE_STATUT', 'CODE_DIVISION'] as const),
] as const
type EleveTag = (typeof eleveTags)[number]

interface Gathered {
  readonly pupils: Map<string, Eleve>
  /** A pupil's ELEVE_ID by the number that the school gives (ELENOET), which some exports use between their parts. */
  readonly numbers: Map<string, string>
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
    ...{
      pupils: new Map(),
      numbers: new Map(),
      structures: new Map(),
      addresses: new Map(),
      people: new Map(),
      links: new Map(),
    },
    ...{ divisions: new Map(), schools: new Set(), years: new Set(), kinds: new Set() },
  }
  for (const file of files) await gather(file, all, problems)
  joinByNumber(all)
  const [first] = files
  const other = [...all.schools].find((uai) => uai !== school)
  if (first && other !== undefined) problems.add({ file: first.name, message: otherSchoolWords(other, school) })
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

export const otherSchoolWords = (other: string, school: string): string =>
  `ce fichier est celui de l’établissement ${other}, pas de ${school} ; exportez celui de votre établissement.`

async function gather(file: SiecleFile, all: Gathered, problems: ProblemList): Promise<void> {
  let kind: string | undefined
  try {
    await readXmlRecords(file.chunks(), records, (record, root) => {
      kind ??= roots[root]
      if (kind === undefined) throw new XmlError(1, foreignWords(root))
      keep(record, file.name, kind, all)
    })
    if (kind === undefined)
      throw new XmlError(
        1,
        'ce fichier ne contient aucun élève, responsable ou division ; donnez ElevesAvecAdresses.xml de SIECLE, ou un tableau.',
      )
    all.kinds.add(kind)
  } catch (error) {
    if (error instanceof XmlError) problems.add({ file: file.name, line: error.line, message: error.message })
    else if (error instanceof ArchiveError) problems.add({ file: file.name, message: error.message })
    else throw error
  }
}

/** What to do with an XML file that is none of those read. */
function foreignWords(root: string): string {
  if (root === 'Workbook' || root === 'document-content' || root === 'document')
    return 'ce fichier est un classeur enregistré en XML ; ouvrez-le dans le tableur et enregistrez-le en XLSX, ODS ou CSV.'
  if (root === 'STS_EDT')
    return 'cet export de STSWEB nomme les enseignants et les classes, pas les élèves ; donnez ElevesAvecAdresses.xml de SIECLE.'
  return `ce fichier n’est pas un export d’élèves, de responsables ou de structures (sa racine est « ${root.slice(0, 40)} ») ; donnez ElevesAvecAdresses.xml de SIECLE, ou un tableau.`
}

/** An identifier that exports write as an attribute or as an element. */
const idOf = (record: XmlElement, name: string): string => record.attributes[name] || textOf(record, name)

function keep(record: XmlElement, file: string, kind: string, all: Gathered): void {
  switch (record.name) {
    case 'PARAMETRES': {
      const [uai, year] = [textOf(record, 'UAJ'), Number(textOf(record, 'ANNEE_SCOLAIRE'))]
      if (uai !== '') all.schools.add(uai.toUpperCase())
      if (Number.isInteger(year) && year > 2000) all.years.add(year)
      return
    }
    case 'ELEVE': {
      // In a file of people, an ELEVE is only named.
      if (kind !== 'pupils') return
      const number = idOf(record, 'ELENOET') || idOf(record, 'ELEVE_NO_ETAB')
      const id = idOf(record, 'ELEVE_ID') || `number ${number}`
      if (number !== '') all.numbers.set(number, id)
      all.pupils.set(id, eleveOf(record, file))
      if (all.pupils.size > mostPupils)
        throw new XmlError(record.line, `plus de ${mostPupils} élèves : ce n’est pas l’export d’un établissement.`)
      return
    }
    case 'STRUCTURES_ELEVE': {
      const id = idOf(record, 'ELEVE_ID') || numbered(record)
      const codes = (type: string): string[] =>
        elementsOf(record, 'STRUCTURE')
          .filter((each) => textOf(each, 'TYPE_STRUCTURE') === type)
          .map((each) => textOf(each, 'CODE_STRUCTURE'))
          .filter((code) => code !== '' && code.toLowerCase() !== 'inactifs')
      // An export may say a pupil's structures in several pieces.
      const known = all.structures.get(id)
      all.structures.set(id, {
        classes: [...(known?.classes ?? []), ...codes('D')],
        groups: [...(known?.groups ?? []), ...codes('G')],
      })
      return
    }
    case 'ADRESSE': {
      const line = (number: number): string => textOf(record, `LIGNE${number}_ADRESSE`)
      // A home abroad is nowhere here: the national service would find a street of that name in France.
      if (isAbroad(record)) return
      all.addresses.set(`${kind} ${idOf(record, 'ADRESSE_ID')}`, {
        street: [1, 2, 3, 4].map(line).filter(Boolean).join(' ').slice(0, 200),
        postcode: textOf(record, 'CODE_POSTAL').slice(0, 10),
        city: (textOf(record, 'LIBELLE_POSTAL') || textOf(record, 'LL_COMMUNE_INSEE')).slice(0, 80),
        commune: textOf(record, 'CODE_COMMUNE_INSEE') || undefined,
      })
      return
    }
    case 'PERSONNE': {
      const family = textOf(record, 'NOM') || textOf(record, 'NOM_USAGE') || textOf(record, 'NOM_DE_FAMILLE')
      all.people.set(idOf(record, 'PERSONNE_ID'), {
        name: `${printedName(textOf(record, 'PRENOM'))} ${printedName(family)}`.trim(),
        email: textOf(record, 'MEL') || undefined,
        phone: textOf(record, 'TEL_PORTABLE') || textOf(record, 'TEL_PERSONNEL') || undefined,
        addressId: textOf(record, 'ADRESSE_ID'),
      })
      return
    }
    case 'RESPONSABLE_ELEVE': {
      const rank = Number(
        textOf(record, 'RESP_LEGAL') ||
          textOf(record, 'NIVEAU_RESPONSABILITE') ||
          textOf(record, 'CODE_NIVEAU_RESPONSABILITE'),
      )
      // 1 and 2 answer by law; the others are contacts, of no use here.
      if (rank !== 1 && rank !== 2) return
      const of = idOf(record, 'ELEVE_ID') || numbered(record)
      const links = all.links.get(of) ?? []
      const personId = idOf(record, 'PERSONNE_ID')
      if (!links.some((link) => link.personId === personId)) links.push({ personId, rank })
      all.links.set(of, links)
      return
    }
    case 'DIVISION': {
      const code = record.attributes.CODE ?? record.attributes.CODE_STRUCTURE ?? textOf(record, 'CODE_STRUCTURE')
      const [mef] = elementsOf(record, 'MEF_APPARTENANCE')
      if (code !== '') all.divisions.set(code, mef ? mef.attributes.CODE || idOf(mef, 'CODE_MEF') : '')
      return
    }
    default:
  }
}

/** What was said of a school's number is said of its pupil. */
function joinByNumber({ numbers, structures, links }: Gathered): void {
  for (const [number, id] of numbers) {
    const [its, people] = [structures.get(`number ${number}`), links.get(`number ${number}`)]
    if (its && !structures.has(id)) structures.set(id, its)
    if (people && !links.has(id)) links.set(id, people)
  }
}

/** Names a pupil by the school's number, where a part of an export has no other. */
const numbered = (record: XmlElement): string =>
  `number ${record.attributes.ELENOET ?? record.attributes.ELEVE_NO_ETAB ?? textOf(record, 'ELENOET')}`

function eleveOf(record: XmlElement, file: string): Eleve {
  const texts: { [Tag in EleveTag]?: string } = {}
  for (const tag of eleveTags) {
    const text = textOf(record, tag)
    if (text !== '') texts[tag] = text.slice(0, 500)
  }
  // Some exports put this year's schooling apart; never that of last year, which has the same names.
  const active = record.children.find(({ name }) => name === 'SCOLARITE_ACTIVE')
  if (active) {
    texts.CODE_MEF ??= textOf(active, 'CODE_MEF')
    texts.CODE_DIVISION ??= textOf(active, 'CODE_DIVISION') || textOf(active, 'CODE_STRUCTURE')
  }
  return { file, line: record.line, texts }
}

/** SIECLE's countries: 100 is France; those overseas have their own postcodes, and no code of a country beyond. */
function isAbroad(record: XmlElement): boolean {
  if (textOf(record, 'COMMUNE_ETRANGERE') !== '' && textOf(record, 'CODE_POSTAL') === '') return true
  const [code, name] = [textOf(record, 'CODE_PAYS'), textOf(record, 'LL_PAYS').toUpperCase()]
  return name !== ''
    ? name !== 'FRANCE' && !/^\d{5}$/.test(textOf(record, 'CODE_POSTAL'))
    : /^(?!100$)\d{3}$/.test(code) && !/^\d{5}$/.test(textOf(record, 'CODE_POSTAL'))
}

function listOf(all: Gathered, today: Temporal.PlainDate): SchoolList {
  const leftOut: { -readonly [Key in keyof LeftOut]: number } = { ...nobodyLeftOut }
  const pupils = []
  const wrong = []
  const problems: InputProblem[] = []
  for (const [id, eleve] of all.pupils) {
    const { file, line: at, texts } = eleve
    const gone = writtenDay(texts.DATE_SORTIE ?? '', today)
    if (gone && Temporal.PlainDate.compare(gone, today) <= 0) {
      leftOut.gone++
      continue
    }
    if (texts.CODE_STATUT === 'AP') {
      leftOut.apprentices++
      continue
    }
    const line = lineOf(id, eleve, all)
    const judged = judgeLine(line, today, (field) => tags[field])
    if ('left' in judged) leftOut.levels++
    else if ('errors' in judged) {
      for (const error of judged.errors) problems.push({ file, line: at, ...error })
      wrong.push({ ine: line.ine || undefined, name: `${line.lastName} ${line.firstName}` })
    } else pupils.push(judged.pupil)
  }
  const classes = [...all.divisions].flatMap(([name, mef]) => {
    const level = levelOfMef(mef) ?? levelOfWords(name) ?? 'other'
    return level === 'none' ? [] : [{ name, level }]
  })
  const [schoolYear] = all.years
  const isWhole = all.kinds.has('pupils')
  return {
    ...{ pupils, classes, leftOut, schoolYear, otherSchool: undefined, isWhole, wrong, problems },
    remarks:
      isWhole && all.schools.size === 0
        ? ['Ces fichiers ne disent pas de quel établissement ils sont : vérifiez que ce sont bien les vôtres.']
        : [],
  }
}

/** What SIECLE calls it, in the messages. */
const tags = { lastName: 'NOM_DE_FAMILLE', firstName: 'PRENOM', birthDate: 'DATE_NAISS', email: 'MEL' } as const

function lineOf(id: string, { file, line, texts }: Eleve, all: Gathered): PupilLine {
  const text = (name: EleveTag): string => texts[name] ?? ''
  const structures = all.structures.get(id)
  const people = (all.links.get(id) ?? [])
    .toSorted((a, b) => a.rank - b.rank)
    .flatMap(({ personId }) => all.people.get(personId) ?? [])
  return {
    ...{ file, line, undivided: '' },
    ine: text('INE_RNIE') || text('INE_BEA') || text('ID_NATIONAL'),
    lastName: text('NOM_USAGE') || text('NOM_DE_FAMILLE') || text('NOM'),
    firstName: text('PRENOM'),
    birthDate: text('DATE_NAISS'),
    ...{ mef: text('CODE_MEF'), level: '', groups: [...new Set(structures?.groups)] },
    className: structures?.classes[0] ?? text('CODE_DIVISION'),
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
