/** Why two hosts are proposed as one. */
export type DuplicateReason = 'siret' | 'siren' | 'name'
