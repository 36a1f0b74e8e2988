import assert from 'node:assert/strict'
import { type AddressName, addresses } from '#/addresses.ts'
import { saveBeneficiary } from '#/agreements/index.ts'
import { makeKey } from '#/api/change-keys.ts'
import { createCampaign } from '#/campaigns/index.ts'
import { publishOpenData } from '#/indicators/exports/open-data-sets.ts'
import { locate, type Subject, subjects } from '#/web/places.ts'
import { fillArchive } from './fill-archive.ts'
import { deskExamples, fillDesk, fillProposals } from './fill-desk.ts'
import { fillPaper, paper } from './fill-paper.ts'
import {
  agreements,
  applications,
  beneficiaries,
  classes,
  hosts,
  id,
  offers,
  people,
  proposals,
  pupils,
  schools,
} from './people.ts'
import { bocage, marais, type World } from './world.ts'

/** Values of an address, by the names of its parameters. */
export type Params = Readonly<Record<string, string>>

/** The example of each subject, by the parameters that name it, and another of which nothing may be seen from it. */
export const examples: Readonly<Record<Subject, { readonly params: Params; readonly other: Params }>> = {
  // The campaign is made by `buildExamples`.
  campaign: { params: {}, other: {} },
  territory: { params: { territory: bocage.id }, other: { territory: marais.id } },
  school: { params: { territory: bocage.id, school: schools.vire }, other: { school: schools.noireau } },
  class: { params: { class: classes.secondeA }, other: { class: classes.secondeNoireau } },
  pupil: { params: { pupil: pupils.lina }, other: { pupil: pupils.tom } },
  host: { params: { host: hosts.garage }, other: { host: hosts.mairie } },
  offer: { params: { offer: offers.garage }, other: { offer: offers.mairie } },
  proposal: { params: { proposal: proposals.linaGarage }, other: { proposal: proposals.tomMairie } },
  wave: {
    params: { territory: bocage.id, wave: deskExamples.wave },
    other: { territory: bocage.id, wave: deskExamples.waveBeside },
  },
  application: { params: { application: applications.linaGarage }, other: { application: applications.tomMairie } },
  agreement: { params: { agreement: agreements.linaGarage }, other: { agreement: agreements.tomMairie } },
  beneficiary: { params: { beneficiary: beneficiaries.samira }, other: { beneficiary: beneficiaries.karim } },
  archived: { params: { archived: agreements.linaFormer }, other: { archived: agreements.tomFormer } },
}

/** The world with an example of each subject; returns the parameters that name them. */
export async function buildExamples(world: World): Promise<Params> {
  await world.people()
  const { db } = world.services
  for (const [uai, bassin] of [
    [schools.vire, 'vire'],
    [schools.noireau, 'conde'],
  ] as const)
    await db.updateTable('schools').set({ bassin }).where('uai', '=', uai).execute()
  const settings = {
    scheme: 'observation-2de',
    weeks: ['2026-W25', '2026-W26'],
    arriveBy: '09:00',
    leaveAfter: '16:30',
    maxMinutes: 75,
    maxWalkMinutes: 30,
    maxTransfers: 2,
    lottery: 'bocage',
  }
  const campaign = await createCampaign(world.services, {
    territoryId: bocage.id,
    name: 'Stages de seconde',
    by: undefined,
    settings: { name: 'campaign.json', bytes: new TextEncoder().encode(JSON.stringify(settings)) },
  })
  await fillProposals(world.services)
  await fillPaper(world.services)
  await fillDesk(world.services)
  await fillArchive(world.services)
  for (const [beneficiary, organisation, firstName, lastName] of [
    [beneficiaries.samira, 'mission-locale', 'Samira', 'Haddad'],
    [beneficiaries.karim, 'cap-emploi', 'Karim', 'Benali'],
  ] as const)
    await saveBeneficiary(world.services, db, {
      ...{ territoryId: bocage.id, id: beneficiary, organisation, firstName, lastName, birthDate: '1994-05-12' },
      ...{ email: undefined, phone: undefined },
    })
  await publishOpenData(world.services, { territoryId: bocage.id, by: people.maud.id })
  await makeKey(world.services, exampleKey)
  const params = Object.assign(
    { campaign, batch: paper.batch, paper: paper.unknown, key: exampleKey.id },
    ...Object.values(examples).map((example) => example.params),
  ) as Params
  for (const subject of Object.keys(subjects) as Subject[])
    assert.ok(await locate(db, subject, params), `the test world has no example of a ${subject}`)
  return params
}

/** Maud made it for a site. */
const exampleKey = {
  id: id(6501),
  account: people.maud,
  territory: { ...bocage, timeZone: 'Europe/Paris', demonstration: false },
  at: undefined,
  name: 'Site du territoire',
  lastDay: Temporal.PlainDate.from('2026-12-31'),
}

/** An address with these values in it, and harmless ones elsewhere. */
export const fillAddress = (name: AddressName, params: Params): string =>
  addresses[name].replace(/:(\w+)(\{[^}]*\})?/g, (_, key: string) => params[key] ?? 'rien')
