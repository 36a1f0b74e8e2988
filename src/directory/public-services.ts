import type { Configuration } from '#/platform/configuration.ts'
import { type PoliteClient, politeClient } from '#/platform/polite-client.ts'
import type { Services } from '#/platform/services.ts'

interface PublicServices {
  readonly register: PoliteClient
  readonly addresses: PoliteClient
  /** Files of addresses: one at a time, and the service may take a while. */
  readonly addressFiles: PoliteClient
}

const opened = new WeakMap<Configuration, PublicServices>()

/** The clients of the public services, one each for the whole process: they count what is under way, and remember who asked to wait. */
export function publicServices({ configuration, clock }: Pick<Services, 'configuration' | 'clock'>): PublicServices {
  const known = opened.get(configuration)
  if (known) return known
  const made = {
    register: politeClient({ clock }),
    addresses: politeClient({ clock, timeoutMs: 2500 }),
    addressFiles: politeClient({ clock, timeoutMs: 60_000, atOnce: 1, mostBytes: 5_000_000 }),
  }
  opened.set(configuration, made)
  return made
}
