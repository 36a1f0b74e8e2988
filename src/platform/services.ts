import type { Clock } from './clock.ts'
import type { Configuration } from './configuration.ts'
import type { Db } from './database.ts'
import type { Announce } from './events.ts'
import type { FileStore } from './files.ts'
import type { NewId } from './identifiers.ts'
import type { Jobs } from './jobs.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Notifications } from './notifications.ts'
import type { ServerKey } from './server-key.ts'

/** What every feature is given to do its work: made once at start, replaced one by one in tests. */
export interface Services {
  readonly configuration: Configuration
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly jobs: Jobs
  readonly metrics: Metrics
  readonly notifications: Notifications
  readonly key: ServerKey
  /** Documents and proofs, encrypted. */
  readonly files: FileStore
  readonly announce: Announce
}
