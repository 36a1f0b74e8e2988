import type { HostFollowers } from '#/directory/index.ts'

/**
 * What belongs to a host, and so goes along when it is merged into another and comes back when the merge is undone. A table with a
 * `host_id` that is not decided on here makes a test fail.
 */
export const hostFollowers: HostFollowers = [
  { table: 'sites', key: 'id' },
  { table: 'host_contacts', key: 'id' },
  { table: 'offers', key: 'id' },
  { table: 'offer_drafts', key: 'id' },
  { table: 'offer_images', key: 'id' },
  { table: 'offer_imports', key: 'id' },
  { table: 'offer_fingerprints', key: 'offer_id' },
  { table: 'applications', key: 'id' },
  { table: 'agreements', key: 'id' },
  { table: 'proposals', key: 'id' },
  { table: 'desk_thanks', key: 'id' },
]

/** Tables with a `host_id` that stay: a value one chooses between, what triggers keep, and what is only offered again. */
export const stayBehind: readonly string[] = ['host_principles', 'offer_index', 'host_agreement_answers']
