import './tables.ts'
import { sql } from 'kysely'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { askRegister, type RegisterAnswer } from './ask-register.ts'
import type { RegisterState } from './host.ts'
import { sectorOfNaf } from './naf.ts'

const said: Readonly<Record<'open' | 'closed' | 'unknown', RegisterState>> = {
  open: 'known',
  closed: 'closed',
  unknown: 'unknown',
}

/** Asks the register about a host's SIRET and writes what it says: the state, and the activity and the size where nobody gave them. */
export async function checkHost(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  { territoryId, hostId, siret }: { territoryId: string; hostId: string; siret: string },
): Promise<RegisterAnswer> {
  const answer = await askRegister(services, siret)
  if (answer.state === 'silent') return answer
  const facts = answer.state === 'unknown' ? undefined : answer.establishment
  await services.db
    .updateTable('hosts')
    .set((row) => ({
      register_state: said[answer.state],
      register_checked_at: answer.checkedAt.toString(),
      naf: row.fn.coalesce('naf', row.val(facts?.naf ?? null)),
      sector: row.fn.coalesce('sector', row.val(facts?.naf === undefined ? null : (sectorOfNaf(facts.naf) ?? null))),
      staff: row.fn.coalesce('staff', row.val(facts?.staff ?? null)),
    }))
    .where('territory_id', '=', territoryId)
    .where('id', '=', hostId)
    // Somebody may have given another SIRET meanwhile.
    .where('siret', '=', siret)
    .execute()
  return answer
}

/** Few a round: the register is everyone's. */
const aRound = 40
const againAfterDays = 90

/**
 * A round over the hosts that the register has not answered about yet, then those it answered about long ago. Stops at the first
 * silence: the next round goes on.
 */
export async function checkWaitingHosts(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  signal: AbortSignal,
): Promise<void> {
  if (services.configuration.registerUrl === undefined) return
  const old = services.clock.now().subtract({ hours: 24 * againAfterDays })
  const hosts = await services.db
    .selectFrom('hosts')
    .select(['territory_id', 'id', 'siret'])
    .where('siret', 'is not', null)
    .where('merged_into', 'is', null)
    .where((on) => on.or([on('register_checked_at', 'is', null), on('register_checked_at', '<', moment(old))]))
    .orderBy(sql`register_checked_at nulls first`)
    .limit(aRound)
    .execute()
  for (const { territory_id: territoryId, id: hostId, siret } of hosts) {
    if (signal.aborted || siret === null) return
    const answer = await checkHost(services, { territoryId, hostId, siret })
    if (answer.state === 'silent') return
  }
}
