import { searchable } from '#/platform/searchable.ts'

/** What is read from a school's table; `label` in French, for those who confirm which column says it. */
export const tableFields = {
  fullName: {
    label: 'Nom et prénom, ensemble',
    names: [
      'eleve',
      'eleves',
      'nom et prenom',
      'nom prenom',
      'nom prenoms',
      'nom prenom eleve',
      'nom et prenom de l eleve',
      'noms et prenoms',
      'prenom nom',
      'nom complet',
      'identite',
    ],
  },
  lastName: {
    label: 'Nom',
    names: ['nom', 'nom de famille', 'nom eleve', 'nom de l eleve', 'noms', 'nom d usage', 'last name'],
  },
  firstName: {
    label: 'Prénom',
    names: ['prenom', 'prenoms', 'prenom eleve', 'prenom de l eleve', 'prenom 1', 'prenom usuel', 'first name'],
  },
  birthDate: {
    label: 'Date de naissance',
    names: [
      'date de naissance',
      'ne(e) le',
      'ne le',
      'nee le',
      'ne / nee le',
      'naissance',
      'date naissance',
      'date naissance eleve',
      'date naiss',
      'dn',
      'ddn',
      'birth_date',
    ],
  },
  className: {
    label: 'Classe',
    names: [
      'classe',
      'division',
      'classes',
      'label_classe',
      'code classe',
      'libelle classe',
      'code division',
      'lib division',
      'classe de rattachement',
      'classe actuelle',
      'div',
      'structure',
    ],
  },
  level: { label: 'Niveau', names: ['niveau', 'libelle niveau', 'formation', 'libelle mef', 'lib mef'] },
  mef: { label: 'MEF', names: ['mef', 'code mef', 'mef_code'] },
  ine: {
    label: 'INE',
    names: [
      'ine',
      'numero national',
      'n° national',
      'n° ine',
      'ine bea',
      'ine rnie',
      'id national',
      'identifiant national',
    ],
  },
  groups: { label: 'Groupes', names: ['groupes', 'groupe', 'tous les groupes'] },
  sex: { label: 'Sexe', names: ['sexe', 'code sexe', 'genre', 'sexe biologique', 'civilite'] },
  regime: { label: 'Régime', names: ['regime', 'code regime', 'lib regime', 'libelle regime'] },
  status: { label: 'Statut', names: ['statut', 'code statut', 'lib statut', 'statut de l eleve'] },
  leftOn: { label: 'Date de sortie', names: ['date de sortie', 'date sortie', 'sorti(e) le', 'sorti le', 'sortie le'] },
  uai: {
    label: 'UAI de l’établissement',
    names: ['uai', 'rne', 'code uai', 'code rne', 'uai etablissement', 'code etablissement', 'uaj'],
  },
  email: {
    label: 'Courriel de l’élève',
    names: [
      'courriel',
      'email',
      'mel',
      'mail',
      'adresse e mail',
      'adresse mail',
      'courriel eleve',
      'email eleve',
      'mel eleve',
      'mail eleve',
    ],
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

/** The columns that say what their names promise, the usual name before the others; one column says one thing. An empty column says nothing. */
export function guessColumns(
  columns: readonly string[],
  isFilled: (column: string) => boolean = () => true,
): ChosenColumns {
  const guessed: { [Field in TableField]?: string } = {}
  const free = new Map<string, string>()
  for (const column of columns) {
    const name = folded(column)
    if (name !== '' && !free.has(name) && isFilled(column)) free.set(name, column)
  }
  for (const field of tableFieldNames) {
    const names: readonly string[] = tableFields[field].names
    const name = names.map(folded).find((each) => free.has(each))
    const column = name === undefined ? undefined : free.get(name)
    if (name === undefined || column === undefined) continue
    guessed[field] = column
    free.delete(name)
  }
  return guessed
}

/** « DATE_NAISSANCE », « DateNaissance » and « Date naissance : » are one name. */
const folded = (column: string): string => searchable(column).replaceAll(/[^a-z0-9]/g, '')

/** What is missing to read pupils from these columns, in words; undefined when nothing is. */
export function missingColumns(chosen: ChosenColumns): string | undefined {
  if (chosen.birthDate === undefined) return 'la colonne des dates de naissance'
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
