import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { AddressName } from '#/addresses.ts'
import { addresses, addressOf } from '#/addresses.ts'
import { parts } from '#/agreements/fields.ts'
import { createFillLink } from '#/agreements/fill-links.ts'
import { recordOutside } from '#/agreements/index.ts'
import { createSigningLink } from '#/agreements/signatures/signing-links.ts'
import { createAnswerLink } from '#/applications/answer-links.ts'
import { importFiles } from '#/campaigns/index.ts'
import { saveHosts } from '#/directory/index.ts'
import { askToSignIn, createSignInLink, invite, linkToken } from '#/identity/index.ts'
import { saveOrganisation } from '#/insertion/index.ts'
import { preferencesToken } from '#/messages/correspondent.ts'
import { knownCorrespondent } from '#/messages/correspondents.ts'
import { offerSteps } from '#/offers/offer-answers.ts'
import { proposalToken } from '#/offers/proposals.ts'
import { hostLinkToken } from '#/proposals/host-links.ts'
import { listSearches } from '#/search/index.ts'
import { stopToken } from '#/search/saved-searches.ts'
import { matchAddress } from '#/web/decide.ts'
import { wholeContent } from '../agreement-content.ts'
import { buildExamples, fillAddress, type Params } from '../examples.ts'
import { deskExamples } from '../fill-desk.ts'
import { agreements, applications, hosts, id, offers, people, proposals, pupils, schools, sites } from '../people.ts'
import { elevesXml, latin9, type SieclePupil } from '../school-files.ts'
import { openLinaSigning } from '../signing.ts'
import { bocage, type Visitor, type World } from '../world.ts'
import { livePlacements } from './live-placements.ts'

/**
 * The test world after some days of life, so that each page has something to show: a run and its files, drafts, an import, a pair of
 * hosts alike, letters with their links. Returns what to ask each address for.
 */
export async function liveInWorld(world: World): Promise<(name: AddressName) => readonly string[]> {
  const params = await buildExamples(world)
  const particular: Partial<Record<AddressName, readonly string[]>> = {}
  const maud = await world.person('maud')
  Object.assign(particular, await runCampaign(world, maud, params))
  Object.assign(particular, await offerPlaces(world, params))
  Object.assign(particular, await pairHosts(world, maud))
  Object.assign(particular, await writeLetters(world, params))
  Object.assign(particular, await placePupils(world))
  Object.assign(particular, await fillAgreements(world))
  Object.assign(particular, await prescribeImmersion(world))
  Object.assign(particular, onTheDesk())
  Object.assign(particular, await giveLists(world, params))
  Object.assign(particular, await openSignings(world))
  Object.assign(particular, await livePlacements(world))
  const all: Params = { ...params, site: sites.garage, scheme: 'observation-2de' }
  return (name) => particular[name] ?? [fillAddress(name, all)]
}

type Asked = Partial<Record<AddressName, readonly string[]>>

const example = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(`../../docs/example/${name}`, import.meta.url))),
})

/** The documentation's example, with more pupils than places. */
function exampleFiles() {
  const listed = example('pupils.csv')
  const line = (number: number): string =>
    `m${number},0000001A,seconde,2010-07-02,48.8450,-0.8920,2026-W25|2026-W26,,s9,,,\n`
  const more = Array.from({ length: 12 }, (_, at) => line(at)).join('')
  const bytes = new TextEncoder().encode(new TextDecoder().decode(listed.bytes) + more)
  return [{ ...listed, bytes }, example('offers.csv'), example('schools.csv')]
}

/** A campaign's files, imported and run twice. */
async function runCampaign({ services, work }: World, maud: Visitor, { campaign = '' }: Params): Promise<Asked> {
  const where = { territoryId: bocage.id, by: undefined, campaignId: campaign }
  await importFiles(services, { ...where, files: exampleFiles() })
  const runs = addressOf('runs', { campaign })
  const launch = async (): Promise<string> => {
    const address = (await maud.post(runs)).headers.get('location') ?? ''
    await work()
    return address
  }
  const [first, second] = [await launch(), await launch()]
  const run = idAtEnd(second)
  return {
    area: [await linkTo('area', maud, addressOf('campaign', { campaign }))],
    importPreview: [await linkTo('importPreview', maud, addressOf('imports', { campaign }))],
    run: [second],
    runSchools: [addressOf('runSchools', { campaign, run })],
    runPupils: [addressOf('runPupils', { campaign, run })],
    runPupil: ['e1', 'e4'].map((pupil) => addressOf('runPupil', { campaign, run, pupil })),
    runShortages: [addressOf('runShortages', { campaign, run })],
    runShortage: [await linkTo('runShortage', maud, addressOf('runShortages', { campaign, run }))],
    runCompare: [addressOf('runCompare', { campaign, run, other: idAtEnd(first) })],
  }
}

/** A draft at each of its steps, a file of offers before it is applied, a place proposed by a first-timer. */
async function offerPlaces(world: World, { host = '', offer = '' }: Params): Promise<Asked> {
  const bruno = await world.person('bruno')
  const draft = idAtEnd(
    (
      await bruno.post(addressOf('offerNew', { host }), {
        titre: 'Découvrir la carrosserie',
        description: 'Tu suis une réparation, du devis à la remise des clés.',
      })
    ).headers
      .get('location')
      ?.replace(/\/etapes.*/, ''),
  )
  const file = new FormData()
  const table = 'Offre;Titre;Description;Places;Secteur;Arrivée;Départ;Pause\n'
  const line = 'carro;La carrosserie;Tu suis une réparation.;2026-W25:2;Automobile;9:00;16:00;60\n'
  file.append('fichier', new File([table + line], 'offres.csv'))
  const imported = (await bruno.post(addressOf('offerImports', { host }), file)).headers.get('location') ?? ''
  await world.visitor().post(addressOf('offerReport', { offer: offers.mairie }), { raison: 'danger' })
  const proposal = id(8001)
  await world.visitor().post(addresses.propose, {
    ...{ cle: proposal, siret: '', structure: 'Librairie des Halles', secteur: 's19', nom: 'Claire Duval' },
    ...{ email: 'claire.duval@halles.example', 'places-2026-W25': '2', 'places-2026-W26': '1' },
    description: 'Tu accueilles les lecteurs avec nous et tu prépares une table de nouveautés.',
    ...{ rue: '4 rue Saulnerie', code: '14500', commune: 'Vire Normandie' },
  })
  return {
    offerDraft: [addressOf('offerDraft', { host, draft })],
    offerDraftStep: offerSteps.map(({ name }) => addressOf('offerDraftStep', { host, draft, step: name })),
    offerEditStep: [addressOf('offerEditStep', { offer, step: 'semaines' })],
    offerImport: [imported],
    proposeConfirm: [addressOf('proposeConfirm', { token: proposalToken(world.services.key, proposal) })],
  }
}

/** Lina's agreement waits for answers; Noé's was made elsewhere, and may be amended; Tom's is filled by a link. */
/** A PMSMP that may be renewed, and an organisation to list. */
async function prescribeImmersion({ services, person }: World): Promise<Asked> {
  const { db } = services
  await saveOrganisation(services, db, {
    territoryId: bocage.id,
    id: 'mission-locale',
    name: 'Mission locale du Bocage',
  })
  const nour = await person('nour')
  const done = await nour.post(addresses.immersionNew, {
    ...{ prenom: 'Samira', nom: 'Haddad', naissance: '1994-05-12', courriel: 'samira@essai.example' },
    ...{ siret: '82161143100015', structure: 'Librairie du Pont', adresse: '4 rue du Pont, 14500 Vire' },
    ...{ contact: 'Anne Ory', contactCourriel: 'anne.ory@essai.example', objectif: 'confirm' },
    ...{ du: '2026-06-15', au: '2026-06-26', jours: '1', horaires: '9 h – 12 h', taches: 'Accueil, rayons, caisse.' },
  })
  const agreement = idAtEnd(done.headers.get('location') ?? '')
  await db.updateTable('agreements').set({ state: 'signed' }).where('id', '=', agreement).execute()
  return { immersionRenew: [addressOf('immersionRenew', { agreement })] }
}

async function fillAgreements({ services }: World): Promise<Asked> {
  const { db } = services
  const host = wholeContent.hosts[0]
  const grounds = { by: people.sylvie.id, role: 'secretary', why: 'test' } as const
  const made = await db
    .transaction()
    .execute((tx) => recordOutside(services, tx, { pupilId: pupils.noe, scheme: 'observation-2de', host, grounds }))
  const toTom = { territoryId: bocage.id, id: agreements.tomMairie }
  const token = await createFillLink(services, toTom, { part: 'host', ...people.aicha })
  const agreement = agreements.linaGarage
  return {
    agreement: [addressOf('agreement', { agreement })],
    agreementFill: parts.map((part) => addressOf('agreementFill', { agreement, part })),
    agreementAmend: [addressOf('agreementAmend', { agreement: made?.id ?? '' })],
    fillLink: [addressOf('fillLink', { token })],
  }
}

/** Another agreement of Lina’s, which all its parties are asked to sign; her mother has her code, the head hers. */
async function openSignings(world: World): Promise<Asked> {
  const { services } = world
  const agreement = id(8101)
  const who = await openLinaSigning(world, undefined, agreement)
  const email = people.sandrine.email
  const token = await createSigningLink(services, await who('representative'), { version: 1, email })
  const visitor = world.visitor()
  const page = addressOf('signingLink', { token })
  const document = /name="document" value="(\w+)"/.exec(await (await visitor.get(page)).text())?.[1] ?? ''
  const asked = await visitor.post(addressOf('signingLinkCode', { token }), { document })
  const helene = await world.person('helene')
  const queue = addressOf('reviewQueue', { territory: bocage.id, school: schools.vire })
  const review = await helene.post(queue, { choix: 'toutes' })
  return {
    signingLink: [page, asked.headers.get('location') ?? ''],
    signingLinkRefuse: [addressOf('signingLinkRefuse', { token })],
    signingLinkDocument: [addressOf('signingLinkDocument', { token })],
    agreementSign: [addressOf('agreementSign', { agreement })],
    agreementSignRefuse: [addressOf('agreementSignRefuse', { agreement })],
    agreementByHand: [addressOf('agreementByHand', { agreement })],
    review: [review.headers.get('location') ?? ''],
  }
}

/** A wave that was sent, a task, a meeting. */
function onTheDesk(): Asked {
  const territory = bocage.id
  const { wave, task, meeting } = deskExamples
  return {
    helpWave: [addressOf('helpWave', { territory, wave })],
    deskPile: ['places', 'merci', 'reponses'].map((pile) => addressOf('deskPile', { territory, pile })),
    deskTask: [addressOf('deskTask', { territory, task })],
    deskMeeting: [addressOf('deskMeeting', { territory, meeting })],
    deskMeetingFile: [addressOf('deskMeetingFile', { territory, meeting })],
  }
}

/** Noé has his place, which he may cancel; Lina has not asked the mairie yet. */
async function placePupils(world: World): Promise<Asked> {
  const { db } = world.services
  await db.deleteFrom('applications').where('id', '=', applications.linaMairie).execute()
  await db.updateTable('applications').set({ state: 'confirmed' }).where('id', '=', applications.noeMairie).execute()
  const grant = await db
    .selectFrom('grants')
    .select('id')
    .where('account_id', '=', people.maud.id)
    .executeTakeFirstOrThrow()
  return {
    accountLend: [addressOf('accountLend', { grant: grant.id })],
    applicationCancel: [addressOf('applicationCancel', { application: applications.noeMairie })],
    applicationNew: [addressOf('applicationNew', { offer: offers.mairie })],
  }
}

/** A school's files: an export that brought a group, another with errors and someone to recognise, a table whose columns wait. */
async function giveLists(world: World, { territory = '', school = '' }: Params): Promise<Asked> {
  const sylvie = await world.person('sylvie')
  const give = async (name: string, content: Uint8Array<ArrayBuffer> | string): Promise<string> => {
    const form = new FormData()
    form.append('fichiers', new File([content], name))
    const address = addressOf('schoolLists', { territory, school })
    return (await sylvie.post(address, form)).headers.get('location') ?? ''
  }
  const siecle = (listed: readonly SieclePupil[]) =>
    give('ElevesSansAdresses.xml', latin9(elevesXml({ uai: school }, listed)))
  const maya = {
    id: 1,
    lastName: 'RENOUF',
    firstName: 'Maya',
    birth: '02/02/2010',
    className: '2DE C',
    groups: ['ESP1'],
  }
  const applied = await siecle([maya])
  await sylvie.post(`${applied}/reponses`, { absents: 'stay' })
  const fingerprint = /name="apercu" value="(\w+)"/.exec(await (await sylvie.get(applied)).text())?.[1] ?? ''
  await sylvie.post(`${applied}/appliquer`, { apercu: fingerprint })
  const preview = await siecle([
    { ...maya, firstName: 'Maya-Lou' },
    { id: 2, lastName: 'HAMON', firstName: 'Ewen', birth: '31/02/2010', className: '2DE C' },
    { id: 3, lastName: 'LEBAS', firstName: 'Sam', birth: '05/09/2010', className: '2DE D' },
  ])
  const table = await give('pronote.csv', 'Nom;Prénom;Né(e) le;Classe;Option\nDoré;Ana;01/03/2010;2de A;Latin\n')
  const group = await world.services.db.selectFrom('pupil_groups').select('id').executeTakeFirstOrThrow()
  const groups = addressOf('schoolGroups', { territory, school })
  return { schoolList: [applied, preview, table], schoolGroups: [groups, `${groups}?groupe=${group.id}`] }
}

/** The garage twice. */
async function pairHosts({ services }: World, maud: Visitor): Promise<Asked> {
  const twin = id(8002)
  const site = { name: 'Garage', postcode: '14500', city: 'Vire Normandie', lat: 48.836, lon: -0.891 }
  await saveHosts(services, services.db, bocage.id, [
    { id: twin, name: 'GARAGE HAMEL SARL', sector: 's5', sites: [{ ...site, id: id(8003) }] },
  ])
  const territory = bocage.id
  const pair = addressOf('duplicatePair', { territory, one: hosts.garage, other: twin })
  assert.equal((await maud.get(pair)).status, 200)
  return { duplicatePair: [pair] }
}

/** What people find in their mailbox. */
async function writeLetters(world: World, { school = '' }: Params): Promise<Asked> {
  const { services, work } = world
  const { db, key } = services
  const territory = bocage.id
  const email = 'nadege.cotin@essai.example'
  const grant = { role: 'secretary', territoryId: territory, scope: { kind: 'school', id: school } } as const
  await db
    .transaction()
    .execute((tx) => invite(services, tx, { email, name: 'Nadège Cotin', grant, by: people.helene.id }))
  const invitation = await db.selectFrom('invitations').select('id').executeTakeFirstOrThrow()
  const request = await askToSignIn(services, { email: people.karim.email, source: 'test' })
  const lina = await world.person('lina')
  await lina.post(addresses.alerts, { territoire: territory, recherche: 'rayon=50' })
  await work()
  const [search] = await listSearches(db, people.lina.id)
  const person = await knownCorrespondent(services, db, { recipient: 'email:nadege.cotin@essai.example' })
  const answer = { email: 'accueil@essai.example', name: 'L’accueil', accountId: undefined }
  const token = await createAnswerLink(services, { territoryId: territory, id: applications.linaGarage }, answer)
  const letter = idAtEnd(
    await linkTo('letter', await world.person('solene'), addresses.letters).then((href) => href.split('?')[0]),
  )
  return {
    ...(search ? { alertStop: [addressOf('alertStop', { token: stopToken(services, search) })] } : {}),
    answerLink: [addressOf('answerLink', { token })],
    proposalLink: [
      addressOf('proposalLink', { token: hostLinkToken(key, proposals.linaGarage, 'accueil@essai.example') }),
    ],
    demonstrationLetter: [addressOf('demonstrationLetter', { letter })],
    invitation: [addressOf('invitation', { token: linkToken(key, 'invitation', invitation.id) })],
    letter: [addressOf('letter', { letter })],
    messagePreferences: [addressOf('messagePreferences', { token: preferencesToken(key, person.id) })],
    signInLink: [addressOf('signInLink', { token: await createSignInLink(services, people.karim.id) })],
    signInMail: [addressOf('signInMail', { token: linkToken(key, 'sign-in', request) })],
  }
}

const idAtEnd = (address = ''): string => address.split('/').at(-1) ?? ''

/** The first link of a page to an address. */
async function linkTo(name: AddressName, visitor: Visitor, page: string): Promise<string> {
  const html = await (await visitor.get(page)).text()
  const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  const found = links.find((href) => matchAddress('GET', href.replace(/[?#].*/, ''))?.name === name)
  assert.ok(found, `${page} has no link to ${name}`)
  return found
}
