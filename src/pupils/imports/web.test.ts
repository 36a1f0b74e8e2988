import assert from 'node:assert/strict'
import { writeXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { addressOf } from '#/addresses.ts'
import { writeArchive } from '#/platform/archive.ts'
import type { Database } from '#/platform/database.ts'
import { eachEngine } from '../../../test/engines.ts'
import { pupils, schools } from '../../../test/people.ts'
import { elevesXml, latin9, responsablesXml, type SieclePupil } from '../../../test/school-files.ts'
import { bocage, buildWorld, type Visitor } from '../../../test/world.ts'

const at = { territory: bocage.id, school: schools.vire }
const lists = addressOf('schoolLists', at)
const where = (answer: Response): string => answer.headers.get('location') ?? ''

async function drop(visitor: Visitor, files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>) {
  const form = new FormData()
  for (const [name, content] of Object.entries(files)) form.append('fichiers', new File([content], name))
  return visitor.post(lists, form)
}

const page = async (visitor: Visitor, address: string): Promise<string> => (await visitor.get(address)).text()
const fingerprint = (html: string): string => /name="apercu" value="(\w+)"/.exec(html)?.[1] ?? ''
const apply = async (visitor: Visitor, list: string) =>
  visitor.post(`${list}/appliquer`, { apercu: fingerprint(await page(visitor, list)) })

/** Everything that an import can touch, as it stands. */
async function state({ db }: Database): Promise<unknown> {
  const { rows } = await sql`select 'pupil' as kind, to_jsonb(p) as row from pupils p where school = ${schools.vire}
    union all select 'people', to_jsonb(r) from representatives r
    union all select 'class', to_jsonb(c) from classes c
    union all select 'group', to_jsonb(g) from pupil_groups g
    union all select 'member', to_jsonb(m) from group_pupils m
    order by 1, 2`.execute(db)
  return rows
}

const born = '14/03/2010'
const lina: SieclePupil = {
  id: 1,
  lastName: 'MARCHAND',
  firstName: 'LINA',
  birth: born,
  ine: '100000001AA',
  className: '2DE A',
}
const noe: SieclePupil = {
  id: 2,
  lastName: 'LECOQ',
  firstName: 'Noé',
  birth: born,
  ine: '100000002AA',
  className: '2DE B',
}
const twin = { lastName: 'ROUSSEL', birth: '02/05/2010', className: '2DE C', groups: ['ANG1'] }
const parents = [{ lastName: 'GUÉRIN', firstName: 'ÉLISE', email: 'elise.guerin@essai.example' }]
const address = { street: '4 RUE DES CŒURS', postcode: '14500', city: 'VIRE NORMANDIE CEDEX' }
const siecle: readonly SieclePupil[] = [
  lina,
  noe,
  {
    id: 3,
    lastName: 'GUÉRIN',
    firstName: 'Maël',
    birth: '09/11/2010',
    ine: '100000003AA',
    className: '2DE C',
    parents,
    address,
  },
  // Into a class that has its weeks: where she stands is derived at once, and is no use of her.
  { id: 4, firstName: 'Emma', ...twin, className: '2DE A' },
  { id: 5, firstName: 'Léa', ...twin },
  { id: 6, lastName: 'SANS', firstName: 'Date', birth: '', className: '2DE C' },
  { id: 7, lastName: 'FAUSSE', firstName: 'Date', birth: '31/02/2010', className: '2DE C' },
  { id: 8, lastName: 'MAL', firstName: 'Écrit', birth: born, className: '2DE C', more: { MEL: 'pas une adresse' } },
  { id: 9, lastName: 'SIXIÈME', firstName: 'Élève', birth: '01/01/2014', className: '6A', mef: '10010012110' },
  { id: 10, lastName: 'APPRENTI', firstName: 'Un', birth: born, className: '2DE C', more: { CODE_STATUT: 'AP' } },
]

eachEngine(
  'a school gives its SIECLE export, sees the difference and three errors, applies it once and undoes it',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const sylvie = await world.person('sylvie')
    const before = await state(database)
    // As the export has it: one CODE_STATUT.
    const eleves = elevesXml({ uai: schools.vire }, siecle).replace(
      '<CODE_STATUT>ST</CODE_STATUT><CODE_MEF>20010019110</CODE_MEF><CODE_COMMUNE_INSEE_NAISS>75056</CODE_COMMUNE_INSEE_NAISS><CODE_PROVENANCE>1</CODE_PROVENANCE><CODE_STATUT>',
      '<CODE_STATUT>',
    )
    const zip = writeArchive([['ElevesAvecAdresses.xml', latin9(eleves)]])
    const files = {
      'ExportXML_ElevesAvecAdresses.zip': Uint8Array.from(zip),
      'ResponsablesAvecAdresses.xml': latin9(responsablesXml({ uai: schools.vire }, siecle)),
    }
    const list = where(await drop(sylvie, files))
    const preview = await page(sylvie, list)
    for (const said of [
      /3\u00a0élèves arrivent, 1 change de classe, 1 dossier change, 1 part/,
      /3\u00a0lignes laissées de côté/,
      /ElevesAvecAdresses\.xml, ligne \d+, DATE_NAISS[\s\S]*La date de naissance manque/,
      /31\/02\/2010 » n’est pas une date/,
      /MEL[\s\S]*« pas une adresse » n’est pas une adresse électronique/,
      /2DE C/,
      /Guérin Maël/,
      /2de A → 2de B/,
      /1\u00a0élève d’un niveau sans stage/,
      /1\u00a0apprenti/,
    ])
      assert.match(preview, said)
    assert.deepEqual(await state(database), before)
    // What is kept meanwhile names neither number nor street.
    const { rows: kept } = await sql<{ plan: string }>`select plan::text from school_import_plans`.execute(database.db)
    assert.doesNotMatch(kept[0]?.plan ?? '', /100000001AA|RUE DES/)
    for (let click = 0; click < 2; click++) await apply(sylvie, list)
    const stored = await database.db
      .selectFrom('pupils as p')
      .innerJoin('classes as c', 'c.id', 'p.class_id')
      .select(['p.last_name', 'p.first_name', 'c.name', 'p.commune', 'p.left_at', 'p.sex'])
      .where('p.school', '=', schools.vire)
      .orderBy('p.last_name')
      .orderBy('p.first_name')
      .execute()
    assert.deepEqual(
      stored.map((row) => [row.last_name, row.first_name, row.name, row.commune, row.left_at !== null]),
      [
        ['Delaunay', 'Inès', '2de B', null, true],
        ['Guérin', 'Maël', '2DE C', '14762', false],
        ['Lecoq', 'Noé', '2de B', '14174', false],
        ['Marchand', 'Lina', '2de A', '14762', false],
        ['Roussel', 'Emma', '2de A', null, false],
        ['Roussel', 'Léa', '2DE C', null, false],
      ],
    )
    const noes = await database.db
      .selectFrom('applications')
      .select('class_id')
      .where('pupil_id', '=', pupils.noe)
      .execute()
    assert.ok(noes.length > 0 && noes.every(({ class_id }) => class_id === '01980000-0000-7000-8000-000000000102'))
    assert.match(await page(sylvie, list), /Fait : 3\u00a0élèves arrivent/)
    // The same file again changes nothing.
    assert.match(await page(sylvie, where(await drop(sylvie, files))), /Rien ne changerait[\s\S]*5\u00a0élèves restent/)
    for (let click = 0; click < 2; click++) await sylvie.post(`${list}/annuler`)
    assert.deepEqual(await state(database), before)
    assert.match(await page(sylvie, list), /Import annulé/)
  },
)

eachEngine(
  'what someone built on an import, or changed since, is not undone, and it says for whom',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const sylvie = await world.person('sylvie')
    const { db } = database
    const files = {
      'eleves.xml': latin9(elevesXml({ uai: schools.vire }, siecle.slice(0, 5))),
      'responsables.xml': latin9(responsablesXml({ uai: schools.vire }, siecle.slice(0, 5))),
    }
    const list = where(await drop(sylvie, files))
    await apply(sylvie, list)
    const refusal = async (): Promise<string> => (await sylvie.post(`${list}/annuler`)).text()
    // A group and a parent that somebody corrected by hand would be lost.
    const [group] = await db.selectFrom('pupil_groups').selectAll().where('name', '=', 'ANG1').execute()
    const members = db
      .selectFrom('group_pupils')
      .selectAll()
      .where('group_id', '=', group?.id ?? '')
    const [member, ...others] = await members.execute()
    assert.ok(member && others.length === 1)
    await db.deleteFrom('group_pupils').where('pupil_id', '=', member.pupil_id).execute()
    assert.match(await refusal(), /ne peut plus s’annuler[\s\S]*le groupe ANG1/)
    await db.insertInto('group_pupils').values(member).execute()
    await db
      .updateTable('representatives')
      .set({ phone: '06 99 99 99 99' })
      .where('name', '=', 'Élise Guérin')
      .execute()
    assert.match(await refusal(), /Maël Guérin \(responsables modifiés\)/)
    await db
      .updateTable('representatives')
      .set({ phone: '06 12 34 56 78' })
      .where('name', '=', 'Élise Guérin')
      .execute()
    // A later import stands on it, and is to be undone first.
    const moved = siecle.slice(0, 5).map((pupil) => (pupil.id === 5 ? { ...pupil, className: '2DE B' } : pupil))
    const later = where(await drop(sylvie, { 'suite.xml': latin9(elevesXml({ uai: schools.vire }, moved)) }))
    await apply(sylvie, later)
    assert.match(await refusal(), /Léa Roussel \(dossier modifié\)[\s\S]*plus récent[\s\S]*suite\.xml[\s\S]*d’abord/)
    await sylvie.post(`${later}/annuler`)
    const emma = await db.selectFrom('pupils').selectAll().where('first_name', '=', 'Emma').executeTakeFirstOrThrow()
    await db.updateTable('pupils').set({ phone: '06 00 00 00 09' }).where('id', '=', emma.id).execute()
    const refused = await sylvie.post(`${list}/annuler`)
    assert.equal(refused.status, 409)
    assert.match(await refused.text(), /ne peut plus s’annuler[\s\S]*Emma Roussel/)
    await db.updateTable('pupils').set({ phone: null }).where('id', '=', emma.id).execute()
    await db
      .insertInto('help_requests')
      .values({
        territory_id: bocage.id,
        id: emma.id,
        pupil_id: emma.id,
        consent: 'v1',
        asked_at: '2026-06-03T09:00:00Z',
        withdrawn_at: null,
      })
      .execute()
    assert.match(await refusal(), /Emma Roussel \(demande d’aide\)/)
    await db.deleteFrom('help_requests').execute()
    // A position found meanwhile is nobody's change. After thirty days it is over.
    await db
      .updateTable('pupils')
      .set({ lat: 48.8, lon: -0.8, home_precision: 'address' })
      .where('id', '=', emma.id)
      .execute()
    world.later({ hours: 31 * 24 })
    await (await world.person('sylvie')).post(`${list}/annuler`)
    assert.equal((await db.selectFrom('pupils').select('id').where('id', '=', emma.id).execute()).length, 1)
  },
)

eachEngine(
  'a table is read by columns that someone confirms once, whatever its encoding and separator',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const sylvie = await world.person('sylvie')
    const rows = [
      ['Élève', 'Né(e) le', 'Classe', 'Sexe', 'Remarques'],
      ['DURAND Chloé', '05/06/2010', '2de A', 'F', 'x'],
      ['PETIT Jean', '06/06/2010', '2de A', 'G', 'y'],
    ]
    const windows = latin9(rows.map((row) => row.join('\t')).join('\r\n'))
    const first = where(await drop(sylvie, { 'pronote.txt': windows }))
    const columns = await page(sylvie, first)
    assert.match(columns, /Que dit chaque colonne/)
    assert.match(columns, /selected value="Élève"|value="Élève" selected/)
    const wrong = await sylvie.post(`${first}/colonnes`, { 't0-fullName': 'Élève', 't0-className': 'Classe' })
    assert.equal(wrong.status, 422)
    assert.match(await wrong.text(), /Choisissez la colonne des dates de naissance/)
    const chosen = { 't0-fullName': 'Élève', 't0-birthDate': 'Né(e) le', 't0-className': 'Classe', 't0-sex': 'Sexe' }
    const confirmed = where(await sylvie.post(`${first}/colonnes`, chosen))
    // Lina and Noé are not in the table: they stay, unless one says that they left.
    assert.match(await page(sylvie, confirmed), /2\u00a0élèves arrivent<|2\u00a0élèves arrivent/)
    await sylvie.post(`${first}/reponses`, { absents: 'left' })
    assert.match(await page(sylvie, first), /2\u00a0élèves arrivent, 2 partent/)
    await sylvie.post(`${first}/reponses`, { absents: 'stay' })
    await apply(sylvie, first)
    // A table without classes: one is asked for each time, and what no database takes is dropped.
    const noClass = { 'une-classe.csv': 'Nom;Prénom;N\0é le\nROUX;Ana\0;05/06/2010\n' }
    for (const day of ['05/06/2010', '06/06/2010']) {
      const given = where(await drop(sylvie, { 'c.csv': noClass['une-classe.csv'].replace('05/06/2010', day) }))
      assert.match(await page(sylvie, given), /Classe de tous ces élèves/)
      const named = { 't0-lastName': 'Nom', 't0-firstName': 'Prénom', 't0-birthDate': 'Né le' }
      assert.match(await (await sylvie.post(`${given}/colonnes`, named)).text(), /écrivez ici la classe/)
      await sylvie.post(`${given}/colonnes`, { ...named, 't0-classe': '2nde a' })
      assert.match(await page(sylvie, given), /« 2nde a » est lu comme la classe « 2de A »/)
      await sylvie.post(`${given}/abandonner`)
    }
    // The same columns in a workbook: nobody is asked again. Jean may be Jean-Pierre: that is asked.
    const bytes = await writeXlsx({
      sheets: [{ name: 'Élèves', rows: [rows[0] ?? [], ['PETIT Jean-Pierre', '06/06/2010', '2de A', 'G', '']] }],
    })
    const second = where(await drop(sylvie, { 'edt.xlsx': new Uint8Array(bytes) }))
    const asks = await page(sylvie, second)
    assert.match(
      asks,
      /Dites d’abord qui est qui[\s\S]*Un élève à reconnaître[\s\S]*Jean-Pierre Petit[\s\S]*C’est Jean Petit/,
    )
    assert.match(where(await sylvie.post(`${second}/appliquer`, { apercu: 'x' })), /fait=unanswered/)
    const jean = await database.db
      .selectFrom('pupils')
      .select('id')
      .where('first_name', '=', 'Jean')
      .executeTakeFirstOrThrow()
    await sylvie.post(`${second}/reponses`, { 'qui-0': jean.id, 'qui-0-ligne': 'edt.xlsx:2' })
    assert.match(await page(sylvie, second), /1\u00a0?\u00a0?dossier change|1 dossier change/)
    // Someone changed him since the preview was shown: look again.
    const shown = fingerprint(await page(sylvie, second))
    await database.db.updateTable('pupils').set({ last_name: 'Petit-Roux' }).where('id', '=', jean.id).execute()
    assert.match(where(await sylvie.post(`${second}/appliquer`, { apercu: shown })), /fait=(changed-since|unanswered)/)
  },
)

eachEngine('hostile and mistaken files are refused in words, and change nothing', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  const before = await state(database)
  const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  const bomb = writeArchive([['a.xml', new Uint8Array(3_000_000)]])
  const eleves = elevesXml({ uai: schools.vire }, [lina])
  for (const [name, content, said] of [
    ['rires.xml', utf8('<!DOCTYPE a [<!ENTITY l "ha">]><BEE_ELEVES>&l;</BEE_ELEVES>'), /DOCTYPE/],
    ['coupe.xml', latin9(eleves.slice(0, 700)), /abîmé ou incomplet/],
    ['autre.xml', utf8('<CATALOGUE><ELEVE/></CATALOGUE>'), /sa racine est « CATALOGUE »/],
    ['lycee.xml', latin9(elevesXml({ uai: schools.noireau }, [lina])), /celui de l’établissement 9140002B/],
    ['vieux.xml', latin9(elevesXml({ uai: schools.vire, year: 2021 }, [lina])), /2021-2022/],
    ['seuls.xml', latin9(responsablesXml({ uai: schools.vire }, siecle)), /viennent avec leurs élèves/],
    ['double.xml', latin9(elevesXml({ uai: schools.vire }, [lina, { ...lina, id: 2 }])), /est déjà à la ligne/],
    ['bombe.zip', Uint8Array.from(bomb), /abîmé ou incomplet/],
    ['coupe.zip', Uint8Array.from(bomb.subarray(0, 300)), /zip/],
    ['image.zip', Uint8Array.from(writeArchive([['a.png', utf8('x')]])), /ni export XML/],
    ['vide.csv', utf8(''), /fichier est vide/],
    ['ancien.xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), /ancien format/],
  ] as const) {
    const html = await page(sylvie, where(await drop(sylvie, { [name]: content })))
    assert.match(html, said, name)
  }
  assert.equal((await sylvie.post(lists, new FormData())).status, 422)
  assert.deepEqual(await state(database), before)
  // A preview belongs to its school; a teacher and a coordinator have none.
  const list = where(await drop(sylvie, { 'eleves.xml': latin9(eleves) }))
  for (const name of ['karim', 'maud', 'lina'] as const)
    assert.notEqual((await (await world.person(name)).get(list)).status, 200)
  const elsewhere = list.replace(schools.vire, schools.noireau)
  assert.equal((await sylvie.get(elsewhere)).status, 404)
  await sylvie.post(`${list}/abandonner`)
  assert.match(await page(sylvie, list), /Cet aperçu est oublié/)
  const id = list.split('/').at(-1) ?? ''
  const kept = database.db.selectFrom('school_import_plans').select('plan').where('import_id', '=', id)
  assert.equal((await kept.execute()).length, 0)
})
