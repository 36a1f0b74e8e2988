import './tables.ts'
import { type Account, covers, type Grant, type Place, type RoleName } from '#/identity/index.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Deed } from './deed.ts'

/** Who did it, as which role, and what allowed it. */
export interface Grounds {
  /** An account; undefined for someone who was sent a link, and for the platform itself. */
  readonly by: string | undefined
  /** Undefined for the platform itself. */
  readonly role: RoleName | undefined
  /** The role over a place that allowed it (see `groundsOf`), else `link` or `platform` (`platformGrounds`). */
  readonly why: string
}

/** What the platform does by itself: time passed, or something follows from what was done. */
export const platformGrounds: Grounds = { by: undefined, role: undefined, why: 'platform' }

/** What a line can be about. `run-pupil`: a pupil as the files of a campaign name them. */
export type AboutKind =
  | 'pupil'
  | 'class'
  | 'school'
  | 'application'
  | 'agreement'
  | 'proposal'
  | 'wave'
  | 'host'
  | 'offer'
  | 'campaign'
  | 'run-pupil'
  | 'account'
  | 'api-key'
  | 'letter'

/** One line of the journal: identifiers and kinds, never a name or a text. */
export interface JournalEntry extends Grounds {
  readonly territoryId: string
  readonly what: Deed
  readonly about: { readonly kind: AboutKind; readonly id: string }
  /** Whose data it is, where `about` is not the pupil itself. */
  readonly pupilId?: string | undefined
}

/**
 * Writes a line of the journal in the caller's transaction, beside the change. Pages about one pupil or one application are journalled
 * by the application itself when staff read them (src/web/journal-readings.ts): their handlers do nothing.
 */
export async function record(
  services: { readonly clock: Clock; readonly newId: NewId },
  tx: Db,
  entry: JournalEntry,
): Promise<void> {
  await recordAll(services, tx, [entry])
}

/** Several lines at once: a class whose codes were printed. */
export async function recordAll(
  { clock, newId }: { readonly clock: Clock; readonly newId: NewId },
  tx: Db,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('journal')
    .values(
      entries.map(({ territoryId, by, role, what, about, pupilId, why }) => ({
        territory_id: territoryId,
        id: newId(),
        at: clock.now().toString(),
        account_id: by ?? null,
        role: role ?? '',
        what,
        about_kind: about.kind,
        about_id: about.id,
        pupil_id: about.kind === 'pupil' ? about.id : (pupilId ?? null),
        why,
      })),
    )
    .execute()
}

/**
 * The grant by which an account acts on a place: of the roles that may, the one that covers it most closely; without any, one of the
 * roles for which being anywhere in the territory is enough (`nearby` in src/web/access.ts).
 */
export function groundsOf(
  account: Account,
  roles: readonly RoleName[],
  place: Place,
  nearby: readonly RoleName[] = [],
): Grounds {
  const over = account.grants.filter((grant) => roles.includes(grant.role) && covers(grant, place))
  const around = account.grants.filter(
    ({ role, territoryId }) => nearby.includes(role) && territoryId === place.territoryId,
  )
  const held = over.length > 0 ? over : around
  const closest = held.toSorted((a, b) => width(a) - width(b))[0]
  return { by: account.id, role: closest?.role, why: closest ? sayGrant(closest) : 'none' }
}

const width = ({ territoryId, scope }: Grant): number =>
  territoryId === undefined ? 9 : scope === undefined ? 8 : widths[scope.kind]
const widths = { pupil: 0, host: 1, class: 2, school: 3, organisation: 4, bassin: 5 } as const

/** `teacher class:0199…`, `coordinator territory:normandie`. */
const sayGrant = ({ role, territoryId, scope }: Grant): string =>
  `${role} ${scope ? `${scope.kind}:${scope.id}` : territoryId === undefined ? 'everywhere' : `territory:${territoryId}`}`
