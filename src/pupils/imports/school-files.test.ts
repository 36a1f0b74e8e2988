import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeOds } from 'hucre/ods'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { writeArchive } from '#/platform/archive.ts'
import { ProblemList, sayProblem } from '#/platform/input-problems.ts'
import { elevesXml, inventSchool, latin9, responsablesXml, type SieclePupil } from '../../../test/school-files.ts'
import type { SchoolList } from './listed.ts'
import { classInTitle, guessOf, pupilsOfTable, readSchoolTables } from './read-pupil-table.ts'
import { readSiecle } from './read-siecle.ts'
import { fileOfBytes, sortFiles } from './school-file.ts'
import { missingColumns } from './table-fields.ts'

const school = '9140001A'
const today = Temporal.PlainDate.from('2026-06-03')

/** What files give, the columns as they are guessed: pupils, what was said of lines and of whole files. */
async function read(files: Readonly<Record<string, Uint8Array | string>>) {
  const [problems, remarks]: [ProblemList, string[]] = [new ProblemList(), []]
  const given = Object.entries(files).map(([name, content]) =>
    fileOfBytes({ name, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }),
  )
  const { siecle, tables } = await sortFiles(given, problems, remarks)
  const lists: SchoolList[] = []
  if (siecle.length > 0) lists.push(await readSiecle(siecle, { school, today }, problems))
  for (const table of tables)
    for (const each of await readSchoolTables(table, problems, remarks)) {
      const chosen = guessOf(each, today)
      assert.equal(missingColumns(chosen), undefined, JSON.stringify(each.columns))
      lists.push(pupilsOfTable(each, chosen, { today, school, oneClass: classInTitle(each) }))
    }
  return {
    refused: problems.problems.map(sayProblem),
    wrong: lists.flatMap((list) => list.problems.map(sayProblem)),
    remarks: [...remarks, ...lists.flatMap((list) => list.remarks)],
    lists,
    pupils: lists.flatMap((list) =>
      list.pupils.map((each) => [each.lastName, each.firstName, each.birthDate, each.className ?? '']),
    ),
  }
}

const ada = ['Alba', 'Ada', '2010-03-14', '2DE 3']
const two = [ada, ['Brun', 'Zoé', '2010-04-03', '2DE 3']]
const mac = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => ({ é: 0x8e, è: 0x8f, É: 0x83 })[sign] ?? sign.charCodeAt(0))

test('a table reads whoever wrote it: any separator, encoding, order, title, total', async () => {
  const lines = [
    ['Nom', 'Prénom', 'Né(e) le', 'Classe'],
    ['ALBA', 'Ada', '14/03/2010', '2DE 3'],
    ['BRUN', 'Zoé', '03/04/2010', '2DE 3'],
  ]
  const csv = (separator: string): string => lines.map((cells) => cells.join(separator)).join('\r\n')
  const born = (days: readonly string[]) =>
    `Élève;Naissance;Div.\nALBA Ada;${days[0]};2DE 3\nBRUN Zoé;${days[1]};2DE 3\n`
  for (const [name, content] of Object.entries({
    'semicolons.csv': csv(';'),
    'tabs.txt': csv('\t'),
    'commas.csv': csv(','),
    'pipes.csv': csv('|'),
    'announced.csv': `sep=;\r\n${csv(';')}`,
    'cp1252.csv': latin9(csv(';')),
    'mac.csv': mac(csv(';')),
    'utf16.txt': Buffer.from(csv('\t'), 'utf16le'),
    'marked.csv': `\ufeff${csv(';')}`,
    'nuls.csv': csv(';').replace('ALBA', 'AL\0BA'),
    'short-years.csv': born(['14/3/10', '3/4/10']),
    'words.csv': born(['14 mars 2010', 'samedi 3 avril 2010']),
    'serials.csv': born(['40251', '40271']),
    'iso.csv': born(['2010-03-14T00:00:00', '2010-04-03 00:00']),
    'figures.csv': born(['14032010', '20100403']),
    'titled.csv': `Lycée Jean-Monnet, classe 2DE 3, 2025-2026;;;\n;;;\n${csv(';')}\n;;;\nTotal : 2 élèves;;;\nÉdité le 03/06/2026;;;`,
    'camel.csv':
      'NOM_ELEVE;PRENOM_ELEVE;DateNaissance;CODE_DIVISION\nALBA;Ada;14/03/2010;2DE 3\nBRUN;Zoé;03/04/2010;2DE 3',
    'wide.csv': lines
      .map((cells, row) =>
        [...cells, ...Array.from({ length: 36 }, (_, at) => (row === 0 ? `Option ${at}` : at % 5 ? '' : 'x'))].join(
          ';',
        ),
      )
      .join('\n'),
    'twice.csv': 'Nom;Prénom;Nom;Prénom;Né le;Classe\nALBA;Ada;ALBA;Anne;14/03/2010;2DE 3\nBRUN;Zoé;;;03/04/2010;2DE 3',
  })) {
    const { refused, wrong, pupils } = await read({ [name]: content })
    assert.deepEqual([refused, wrong, pupils], [[], [], two], name)
  }
  // Nicknames in quotes, that no rule of CSV allows.
  assert.deepEqual((await read({ 'q.csv': csv(';').replace('Ada', 'Ada "Dada"') })).wrong.length, 1)
})

test('workbooks read as people make them: titles above, merged cells, several sheets, days as numbers or texts', async () => {
  const day = new Date(Temporal.Instant.from('2010-03-14T00:00:00Z').epochMilliseconds)
  const rows: CellValue[][] = [
    ['Collège et lycée Jean-Monnet'],
    [null, 'Liste des élèves — année scolaire 2025-2026'],
    [],
    ['Classe', 'Élève', null, 'Né(e) le', null, 'Remarques'],
    ['2DE 3', 'ALBA Ada', null, day, null, 'délégué'],
    [null, 'BRUN Zoé', null, 40271],
    [null, 'CHEN Li', null, '3/4/10'],
    ['Total', null, null, 3],
    [null, 'Pronote, le 03/06/2026'],
  ]
  const merges = [
    { startRow: 0, startCol: 0, endRow: 0, endCol: 5 },
    { startRow: 4, startCol: 0, endRow: 6, endCol: 0 },
  ]
  const notes = { name: 'À faire', rows: [['Relancer les familles'], ['Photos']] }
  for (const [name, write] of [
    ['a.xlsx', writeXlsx],
    ['a.ods', writeOds],
  ] as const) {
    const { refused, wrong, pupils, remarks } = await read({
      [name]: await write({ sheets: [{ name: 'Liste', rows, merges }, notes] }),
    })
    const chen = ['Chen', 'Li', '2010-04-03', '2DE 3']
    assert.deepEqual([refused, wrong, pupils], [[], [], [...two, chen]], name)
    assert.match(remarks.join(' '), /passées? : \S+, feuille « À faire »[\s\S]*lignes 8, 9/)
  }
  // A sheet for each class, named by it; sections for each class in one sheet.
  const header = ['Nom', 'Prénom', 'Date de naissance']
  const sheet = (name: string, ...lines: CellValue[][]) => ({ name, rows: [header, ...lines] })
  const [first, second] = [
    ['ALBA', 'Ada', day],
    ['BRUN', 'Zoé', '03/04/2010'],
  ]
  const classes = await writeXlsx({ sheets: [sheet('2DE 3', first), sheet('Seconde 4', second)] })
  assert.deepEqual((await read({ 'classes.xlsx': classes })).pupils, [ada, ['Brun', 'Zoé', '2010-04-03', 'Seconde 4']])
  const titled = { name: 'Feuille1', rows: [['Liste des élèves de la 2DE 3'], header, first] }
  assert.deepEqual((await read({ 'titre.ods': await writeOds({ sheets: [titled] }) })).pupils, [ada])
  const sections = [header, ['Classe : 2DE 3'], first, header, ['2nde4'], second]
  const bytes = await writeOds({ sheets: [{ name: 'Feuille1', rows: sections }] })
  assert.deepEqual((await read({ 'sections.ods': bytes })).pupils, [ada, ['Brun', 'Zoé', '2010-04-03', '2nde4']])
})

test('what a table says of lines is told where it stands, and nobody is read wrong', async () => {
  const lines = (...rows: string[]) => ['Nom;Prénom;Né le;Classe;INE;UAI;Statut;Sorti le', ...rows].join('\n')
  const good = 'ALBA;Ada;14/03/2010;2DE 3;;9140001A;ST;'
  for (const [row, said] of [
    ['DURAND;Lé\ufffda;14/03/2010;2DE 3', /t\.csv:3: Prénom: « Lé\ufffda » contient/],
    ['DURAND;LÃ©a;14/03/2010;2DE 3', /« LÃ©a » contient « © », qu’aucun nom/],
    ["=cmd|'/C calc'!A0;Léa;14/03/2010;2DE 3", /t\.csv:3: Nom: .* contient « = »/],
    ['DURAND;Léa;#REF!;2DE 3', /« #REF! » n’est pas une date/],
    ['DURAND;Léa;30/02/2010;2DE 3', /« 30\/02\/2010 » n’est pas une date/],
    ['DURAND;Léa;04/25/2010;2DE 3', /n’est pas une date/],
    ['DURAND;Léa;14/03/1968;2DE 3', /58 ans/],
    ['DURAND;Léa;;2DE 3', /la date de naissance manque/],
    ['DURAND;;14/03/2010;2DE 3', /le prénom manque/],
  ] as const) {
    const { wrong, pupils, refused } = await read({ 't.csv': lines(good, row) })
    assert.match(wrong.join('\n'), said, row)
    assert.deepEqual([pupils, refused], [[ada], []], row)
  }
  const undivided = await read({ 't.csv': 'Élève;Né le;Classe\nJean de La Tour;14/03/2010;2DE 3\n' })
  assert.match(undivided.wrong[0] ?? '', /« Jean de La Tour » : rien ne dit où le nom finit/)
  const others = [
    good,
    'BRUN;Zoé;03/04/2010;2DE 3;;9140002B;ST;',
    'CHEN;Li;03/04/2010;2DE 3;;9140001A;Apprenti;',
    'DIA;Awa;03/04/2010;2DE 3;;9140001A;ST;01/02/2026',
  ]
  const mixed = await read({ 't.csv': lines(...others) })
  assert.deepEqual(mixed.pupils, [ada])
  assert.match(mixed.remarks.join(' '), /1\u00a0élève de l’établissement 9140002B : laissés de côté/)
  assert.deepEqual(mixed.lists[0]?.leftOut, { apprentices: 1, levels: 0, gone: 1 })
  const other = await read({ 't.csv': lines(good.replace('0001A', '0002B')) })
  assert.equal(other.lists[0]?.otherSchool, '9140002B')
  assert.equal((await read({ 't.csv': `Année scolaire 2024/2025\n${lines(good)}` })).lists[0]?.schoolYear, 2024)
  // A quote that swallows lines is told; those lines are not read as others.
  const broken = await read({
    't.csv': lines('"DURAND;Léa;14/03/2010;2DE 3', 'PETIT;Jean;14/03/2010;2DE 3', '"ROUX";Ana;14/03/2010;2DE 3', good),
  })
  assert.match(broken.refused.join('\n'), /t\.csv:2: un guillemet s’ouvre ici/)
})

test('files that are no school’s list are refused in words, whatever they are called', async () => {
  const zip = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
    writeArchive(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === 'string' ? Buffer.from(content) : content,
      ]),
    )
  const wide = Array.from({ length: 5000 }, (_, at) => `c${at}`).join(';')
  for (const [name, content, said] of [
    ['a.csv', Buffer.from('%PDF-1.7 x'), /PDF/],
    ['a.csv', Buffer.of(0x89, 0x50, 0x4e, 0x47), /image/],
    ['a.xls', '<html><table><tr><td>Nom</td></tr></table></html>', /page web/],
    [
      'a.xml',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><PARAMETRES/></Workbook>',
      /classeur enregistré en XML/,
    ],
    ['a.xml', '<STS_EDT><PARAMETRES/></STS_EDT>', /STSWEB nomme les enseignants/],
    ['a.xlsx', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3), /ancien format, ou protégé par un mot de passe/],
    ['a.xlsx', zip({ '[Content_Types].xml': 'x', 'word/document.xml': 'x' }), /un texte ou un diaporama/],
    ['a.zip', zip({ 'b.zip': zip({ 'ElevesAvecAdresses.xml': 'x' }) }), /en contient un autre/],
    ['a.zip', zip({ '__MACOSX/._ElevesAvecAdresses.xml': 'x' }), /ni export XML/],
    ['a.zip', zip({ '../../etc/passwd.xml': 'root:x' }), /^passwd\.xml:1: ce fichier XML est abîmé/],
    ['a.csv', Buffer.from(Uint8Array.from({ length: 3000 }, (_, at) => (at * 37) % 256)), /ni un tableau ni un export/],
    ['a.csv', `Nom;Prénom\n${'x'.repeat(200_000)}`, /a\.csv:2: cette ligne est bien trop longue/],
    ['a.csv', `${wide}\n${wide}`, /plus de 250 colonnes/],
    ['a.csv', 'MARTIN Léa\nDURAND Paul\n', /rien ne sépare les colonnes/],
    ['a.csv', ' \n \n', /vide/],
    [
      'a.csv',
      'Nom;Prénom;Né le;Classe\nALBA;"Ada;14/03/2010;2DE 3\n',
      /a\.csv:2: un guillemet s’ouvre ici et ne se ferme pas/,
    ],
    ['a.csv', 'Nom;Prénom;Né le;Classe\n', /aucune ligne/],
    ['a.csv', '', /vide/],
  ] as const) {
    const { refused, pupils } = await read({ [name]: content })
    assert.match(refused.join('\n'), said, `${name} ${String(said)}`)
    assert.deepEqual(pupils, [])
  }
  // A table in a zip, and the same one twice, are read once.
  const csv = 'Nom;Prénom;Né le;Classe\nALBA;Ada;14/03/2010;2DE 3\n'
  const twice = await read({
    'a.zip': zip({ 'dossier/liste.csv': csv, '__MACOSX/dossier/._liste.csv': 'x' }),
    'b.csv': csv,
  })
  assert.deepEqual([twice.pupils, twice.refused], [[ada], []])
  assert.match(twice.remarks.join(' '), /b\.csv est le même fichier que a\.zip, liste\.csv/)
})

test('SIECLE’s exports read in all their forms', async () => {
  const pupil: SieclePupil = {
    id: 1,
    lastName: 'ALBA',
    firstName: 'Ada',
    birth: '14/03/2010',
    className: '2DE 3',
    groups: ['ANG1'],
  }
  const eleves = elevesXml({ uai: school }, [pupil])
  const edited = (from: string | RegExp, to: string): Uint8Array => latin9(eleves.replace(from, to))
  const structures = (attribute: string) =>
    `<STRUCTURES_ELEVE ${attribute}><STRUCTURE><CODE_STRUCTURE>2DE 3</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`
  for (const [what, content] of Object.entries({
    'as it is': latin9(eleves),
    'UTF-8 that still declares another encoding': Buffer.from(`${eleves}<!-- é -->`),
    'with its mark': Buffer.from(`\ufeff${eleves}`),
    'in a namespace': Buffer.from(eleves.replaceAll(/<(\/?)([A-Z])/g, '<$1siecle:$2')),
    'structures in two pieces': edited(
      '</STRUCTURES_ELEVE>',
      '</STRUCTURES_ELEVE><STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE><CODE_STRUCTURE>LV2</CODE_STRUCTURE><TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>',
    ),
    'structures by the school’s number': edited(
      /<STRUCTURES_ELEVE.*<\/STRUCTURES_ELEVE>/,
      structures('ELENOET="1001"'),
    ),
    'structures by ELEVE_NO_ETAB': edited(
      /<STRUCTURES_ELEVE.*<\/STRUCTURES_ELEVE>/,
      structures('ELEVE_NO_ETAB="1001"'),
    ),
    'schooling apart': edited(
      /<CODE_MEF>.*?<\/CODE_MEF>/,
      '<CODE_MEF/><SCOLARITE_AN_DERNIER><CODE_MEF>10310019110</CODE_MEF></SCOLARITE_AN_DERNIER><SCOLARITE_ACTIVE><CODE_MEF>20010019110</CODE_MEF></SCOLARITE_ACTIVE>',
    ),
    'empty elements': edited(
      '<CODE_STATUT>ST',
      '<NOM_USAGE/><PRENOM2></PRENOM2><DATE_SORTIE/><TEL_PERSONNEL/><CODE_NATIONALITE>100</CODE_NATIONALITE><CODE_NATIONALITE>352</CODE_NATIONALITE><CODE_STATUT>ST',
    ),
    'to leave later': edited('<CODE_STATUT>ST', '<DATE_SORTIE>04/07/2026 00:00:00</DATE_SORTIE><CODE_STATUT>ST'),
    'a day with its hour': edited('14/03/2010', '14/03/2010 00:00:00'),
  })) {
    const { refused, wrong, pupils } = await read({ 'e.xml': content })
    assert.deepEqual([refused, wrong, pupils], [[], [], [ada]], what)
  }
  const left = await read({
    'e.xml': edited('<CODE_STATUT>ST', '<DATE_SORTIE>04/02/2026</DATE_SORTIE><CODE_STATUT>ST'),
  })
  assert.deepEqual([left.pupils, left.lists[0]?.leftOut.gone], [[], 1])
  const nameless = await read({ 'e.xml': edited(/<PARAMETRES>.*<\/PARAMETRES>/, '<PARAMETRES/>') })
  assert.match(nameless.remarks.join(' '), /ne disent pas de quel établissement/)
  // A home abroad has no position in France; people by the new name of their level, told once each.
  const abroad = {
    ...pupil,
    address: { street: '4 RUE DU PONT', postcode: '', city: '' },
    parents: [{ lastName: 'ALBA', firstName: 'ANNE' }],
  }
  const files = {
    'e.xml': latin9(
      elevesXml({ uai: school }, [abroad]).replace(
        '</LIGNE1_ADRESSE>',
        '</LIGNE1_ADRESSE><CODE_PAYS>131</CODE_PAYS><LL_PAYS>BELGIQUE</LL_PAYS><COMMUNE_ETRANGERE>7500 TOURNAI</COMMUNE_ETRANGERE>',
      ),
    ),
    'r.xml': latin9(responsablesXml({ uai: school }, [abroad]).replaceAll('RESP_LEGAL', 'NIVEAU_RESPONSABILITE')),
  }
  const [one] = (await read(files)).lists[0]?.pupils ?? []
  assert.deepEqual([one?.address, one?.representatives?.map(({ name }) => name)], [undefined, ['Anne Alba']])
  assert.equal((await read({ 'e.xml': latin9(elevesXml({ uai: school }, inventSchool(300))) })).pupils.length, 300)
})
