import { searchable } from '#/platform/searchable.ts'

/** What is read from a school's table; `label` in French, for those who confirm which column says it. */
export const tableFields = {
  fullName: {
    label: 'Nom et prénom, ensemble',
    names: ['eleve', 'eleves', 'nom et prenom', 'nom prenom', 'nom complet', 'identite'],
  },
  lastName: {
    label: 'Nom',
    names: ['nom', 'nom de famille', 'nom eleve', 'nom de l eleve', 'nom d usage', 'last name'],
  },
  firstName: { label: 'Prénom', names: ['prenom', 'prenoms', 'prenom eleve', 'prenom de l eleve', 'prenom 1'] },
  birthDate: {
    label: 'Date de naissance',
    names: [
      'date de naissance',
      'ne(e) le',
      'ne le',
      'nee le',
      'naissance',
      'date naissance',
      'datenaissance',
      'date_naissance',
      'date naiss',
      'date_naiss',
      'birth_date',
    ],
  },
  className: {
    label: 'Classe',
    names: ['classe', 'division', 'classes', 'label_classe', 'code classe', 'libelle classe', 'structure'],
  },
  level: { label: 'Niveau', names: ['niveau', 'libelleniveau', 'libelle niveau', 'formation', 'libelle mef'] },
  mef: { label: 'MEF', names: ['mef', 'code mef', 'codemef', 'mef_code', 'code_mef'] },
  ine: {
    label: 'INE',
    names: ['ine', 'numero national', 'n° national', 'ine bea', 'ine rnie', 'id national', 'identifiant national'],
  },
  groups: { label: 'Groupes', names: ['groupes', 'groupe', 'tous les groupes'] },
  sex: { label: 'Sexe', names: ['sexe', 'codesexe', 'code sexe', 'genre', 'sexe biologique', 'civilite'] },
  regime: { label: 'Régime', names: ['regime', 'coderegime', 'code regime'] },
  email: {
    label: 'Courriel de l’élève',
    names: ['courriel', 'email', 'e mail', 'mel', 'mail', 'adresse e mail', 'courriel eleve', 'email eleve'],
  },
  phone: {
    label: 'Téléphone de l’élève',
    names: ['telephone', 'tel portable', 'portable', 'tel mobile', 'telephone portable', 'tel. mobile', 'tel'],
  },
  street: { label: 'Rue', names: ['adresse', 'adresse 1', 'rue', 'adresseligne1', 'adresse ligne 1', 'adresse1'] },
  postcode: {
    label: 'Code postal',
    names: ['code postal', 'cp', 'codepostal', 'code_postal', 'code postal de residence'],
  },
  city: { label: 'Commune', names: ['ville', 'commune', 'libellecommune', 'localite', 'commune de residence'] },
  commune: {
    label: 'Code INSEE de la commune',
    names: ['code insee', 'insee', 'code commune', 'code insee de ville de residence'],
  },
  representative1: {
    label: 'Responsable 1 : nom',
    names: [
      'responsable',
      'responsable 1',
      'resp. legal 1',
      'nom responsable',
      'nom responsable 1',
      'representant legal',
      'nomfamille',
      'responsable legal 1',
    ],
  },
  email1: {
    label: 'Responsable 1 : courriel',
    names: [
      'courriel responsable',
      'email responsable',
      'email responsable 1',
      'courriel responsable 1',
      'email resp. legal 1',
      'mel responsable',
    ],
  },
  phone1: {
    label: 'Responsable 1 : téléphone',
    names: [
      'telephone responsable',
      'telephone responsable 1',
      'tel responsable',
      'portable responsable 1',
      'telephonepersonnel',
    ],
  },
  representative2: {
    label: 'Responsable 2 : nom',
    names: ['responsable 2', 'resp. legal 2', 'nom responsable 2', 'responsable legal 2'],
  },
  email2: {
    label: 'Responsable 2 : courriel',
    names: ['email responsable 2', 'courriel responsable 2', 'email resp. legal 2'],
  },
  phone2: { label: 'Responsable 2 : téléphone', names: ['telephone responsable 2', 'portable responsable 2'] },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly names: readonly string[] }>>

export type TableField = keyof typeof tableFields
export const tableFieldNames = Object.keys(tableFields) as readonly TableField[]

/** Which column says what: chosen by a person, or guessed. */
export type ChosenColumns = { readonly [Field in TableField]?: string }

/** The columns that say what their names promise; one column says one thing. */
export function guessColumns(columns: readonly string[]): ChosenColumns {
  const guessed: { [Field in TableField]?: string } = {}
  const free = new Set(columns.filter((column) => column !== ''))
  for (const field of tableFieldNames) {
    const names: readonly string[] = tableFields[field].names
    const column = [...free].find((each) => names.includes(folded(each)))
    if (column === undefined) continue
    guessed[field] = column
    free.delete(column)
  }
  return guessed
}

const folded = (column: string): string => searchable(column.replaceAll(/[*:]/g, ' '))

/** What is missing to read pupils from these columns, in words; undefined when nothing is. */
export function missingColumns(chosen: ChosenColumns): string | undefined {
  if (chosen.birthDate === undefined) return 'la colonne des dates de naissance'
  if (chosen.className === undefined) return 'la colonne des classes'
  if (chosen.fullName !== undefined) return undefined
  if (chosen.lastName === undefined) return 'la colonne des noms'
  return chosen.firstName === undefined ? 'la colonne des prénoms' : undefined
}

/** The choices that hold for these columns; what somebody made up is dropped. */
export function readColumns(sent: Readonly<Record<string, unknown>>, columns: readonly string[]): ChosenColumns {
  const chosen: { [Field in TableField]?: string } = {}
  for (const field of tableFieldNames) {
    const column = sent[field]
    if (typeof column === 'string' && column !== '' && columns.includes(column)) chosen[field] = column
  }
  return chosen
}
