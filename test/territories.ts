import type { Services } from '#/platform/services.ts'
import { saveAreas, saveSchools, saveTerritory } from '#/territory/index.ts'

export const bocage = { id: 'bocage', name: 'Bocage' }
/** A neighbour, to test that nothing of one is seen from the other. */
export const marais = { id: 'marais', name: 'Marais' }

/** Both territories with their areas and schools. */
export async function fillTerritories({ db }: Services): Promise<void> {
  await saveTerritory(db, bocage)
  await saveTerritory(db, marais)
  const within = { region: '28', departement: '14', epci: '200065563' }
  await saveAreas(db, bocage.id, [
    { kind: 'region', code: '28', name: 'Normandie', lat: 49.1, lon: 0.1, population: 3_345_842 },
    { kind: 'departement', code: '14', name: 'Calvados', region: '28', lat: 49.1, lon: -0.4, population: 700_633 },
    {
      kind: 'epci',
      code: '200065563',
      name: 'CC Vire au Noireau',
      region: '28',
      departement: '14',
      lat: 48.84,
      lon: -0.89,
      population: 24_000,
    },
    { kind: 'commune', code: '14762', name: 'Vire Normandie', ...within, lat: 48.84, lon: -0.89, population: 16_700 },
    {
      kind: 'commune',
      code: '14174',
      name: 'Condé-en-Normandie',
      ...within,
      lat: 48.85,
      lon: -0.55,
      population: 6_300,
    },
  ])
  const school = { ...within, qpv: false, rural: true }
  await saveSchools(db, bocage.id, [
    {
      ...school,
      uai: '9140001A',
      name: 'Lycée de la Vire',
      lat: 48.838,
      lon: -0.889,
      commune: '14762',
      secondePupils: 110,
    },
    {
      ...school,
      uai: '9140002B',
      name: 'Lycée du Noireau',
      lat: 48.848,
      lon: -0.552,
      commune: '14174',
      secondePupils: 60,
      priorityEducation: 'REP',
    },
  ])
  const away = { region: '52', departement: '85', qpv: false, rural: true }
  await saveSchools(db, marais.id, [
    { ...away, uai: '9850001C', name: 'Lycée des Îles', lat: 46.455, lon: -1.166, commune: '85128', secondePupils: 90 },
    {
      ...away,
      uai: '9850002D',
      name: 'Lycée de la Plaine',
      lat: 46.466,
      lon: -0.806,
      commune: '85092',
      secondePupils: 120,
    },
  ])
}
