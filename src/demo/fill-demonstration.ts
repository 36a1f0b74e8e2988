import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCampaign, importFiles, listCampaigns } from '#/campaigns/index.ts'
import { coordinatorsOf } from '#/desk/index.ts'
import { listAccounts, saveAccount } from '#/identity/index.ts'
import { publishOpenData, renewFeed } from '#/indicators/index.ts'
import type { Progress } from '#/platform/progress.ts'
import type { Services } from '#/platform/services.ts'
import { readNamedBytes } from '#/platform/table-file.ts'
import { requestRun } from '#/runs/index.ts'
import {
  type AreaOutline,
  officialAreas,
  type School,
  saveAreas,
  saveOutlines,
  saveSchools,
  saveTerritory,
} from '#/territory/index.ts'
import { fillBank } from './bank/fill-bank.ts'
import { fillImmersions } from './bank/fill-immersions.ts'
import { closePast } from './bank/write-by-days.ts'
import { fillDesk } from './fill-desk.ts'
import { fillSchool } from './fill-school.ts'
import { standingOn } from './standing.ts'
import { buildTerritory, type Territory } from './territory.ts'
import { writeTerritory } from './write-territory.ts'

/** Whether the invented territory is all there: its accounts are written last. */
export async function isDemonstrationFilled({ db }: Pick<Services, 'db'>): Promise<boolean> {
  return (await listAccounts(db, { demonstration: true })).length > 0
}

/**
 * Fills the database with an invented territory, its campaign and its people, and asks for a first allocation.
 * Safe to start again after a cut: what stands is replaced, not doubled. `folder` keeps the files, to try the imports with.
 */
export async function fillDemonstration(
  services: Services,
  {
    territory: id,
    folder,
    size,
    year,
    deliver = async () => {},
    progress,
  }: {
    territory: string
    folder: string
    size?: number | undefined
    /** Of the placements; the next June without it. */
    year?: number | undefined
    /** Writes and keeps the mails that were posted, with the services it is given; without it they wait for the server. */
    deliver?: (services: Services) => Promise<void>
    progress: Progress
  },
): Promise<void> {
  const { db } = services
  const stage = (name: string, done: number): void => progress({ stage: name, done, total: 10 })
  // A filling that was cut goes on with the territory that it began with, on another day too.
  const started = (await listCampaigns(db, id)).at(-1)
  const standing = standingOn(started?.createdAt ?? services.clock.now(), year)
  const territory = await buildTerritory({
    territory: id,
    size,
    ...standing,
    progress: ({ stage: name, done, total }) => stage(name, (4 * done) / Math.max(1, total)),
  })
  stage('Écriture des fichiers', 4)
  await writeTerritory(folder, territory)
  stage('Territoire et établissements', 5)
  await saveTerritory(db, { id, name: territory.name, demonstration: true })
  await saveAreas(db, id, territory.areas)
  await saveOutlines(db, id, territory.outlines.map(outlineOf))
  await saveSchools(db, id, territory.schools.map(schoolOf))
  stage('Élèves, offres et horaires', 6)
  const settings = readNamedBytes(join(folder, 'campaign.json'))
  const campaignId =
    started?.id ??
    (await createCampaign(services, {
      territoryId: id,
      name: `Stages de seconde ${territory.weeks[0]?.slice(0, 4)}`,
      by: undefined,
      settings,
    }))
  if (!started?.files.some(({ kind }) => kind === 'pupils'))
    await importFiles(services, {
      territoryId: id,
      campaignId,
      by: undefined,
      files: [
        ...['pupils.csv', 'offers.csv', 'schools.csv'].map((file) => readNamedBytes(join(folder, file))),
        { name: 'horaires.zip', bytes: readFileSync(join(folder, 'gtfs', 'horaires.zip')) },
      ],
    })
  stage('Banque de stages', 7)
  const entered = await fillBank(services, {
    territoryId: id,
    territory,
    deliver,
    progress: ({ stage: name, done, total }) => stage(name, 7 + (2 * done) / Math.max(1, total)),
  })
  stage('Première affectation', 9)
  await requestRun(services, { territoryId: id, campaignId, by: undefined })
  await fillImmersions(services, { territoryId: id, seed: territory.seed, deliver })
  await fillSchool(services, { territoryId: id, territory, folder })
  await fillDesk(services, { territoryId: id, seed: territory.seed, weeks: territory.weeks })
  await closePast(db, id, services.clock.now())
  await publish(services, id)
  for (const { role, ...person } of people)
    await saveAccount(services, {
      ...person,
      demonstration: true,
      grants: [{ role, territoryId: role === 'operator' ? undefined : id }],
    })
  if (entered.length > 0)
    await db.updateTable('accounts').set({ demonstration: true }).where('id', 'in', entered).execute()
  stage('Démonstration prête', 10)
}

/** What the coordination shows outside: figures for anyone, and a calendar for its own agenda. */
async function publish(services: Services, territoryId: string): Promise<void> {
  const [coordinator] = await coordinatorsOf(services.db, territoryId, services.clock.now())
  if (!coordinator) return
  const { accountId } = coordinator
  await publishOpenData(services, { territoryId, by: accountId })
  await renewFeed(services, { territoryId, accountId, within: '' })
}

const outlineOf = ({ kind, code, rings }: Territory['outlines'][number]): AreaOutline => ({
  kind,
  code,
  outline: rings.map((ring) => [ring]),
})

const schoolOf = (school: Territory['schools'][number]): School => ({
  uai: school.uai,
  name: school.name,
  lat: school.lat,
  lon: school.lon,
  commune: school.communeCode,
  departement: school.departementCode,
  epci: school.epciCode,
  bassin: school.bassinCode || undefined,
  region: officialAreas().area('departement', school.departementCode)?.region,
  priorityEducation: school.priorityEducation ? 'REP' : undefined,
  qpv: school.qpv !== '',
  rural: school.rural,
  secondePupils: school.secondePupils,
})

/** Invented people, at addresses that no one can own (RFC 2606). */
const people = [
  { role: 'coordinator', name: 'Maud Valognes', email: 'maud.valognes@demonstration.example' },
  { role: 'observer', name: 'Idriss Lessay', email: 'idriss.lessay@demonstration.example' },
  { role: 'operator', name: 'Solène Quettehou', email: 'solene.quettehou@demonstration.example' },
] as const
