import type { Configuration } from '#/platform/configuration.ts'

/** Where the links of a mail lead: `https://stages.example.fr`, without a slash at the end. */
export const originOf = ({ publicUrl, port }: Pick<Configuration, 'publicUrl' | 'port'>): string =>
  publicUrl ?? `http://localhost:${port}`
