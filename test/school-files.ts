/** A pupil of an invented school, as SIECLE's exports write one. */
export interface SieclePupil {
  readonly id: number
  readonly lastName: string
  readonly firstName: string
  /** 14/03/2010 */
  readonly birth: string
  readonly ine?: string
  /** `undefined`: in no class yet. */
  readonly className?: string
  readonly groups?: readonly string[]
  readonly mef?: string
  readonly sex?: '1' | '2'
  readonly more?: Readonly<Record<string, string>>
  readonly address?: { readonly street: string; readonly postcode: string; readonly city: string }
  readonly parents?: readonly { readonly lastName: string; readonly firstName: string; readonly email?: string }[]
}

interface School {
  readonly uai: string
  readonly year?: number
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const tag = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`

const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n`
const parameters = ({ uai, year = 2025 }: School): string =>
  `<PARAMETRES>${tag('UAJ', uai)}${tag('ANNEE_SCOLAIRE', String(year))}${tag('DATE_EXPORT', '03/06/2026')}</PARAMETRES>\n`

/** ElevesAvecAdresses.xml: one element a line, as the real one has, with what the real one has too much. */
export function elevesXml(school: School, pupils: readonly SieclePupil[], encoding = 'ISO-8859-15'): string {
  const eleves = pupils.map(
    ({ id, lastName, firstName, birth, ine, mef = '20010019110', sex = '2', more = {}, address }) =>
      `<ELEVE ELEVE_ID="${id}" ELENOET="${id + 1000}">${tag('ID_ELEVE_ETAB', String(id))}${tag('INE_RNIE', ine)}${tag('NOM_DE_FAMILLE', lastName)}${tag('PRENOM', firstName)}${tag('DATE_NAISS', birth)}${tag('CODE_SEXE', sex)}${tag('CODE_STATUT', 'ST')}${tag('CODE_MEF', mef)}${tag('CODE_COMMUNE_INSEE_NAISS', '75056')}${tag('CODE_PROVENANCE', '1')}${Object.entries(
        more,
      )
        .map(([name, text]) => tag(name, text))
        .join('')}${address ? tag('ADRESSE_ID', String(id)) : ''}</ELEVE>`,
  )
  const structures = pupils.map(({ id, className, groups = [] }) => {
    const structure = (code: string, type: string): string =>
      `<STRUCTURE>${tag('CODE_STRUCTURE', code)}${tag('TYPE_STRUCTURE', type)}</STRUCTURE>`
    return `<STRUCTURES_ELEVE ELEVE_ID="${id}">${className === undefined ? '' : structure(className, 'D')}${groups.map((group) => structure(group, 'G')).join('')}</STRUCTURES_ELEVE>`
  })
  const addresses = pupils.flatMap(({ id, address }) => (address ? [addressXml(id, address)] : []))
  return `${declared(encoding)}<BEE_ELEVES VERSION="2.1">${parameters(school)}<DONNEES><ELEVES>\n${eleves.join('\n')}\n</ELEVES><STRUCTURES>\n${structures.join('\n')}\n</STRUCTURES><BOURSES/><ADRESSES>\n${addresses.join('\n')}\n</ADRESSES></DONNEES></BEE_ELEVES>\n`
}

const addressXml = (id: number, { street, postcode, city }: NonNullable<SieclePupil['address']>): string =>
  `<ADRESSE ADRESSE_ID="${id}">${tag('LIGNE1_ADRESSE', street)}${tag('CODE_POSTAL', postcode)}${tag('LIBELLE_POSTAL', city)}</ADRESSE>`

/** ResponsablesAvecAdresses.xml of the same pupils. */
export function responsablesXml(school: School, pupils: readonly SieclePupil[], encoding = 'ISO-8859-15'): string {
  const people: string[] = []
  const links: string[] = []
  for (const { id, parents = [] } of pupils)
    for (const [index, { lastName, firstName, email }] of parents.entries()) {
      const person = id * 10 + index
      people.push(
        `<PERSONNE PERSONNE_ID="${person}">${tag('NOM_DE_FAMILLE', lastName)}${tag('PRENOM', firstName)}${tag('MEL', email)}${tag('TEL_PORTABLE', '0612345678')}${tag('CODE_PROFESSION', '52')}</PERSONNE>`,
      )
      links.push(
        `<RESPONSABLE_ELEVE>${tag('ELEVE_ID', String(id))}${tag('PERSONNE_ID', String(person))}${tag('RESP_LEGAL', String(index + 1))}</RESPONSABLE_ELEVE>`,
      )
    }
  return `${declared(encoding)}<BEE_RESPONSABLES>${parameters(school)}<DONNEES><PERSONNES>\n${people.join('\n')}\n</PERSONNES><RESPONSABLES>\n${links.join('\n')}\n</RESPONSABLES></DONNEES></BEE_RESPONSABLES>\n`
}

/** ISO-8859-15: as Latin-1 but for a few signs, of which « œ » and « € » are used. */
export const latin9 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (sign) =>
    sign === 'œ' ? 0xbd : sign === 'Œ' ? 0xbc : sign === '€' ? 0xa4 : (sign.codePointAt(0) ?? 63) & 0xff,
  )

const firstNames = ['Lina', 'Noé', 'Inès', 'Théo', 'Anaïs', 'Éloi', 'Zoé', 'Malo', 'Jade', 'Raphaël', 'Cœurine']
const lastNames = ['MARCHAND', 'LECOQ', 'DELAUNAY', 'LE GOFF', "D'ALMEIDA", 'NGUYEN', 'BENALI', 'DA SILVA']

/** A believable school of as many pupils as one likes: always the same. No real people. */
export function inventSchool(count: number, from = 1): SieclePupil[] {
  return Array.from({ length: count }, (_, index) => {
    const id = from + index
    const lastName = `${lastNames[index % lastNames.length]}-${alphabetic(index)}`
    return {
      id,
      lastName,
      firstName: firstNames[index % firstNames.length] ?? '',
      birth: `${String((index % 28) + 1).padStart(2, '0')}/${String((index % 12) + 1).padStart(2, '0')}/2010`,
      ine: `${String(100_000_000 + id)}AA`,
      className: `2DE${Math.floor(index / 35) + 1}`,
      groups: [`ANG${index % 12}`, `LV2-${index % 5}`],
      sex: index % 2 === 0 ? '2' : '1',
      more: { TEL_PORTABLE: '0611223344', CODE_REGIME: String(index % 4), NATIONALITE: '100', ADHESION_TRANSPORT: '0' },
      address: { street: `${(index % 90) + 1} RUE DU PONT`, postcode: '14500', city: 'VIRE NORMANDIE' },
      parents: [
        { lastName, firstName: 'Sandrine', email: `parent${id}@essai.example` },
        { lastName, firstName: 'Gilles' },
      ],
    }
  })
}

/** « AA », « AB »… */
const alphabetic = (number: number): string =>
  (number >= 26 ? alphabetic(Math.floor(number / 26) - 1) : '') + String.fromCharCode(65 + (number % 26))
