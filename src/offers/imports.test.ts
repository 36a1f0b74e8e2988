import assert from 'node:assert/strict'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts } from '../../test/people.ts'
import { buildWorld, type Visitor } from '../../test/world.ts'

const host = hosts.garage
const address = addressOf('offerImports', { host })
const header = 'Offre;Titre;Description;Places;Secteur;Arrivée;Départ;Pause\n'
const lines = [
  'carro;Découvrir la carrosserie;Tu suis une réparation du devis à la remise des clés.;2026-W25:2|2026-W26:1;Automobile;9:00;16:00;60\n',
  'vente;Accueillir les clients;Tu prépares les véhicules neufs et tu accueilles les clients.;2026-W25:1;Commerce et distribution;9:00;16:00;60\n',
]

const where = (answer: Response): string => answer.headers.get('location') ?? ''
function drop(visitor: Visitor, content: BlobPart, name = 'offres.csv'): Promise<Response> {
  const form = new FormData()
  form.append('fichier', new File([content], name))
  return visitor.post(address, form)
}

eachEngine(
  'a host imports a table of offers, sees what changes, applies it once and takes it back',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const bruno = await world.person('bruno')
    const { db } = database
    const offers = () =>
      db
        .selectFrom('offers')
        .select(['title', 'state', 'sector'])
        .where('origin', '=', 'file')
        .orderBy('reference')
        .execute()
    const preview = where(await drop(bruno, header + lines.join('')))
    assert.match(await (await bruno.get(preview)).text(), /Voici ce qui changerait[\s\S]*2\u00a0offres nouvelles/)
    assert.deepEqual(await offers(), [])
    for (let click = 0; click < 2; click++) await bruno.post(`${preview}/appliquer`)
    assert.deepEqual(await offers(), [
      { title: 'Découvrir la carrosserie', state: 'published', sector: 's8' },
      { title: 'Accueillir les clients', state: 'published', sector: 's12' },
    ])
    assert.match(
      await (await bruno.get(where(await drop(bruno, header + lines.join(''))))).text(),
      /Rien ne changerait/,
    )
    const second = where(
      await drop(bruno, header + lines[0]?.replace('Découvrir la carrosserie', 'Redresser une aile')),
    )
    assert.match(await (await bruno.get(second)).text(), /1\u00a0offre modifiée/)
    await bruno.post(`${second}/appliquer`)
    assert.deepEqual(
      (await offers()).map(({ title }) => title),
      ['Redresser une aile', 'Accueillir les clients'],
    )
    // The first file stands under the second.
    assert.match(where(await bruno.post(`${preview}/annuler`)), /avis=change/)
    for (let click = 0; click < 2; click++) await bruno.post(`${second}/annuler`)
    assert.deepEqual(
      (await offers()).map(({ title }) => title),
      ['Découvrir la carrosserie', 'Accueillir les clients'],
    )
  },
)

eachEngine('a workbook is read like a table, and a broken one says why', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  const rows = [
    ['Offre', 'Titre', 'Description', 'Places', 'Secteur', 'Arrivée', 'Départ', 'Pause'],
    ...lines.map((line) => line.trim().split(';')),
  ]
  for (const [at, write] of [writeXlsx, writeOds].entries()) {
    const bytes = await write({ sheets: [{ name: 'Offres', rows }] })
    const preview = where(await drop(bruno, new Uint8Array(bytes), `offres.${at === 0 ? 'xlsx' : 'ods'}`))
    const page = await (await bruno.get(preview)).text()
    assert.match(page, at === 0 ? /Voici ce qui changerait[\s\S]*2\u00a0offres nouvelles/ : /Rien ne changerait/)
    await bruno.post(`${preview}/appliquer`)
  }
  const two = await writeXlsx({
    sheets: [
      { name: 'Juin', rows },
      { name: 'Juillet', rows },
    ],
  })
  for (const [bytes, said] of [
    [two, /2 feuilles remplies \(« Juin », « Juillet »\)/],
    [two.subarray(0, 900), /n’est pas un zip entier/],
  ] as const) {
    const refused = await bruno.get(where(await drop(bruno, new Uint8Array(bytes), 'offres.xlsx')))
    assert.equal(refused.status, 422)
    assert.match(await refused.text(), said)
  }
  const made = await database.db.selectFrom('offers').select('title').where('origin', '=', 'file').execute()
  assert.equal(made.length, 2)
})

eachEngine('a table with errors is refused line by line, and changes nothing', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  const broken = [
    ';x;;2026-W25:0;s99;;;\n',
    'nuit;La nuit au garage;Tu suis les dépannages de nuit avec toute l’équipe.;2026-W25:1;s8;20:00;23:30;0\n',
    'carro;Deux fois;La même offre est donnée deux fois dans ce fichier.;juin:2;s8;9:00;16:00;60\n',
    'carro;Deux fois;La même offre est donnée deux fois dans ce fichier.;2026-W25:2;s8;9:00;16:00;60\n',
  ]
  const refused = await bruno.get(where(await drop(bruno, header + broken.join(''))))
  assert.equal(refused.status, 422)
  const page = await refused.text()
  for (const said of [
    /Ligne 2, colonne Titre[\s\S]*5 signes au moins/,
    /Ligne 2, colonne Secteur/,
    /Ligne 3[\s\S]*D331-1/,
    /Ligne 4, colonne Places[\s\S]*n’est pas une semaine/,
    /Ligne 5, colonne Offre[\s\S]*déjà à la ligne 4/,
    /Rien n’a été enregistré/,
  ])
    assert.match(page, said)
  for (const [content, name] of [
    ['', 'vide.csv'],
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'ancien.xls'],
  ] as const)
    assert.equal((await drop(bruno, content, name)).status, 422)
  const other = await bruno.get(where(await drop(bruno, 'nom,prix\nBoulon,3\n')))
  assert.match(await other.text(), /Il manque les colonnes titre, description, places/)
  assert.equal((await database.db.selectFrom('offers').select('id').where('origin', '=', 'file').execute()).length, 0)
  const aicha = await world.person('aicha')
  assert.equal((await aicha.get(address)).status, 404)
})
