import type { AgreementContent } from '#/agreements/index.ts'
import { type HostWithSites, saveHosts } from '#/directory/index.ts'
import { addGrants } from '#/identity/index.ts'
import { type BulkOffer, type OfferContent, type OfferHours, saveOffers } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type NewPupil, saveClasses, savePeriods, savePupils, saveRepresentatives } from '#/pupils/index.ts'
import {
  agreements,
  applications,
  classes,
  hosts,
  id,
  offers,
  people,
  pupils,
  schools,
  sites,
  weeks,
} from './people.ts'
import { bocage, marais } from './territories.ts'

/** Writes the people of people.ts, their schools' classes, their hosts' offers, and who applied where. */
export async function fillPeople(services: Services): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    await fillAccounts(services, tx)
    await fillSchools(services, tx)
    await fillHosts(services, tx)
    await fillApplications(services, tx)
    await fillAgreements(services, tx)
  })
}

async function fillAccounts(services: Services, tx: Db): Promise<void> {
  const all = Object.values(people)
  const created_at = services.clock.now().toString()
  await tx
    .insertInto('accounts')
    .values(
      all.map(({ id: account, name, email = null }) => ({
        id: account,
        name,
        email,
        demonstration: false,
        created_at,
      })),
    )
    .execute()
  for (const { id: account, grants } of all) await addGrants({ ...services, db: tx }, account, grants)
}

async function fillSchools({ newId }: Services, tx: Db): Promise<void> {
  const seconde = (classId: string, school: string, name: string) => ({
    id: classId,
    school,
    name,
    level: 'seconde' as const,
    schoolYear: 2025,
  })
  const pupil = (
    pupilId: string,
    [school, classId]: readonly [string, string],
    name: string,
    more: Partial<NewPupil>,
  ) => {
    const [firstName = '', lastName = ''] = name.split(' ')
    return {
      id: pupilId,
      school,
      classId,
      firstName,
      lastName,
      birthDate: '2010-03-14',
      level: 'seconde' as const,
      ...more,
    }
  }
  const vire = { lat: 48.841, lon: -0.887, precision: 'address' } as const
  const conde = { lat: 48.85, lon: -0.55, precision: 'commune' } as const
  const [inA, inB] = [
    [schools.vire, classes.secondeA],
    [schools.vire, classes.secondeB],
  ] as const
  await saveClasses(tx, bocage.id, [
    { ...seconde(classes.secondeA, schools.vire, '2de A'), signInCode: 'VBRF24' },
    seconde(classes.secondeB, schools.vire, '2de B'),
    seconde(classes.secondeNoireau, schools.noireau, '2de 1'),
  ])
  await saveClasses(tx, marais.id, [
    seconde(classes.secondeLucon, schools.lucon, '2de 4'),
    seconde(classes.secondeFontenay, schools.fontenay, '2de 2'),
  ])
  await savePupils(tx, bocage.id, [
    pupil(pupils.lina, inA, 'Lina Marchand', {
      email: 'lina.marchand@essai.example',
      phone: '06 00 00 00 01',
      home: vire,
      commune: '14762',
      accountId: people.lina.id,
    }),
    pupil(pupils.noe, inA, 'Noé Lecoq', {
      home: conde,
      commune: '14174',
      withoutNetwork: true,
      priority: 1,
      accountId: people.noe.id,
    }),
    pupil(pupils.ines, inB, 'Inès Delaunay', { email: 'ines.delaunay@essai.example', needs: ['wheelchair'] }),
    pupil(pupils.tom, [schools.noireau, classes.secondeNoireau], 'Tom Anquetil', { home: conde, commune: '14174' }),
  ])
  await savePupils(tx, marais.id, [
    pupil(pupils.maelys, [schools.lucon, classes.secondeLucon], 'Maëlys Guérin', {}),
    pupil(pupils.jules, [schools.fontenay, classes.secondeFontenay], 'Jules Rivière', {}),
  ])
  await saveRepresentatives(tx, bocage.id, [
    {
      id: id(251),
      pupilId: pupils.lina,
      name: 'Sandrine Marchand',
      email: 'sandrine.marchand@essai.example',
      phone: '06 00 00 00 02',
      accountId: people.sandrine.id,
    },
    { id: id(252), pupilId: pupils.noe, name: 'Gilles Lecoq', phone: '06 00 00 00 03' },
    { id: id(253), pupilId: pupils.tom, name: 'Odile Anquetil' },
  ])
  const june = { scheme: 'observation-2de' as const, name: 'Stage de seconde', weeks }
  await savePeriods(tx, bocage.id, [
    { ...june, id: newId(), school: schools.vire, classId: classes.secondeA },
    { ...june, id: newId(), school: schools.vire, classId: classes.secondeB },
    { ...june, id: newId(), school: schools.noireau, classId: classes.secondeNoireau },
  ])
  await savePeriods(tx, marais.id, [{ ...june, id: newId(), school: schools.lucon, classId: classes.secondeLucon }])
}

async function fillHosts(services: Services, tx: Db): Promise<void> {
  const host = (of: keyof typeof hosts, name: string, siret: string, sector: string, city: string): HostWithSites => ({
    id: hosts[of],
    name,
    siret,
    sector,
    registerState: 'known',
    sites: [{ id: sites[of], name, city, street: '3 rue du Pont', ...places[of] }],
  })
  await saveHosts(services, tx, bocage.id, [
    host('garage', 'Garage Hamel', '90000000100018', 's5', 'Vire Normandie'),
    host('mairie', 'Mairie de Condé', '90000000200016', 's1', 'Condé-en-Normandie'),
  ])
  await saveHosts(services, tx, marais.id, [host('salon', 'Salon Mèche rebelle', '90000000300014', 's10', 'Luçon')])
  const offer = (offerId: string, of: keyof typeof hosts, title: string): BulkOffer => ({
    id: offerId,
    hostId: hosts[of],
    state: 'published',
    content: { ...usualContent, title, siteId: sites[of], lat: places[of].lat, lon: places[of].lon },
  })
  const garage = offer(offers.garage, 'garage', 'Découvrir l’atelier de mécanique')
  await saveOffers(services, tx, {
    territoryId: bocage.id,
    by: undefined,
    offers: [
      garage,
      { ...garage, id: offers.garageDraft, state: 'draft' },
      offer(offers.mairie, 'mairie', 'Une semaine avec les services de la mairie'),
    ],
  })
  await saveOffers(services, tx, {
    territoryId: marais.id,
    by: undefined,
    offers: [offer(offers.salon, 'salon', 'Accueillir et coiffer')],
  })
}

const places = {
  garage: { lat: 48.836, lon: -0.891, postcode: '14500', commune: '14762' },
  mairie: { lat: 48.851, lon: -0.553, postcode: '14110', commune: '14174' },
  salon: { lat: 46.455, lon: -1.166, postcode: '85400', commune: '85128' },
} as const

const day = { start: 9 * 60, end: 16 * 60 + 30, lunch: { start: 12 * 60, end: 13 * 60 } }
const hours: OfferHours = { 1: day, 2: day, 3: day, 4: day, 5: day }

const usualContent: OfferContent = {
  siteId: undefined,
  title: '',
  description: 'Tu suis l’équipe, tu poses tes questions et tu essaies.',
  activities: 'Accueil, atelier, visite du chantier.',
  sector: 's5',
  trades: [],
  schemes: ['observation-2de'],
  levels: ['seconde'],
  span: 'week',
  group: undefined,
  hours,
  remote: false,
  facilities: [],
  adaptations: '',
  equipment: '',
  dress: '',
  meals: '',
  nearestStop: '',
  minAge: undefined,
  reservedSchools: [],
  minPriority: undefined,
  reservedQpv: false,
  reservedWithoutNetwork: false,
  contact: { name: 'L’accueil', email: 'accueil@essai.example', phone: '02 00 00 00 00' },
  images: [],
  lat: 0,
  lon: 0,
  weeks: weeks.map((week) => ({ week, seats: 2, closed: false })),
}

async function fillApplications({ clock }: Services, tx: Db): Promise<void> {
  const now = clock.now().toString()
  const application = (
    applicationId: string,
    [pupilId, classId, school]: readonly [string, string, string],
    [hostId, offerId]: readonly [string, string],
    state: 'draft' | 'submitted' | 'accepted',
    territoryId: string = bocage.id,
  ) => ({
    territory_id: territoryId,
    id: applicationId,
    pupil_id: pupilId,
    class_id: classId,
    school,
    offer_id: offerId,
    host_id: hostId,
    scheme: 'observation-2de',
    weeks: [weeks[0]],
    state,
    answers: JSON.stringify({ draws: 'J’aime comprendre comment ça marche.' }),
    submitted_at: state === 'draft' ? null : now,
    since: now,
    waits_since: now,
  })
  const [lina, noe] = [
    [pupils.lina, classes.secondeA, schools.vire],
    [pupils.noe, classes.secondeA, schools.vire],
  ] as const
  const [garage, mairie] = [
    [hosts.garage, offers.garage],
    [hosts.mairie, offers.mairie],
  ] as const
  await tx
    .insertInto('applications')
    .values([
      application(applications.linaGarage, lina, garage, 'submitted'),
      application(applications.linaMairie, lina, mairie, 'draft'),
      application(applications.noeMairie, noe, mairie, 'accepted'),
      application(applications.tomMairie, [pupils.tom, classes.secondeNoireau, schools.noireau], mairie, 'submitted'),
      application(
        applications.maelysSalon,
        [pupils.maelys, classes.secondeLucon, schools.lucon],
        [hosts.salon, offers.salon],
        'submitted',
        marais.id,
      ),
    ])
    .execute()
}

async function fillAgreements({ clock }: Services, tx: Db): Promise<void> {
  const now = clock.now().toString()
  const agreement = (
    agreementId: string,
    pupil: { readonly id: string; readonly firstName: string; readonly lastName: string; readonly classId: string },
    school: { readonly uai: string; readonly name: string },
    host: { readonly id: string; readonly name: string },
  ) => ({
    territory_id: bocage.id,
    id: agreementId,
    pupil_id: pupil.id,
    class_id: pupil.classId,
    school: school.uai,
    scheme: 'observation-2de',
    host_id: host.id,
    source: 'online' as const,
    state: 'draft' as const,
    since: now,
    content: JSON.stringify({
      scheme: 'observation-2de',
      hosts: [
        {
          name: host.name,
          address: '1 rue du Moulin, 14500 Vire',
          representative: { name: '' },
          activities: 'Découverte des métiers de la maison.',
          from: '2026-06-15',
          to: '2026-06-19',
          hours: Object.fromEntries(
            [1, 2, 3, 4, 5].map((weekday) => [weekday, { start: 540, end: 1020, lunch: { start: 720, end: 810 } }]),
          ),
        },
      ],
      school: { ...school, address: '', head: { name: 'Hélène Vautier' } },
      pupil: { id: pupil.id, firstName: pupil.firstName, lastName: pupil.lastName, birthDate: '2010-03-02' },
      representatives: [],
    } satisfies AgreementContent),
    weeks: [weeks[0]],
    first_day: '2026-06-15',
    last_day: '2026-06-19',
    code: agreementId.slice(-6),
    created_at: now,
  })
  await tx
    .insertInto('agreements')
    .values([
      agreement(
        agreements.linaGarage,
        { id: pupils.lina, firstName: 'Lina', lastName: 'Marchand', classId: classes.secondeA },
        { uai: schools.vire, name: 'Lycée de Vire' },
        { id: hosts.garage, name: 'Garage Hamel' },
      ),
      agreement(
        agreements.tomMairie,
        { id: pupils.tom, firstName: 'Tom', lastName: 'Lenoir', classId: classes.secondeNoireau },
        { uai: schools.noireau, name: 'Lycée de Condé' },
        { id: hosts.mairie, name: 'Mairie de Condé' },
      ),
    ])
    .execute()
}
