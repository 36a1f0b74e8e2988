/** Answers of the API Recherche d'entreprises, in its own shape, about invented companies. */

const establishment = {
  activite_principale: '10.71C',
  ancien_siege: false,
  annee_tranche_effectif_salarie: '2023',
  adresse: '12 RUE DU PONT 14500 VIRE NORMANDIE',
  caractere_employeur: 'O',
  code_postal: '14500',
  commune: '14762',
  date_creation: '2009-04-01',
  date_debut_activite: '2017-01-01',
  date_fermeture: null,
  epci: '200068799',
  est_siege: true,
  etat_administratif: 'A',
  geo_id: '14762_0420_00012',
  latitude: '48.8391',
  libelle_commune: 'VIRE NORMANDIE',
  liste_enseignes: ['LE FOURNIL DU PONT'],
  liste_finess: null,
  longitude: '-0.8912',
  nom_commercial: null,
  region: '28',
  siret: '73282932000074',
  statut_diffusion_etablissement: 'O',
  tranche_effectif_salarie: '03',
}

const company = {
  siren: '732829320',
  nom_complet: 'FOURNIL DU PONT',
  nom_raison_sociale: 'FOURNIL DU PONT',
  sigle: null,
  nombre_etablissements: 2,
  nombre_etablissements_ouverts: 1,
  siege: establishment,
  matching_etablissements: [establishment],
  activite_principale: '10.71C',
  categorie_entreprise: 'PME',
  date_creation: '2009-04-01',
  etat_administratif: 'A',
  nature_juridique: '5499',
  section_activite_principale: 'C',
  tranche_effectif_salarie: '03',
}

const answer = (results: readonly unknown[]) => ({
  results,
  total_results: results.length,
  page: 1,
  per_page: 1,
  total_pages: results.length,
})

export const openEstablishment = answer([company])

/** The head office is open, the establishment asked for is not. */
export const closedEstablishment = answer([
  {
    ...company,
    matching_etablissements: [
      {
        ...establishment,
        est_siege: false,
        siret: '73282932000082',
        etat_administratif: 'F',
        date_fermeture: '2024-06-30',
        liste_enseignes: null,
        tranche_effectif_salarie: 'NN',
        latitude: null,
        longitude: null,
      },
    ],
  },
])

/** Of a person who asked not to be published. */
export const hiddenEstablishment = answer([
  {
    ...company,
    nom_complet: '[NON-DIFFUSIBLE]',
    nom_raison_sociale: null,
    siege: {
      ...establishment,
      adresse: '[NON-DIFFUSIBLE]',
      code_postal: '[NON-DIFFUSIBLE]',
      liste_enseignes: ['[NON-DIFFUSIBLE]'],
      latitude: '[NON-DIFFUSIBLE]',
      longitude: '[NON-DIFFUSIBLE]',
    },
    matching_etablissements: [],
  },
])

export const noEstablishment = answer([])
