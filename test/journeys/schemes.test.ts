import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { addresses, addressOf } from '#/addresses.ts'
import { createFillLink } from '#/agreements/fill-links.ts'
import { agreementsOfPupil, findAgreement } from '#/agreements/index.ts'
import { codeOfRequest } from '#/agreements/signatures/signing-requests.ts'
import { buildAssets } from '#/design/build.ts'
import { saveOrganisation } from '#/insertion/index.ts'
import { openServer } from '#/platform/database.ts'
import { startServer } from '../../src/server.ts'
import { testOnServer } from '../engines.ts'
import { applications, hosts, offers, type PersonName, people, pupils } from '../people.ts'
import { bocage, buildWorld, type World } from '../world.ts'
import { askTool, changed, download, press, verify } from './agreements.ts'
import { mainText, see } from './bank.ts'
import { byKeyboard, pdfText } from './schemes.ts'
import { desktop, phone, type Visit, visit } from './visit.ts'

/** Of the garage, whom the directory knows. */
const siret = '82161143100015'

testOnServer(
  'a PFMP with its annexes, then a PMSMP and its renewal, each to the last signature',
  async (databaseUrl, t) => {
    await buildAssets()
    const database = await openServer(databaseUrl, 4)
    try {
      const world = await buildWorld({ ...database, close: async () => {} }, t, {
        port: 0,
        publicUrl: 'http://localhost',
      })
      await world.people()
      const server = await startServer(world.services)
      t.after(() => server.close())
      const opened: Visit[] = []
      const enter: Enter = async (name, screen) => {
        const someone = await visit(t, { url: server.url, screen })
        opened.push(someone)
        if (name !== undefined) {
          const value = await world.session(name)
          await someone.page.context().addCookies([{ name: 'passerelle', value, url: server.url }])
        }
        return someone
      }
      await t.test('a PFMP says its two annexes, sealed and verified', (each) => trainingPeriod(each, { world, enter }))
      await t.test('a PMSMP is prescribed by keyboard, renewed once and never twice', () => immersion({ world, enter }))
      for (const someone of opened) someone.end()
    } finally {
      await database.close()
    }
  },
)

type Enter = (name: PersonName | undefined, screen: typeof phone) => Promise<Visit>
interface Somewhere {
  readonly world: World
  readonly enter: Enter
}

async function trainingPeriod(t: TestContext, { world, enter }: Somewhere): Promise<void> {
  const id = await confirmTraining(world)
  const fill = (part: string): string => addressOf('agreementFill', { agreement: id, part })

  const host = await enter('aicha', phone)
  await host.page.goto(fill('host'))
  await type(host, {
    ...{ hostName: 'Aïcha Morin', hostRole: 'secrétaire de mairie', hostEmail: people.aicha.email },
    ...{ tutorName: 'Yann Gosselin', risks: 'Aucun risque particulier', insurance: 'Assureur des communes, 44' },
    ...{ activities: 'Accueil, état civil, préparation du conseil.', staff: '24' },
  })
  await press(host, 'Garder mes réponses', 'C’est gardé')

  const school = await enter('sylvie', desktop)
  const { page } = school
  await page.goto(fill('school'))
  await type(school, {
    ...{ schoolAddress: '2 avenue du Lycée, 14500 Vire', headName: people.helene.name, boardVote: '2025-11-27' },
    ...{ schoolInsurance: 'L’État est son propre assureur', referentName: people.karim.name },
    objectives: 'Tenir un accueil et traiter un courrier, du tri à la réponse.',
    evaluation: 'Bilan à mi-parcours, puis un rapport de dix pages.',
    ...{ meals: 'au restaurant municipal, à la charge de la mairie', transport: 'carte scolaire de la région' },
    ...{ lodging: 'internat du lycée', allowance: '-15' },
  })
  await press(school, 'Garder mes réponses', 'écrivez un montant')
  await see(school, 'pfmp-allowance-wrong')
  assert.doesNotMatch(await mainText(page), /Votre partie est complète/)
  const day = await page.locator('[name=boardVote]').boundingBox()
  assert.ok((day?.width ?? 0) > 150, 'a date shows whole')
  await type(school, { allowance: '15' })
  await press(school, 'Garder mes réponses', 'C’est gardé')
  await page.goto(fill('family'))
  await type(school, { pupilAddress: '8 rue des Prés, 14110 Condé', representativePhone: '06 00 00 00 03' })
  await press(school, 'Garder mes réponses', 'Envoyer à la signature')
  await see(school, 'pfmp-check')
  await press(school, 'Envoyer à la signature', 'Envoyée à la signature')

  const annexes: readonly RegExp[] = [
    /Annexe pédagogique[\s\S]*Objectifs Tenir un accueil[\s\S]*Bilan à mi-parcours/,
    /Annexe financière[\s\S]*restaurant municipal[\s\S]*carte scolaire[\s\S]*internat du lycée/,
    /Allocation de l’État 15,00 € par jour de présence/,
  ]
  const sent = await page.context().request.get(addressOf('agreementDocument', { agreement: id }))
  const before = await pdfText(await sent.body())
  for (const words of annexes) assert.match(before, words)

  for (const who of ['Aïcha Morin', 'Noé Lecoq', 'Gilles Lecoq']) await signBefore(school, id, who)
  const head = await enter('helene', desktop)
  await signOneself(world, head, id)
  await world.work()
  await head.page.goto(addressOf('agreement', { agreement: id }))
  await see(head, 'pfmp-signed')
  const sealed = await download(head.page)
  const after = await pdfText(sealed)
  for (const words of [...annexes, /Preuve des signatures/]) assert.match(after, words)
  const said = askTool('pdfsig', join(world.services.configuration.dataDir, 'pfmp.pdf'), sealed)
  if (said === undefined) t.diagnostic('pdfsig is not installed')
  else assert.match(said, /Total document signed[\s\S]*Signature is Valid/)
  const anyone = await enter(undefined, phone)
  assert.match(await verify(anyone, sealed, 'pfmp-authentic'), /authentique[\s\S]*signée par tous/)
  assert.match(await verify(anyone, changed(sealed), 'pfmp-changed'), /a été modifié/)
}

/** Noé learns a trade, and the mairie has three weeks for it: he confirms, and the agreement drafts itself. */
async function confirmTraining({ services, person }: World): Promise<string> {
  const { db } = services
  const weeks = ['2026-W25', '2026-W26', '2026-W27']
  await db.updateTable('pupils').set({ level: 'bac_pro' }).where('id', '=', pupils.noe).execute()
  await db
    .updateTable('offers')
    .set({ schemes: ['pfmp'], levels: ['bac_pro'] })
    .where('id', '=', offers.mairie)
    .execute()
  const last = { territory_id: bocage.id, offer_id: offers.mairie, week: '2026-W27', seats: 2 }
  await db.insertInto('offer_weeks').values(last).execute()
  await db.updateTable('applications').set({ scheme: 'pfmp', weeks }).where('id', '=', applications.noeMairie).execute()
  const noe = await person('noe')
  const application = { application: applications.noeMairie }
  const html = await (await noe.get(addressOf('application', application))).text()
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '1'
  const done = await noe.post(addressOf('applicationConfirm', application), { version })
  assert.equal(done.status, 303, await done.text())
  const { rows } = await agreementsOfPupil(db, { territoryId: bocage.id, pupilId: pupils.noe })
  assert.equal(rows[0]?.content.scheme, 'pfmp')
  return rows[0]?.id ?? ''
}

async function immersion({ world, enter }: Somewhere): Promise<void> {
  const { services } = world
  const { db } = services
  await db.updateTable('hosts').set({ siret }).where('id', '=', hosts.garage).execute()
  const [{ scope }] = people.nour.grants
  const organisation = { territoryId: bocage.id, id: scope?.id ?? '', name: 'Mission locale du Bocage' }
  await saveOrganisation(services, db, organisation)
  const counsellor = await enter('nour', desktop)
  const { page } = counsellor
  const answers = {
    ...{ prenom: 'Samira', nom: 'Haddad', naissance: '1994-05-12', siret, objectif: 'confirm' },
    ...{ contact: people.bruno.name, contactCourriel: people.bruno.email, du: '2026-06-15', au: '2026-07-10' },
    taches: 'Accueillir les clients, préparer les rendez-vous.',
  }
  await page.goto(addresses.immersionNew)
  await byKeyboard(page, answers)
  await page.waitForURL(/\/conventions\/[^/]+$/)
  const id = page.url().split('/').at(-1) ?? ''
  await see(counsellor, 'pmsmp-drafted')

  const host = await enter(undefined, phone)
  const to = { part: 'host', email: people.bruno.email, name: people.bruno.name } as const
  const token = await createFillLink(services, { territoryId: bocage.id, id }, to)
  await host.page.goto(addressOf('fillLink', { token }))
  await type(host, {
    ...{ hostRole: 'gérant', tutorName: 'Nadia Leroy', siteAddress: '3 rue du Pont, 14500 Vire' },
    ...{ risks: 'Aucun risque particulier', insurance: 'Mutuelle, 2214' },
  })
  await press(host, 'Garder mes réponses', 'votre partie est complète')
  await see(host, 'pmsmp-filled')
  await signByAll(id)

  const count = async (): Promise<number> => (await db.selectFrom('agreements').select('id').execute()).length
  const drafted = await count()
  await page.goto(addresses.immersions)
  await see(counsellor, 'pmsmp-list')
  await page.getByRole('link', { name: /Renouveler/ }).click()
  await page.waitForURL(/\/renouveler$/)
  await see(counsellor, 'pmsmp-renew')
  await page.getByLabel('Non, pas encore').check()
  await page.getByRole('button', { name: 'Préparer le renouvellement' }).click()
  await page.waitForURL(/\/conventions\/[^/]+$/)
  const renewal = page.url().split('/').at(-1) ?? ''
  assert.notEqual(renewal, id)
  assert.equal(await count(), drafted + 1)
  await signByAll(renewal)

  // A third month: neither as a renewal of the renewal, nor as a new one.
  await page.goto(addressOf('immersionRenew', { agreement: renewal }))
  await page.getByLabel('Non, pas encore').check()
  await press(counsellor, 'Préparer le renouvellement', /déjà été renouvelée/)
  await see(counsellor, 'pmsmp-third')
  await page.goto(addresses.immersionNew)
  await byKeyboard(page, { ...answers, du: '2026-08-10', au: '2026-08-28' })
  await page
    .getByText(/plus de deux mois de PMSMP dans cette structure/)
    .first()
    .waitFor()
  await see(counsellor, 'pmsmp-anew')
  assert.equal(await page.locator('[name=taches]').inputValue(), answers.taches, 'nothing is typed twice')
  assert.equal(await count(), drafted + 1, 'nothing was written')

  /** Sent, signed on paper before the counsellor by the others, and by the counsellor with their own hand. */
  async function signByAll(agreement: string): Promise<void> {
    await page.goto(addressOf('agreement', { agreement }))
    await press(counsellor, 'Envoyer à la signature', 'Envoyée à la signature')
    for (const who of ['Samira Haddad', people.bruno.name]) await signBefore(counsellor, agreement, who)
    await signOneself(world, counsellor, agreement)
    assert.equal((await findAgreement(db, agreement))?.state, 'signed')
  }
}

/** Fills the fields of a page by their names. */
async function type({ page }: Visit, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, answer] of Object.entries(answers)) await page.locator(`[name=${name}]`).fill(answer)
}

/** Someone signed the printed document before whoever looks at this page. */
async function signBefore(desk: Visit, agreement: string, who: string): Promise<void> {
  const { page } = desk
  await page.goto(addressOf('agreementByHand', { agreement }))
  await page.getByLabel(new RegExp(`^${who}`)).check()
  await page.getByLabel(/J’ai vu cette personne signer/).check()
  await page.getByRole('button', { name: 'Enregistrer la signature' }).click()
  await page.waitForURL(/\/conventions\/[^/]+$/)
  assert.match(await mainText(page), new RegExp(`${who}[^\\n]* signé`))
}

/** Signs with one's account, and the code that one's mail holds. */
async function signOneself({ services }: World, someone: Visit, agreement: string): Promise<void> {
  const { page } = someone
  await page.goto(addressOf('agreementSign', { agreement }))
  await page.getByRole('button', { name: 'Recevoir mon code' }).click()
  await page.waitForURL(/demande=/)
  const request = new URL(page.url()).searchParams.get('demande') ?? ''
  await page.locator('[name=code]').fill(codeOfRequest(services.key, request))
  await press(someone, 'Signer', 'Votre signature est gardée')
}
