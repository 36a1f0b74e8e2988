import type { Grounds } from '#/journal/index.ts'

/** Somebody of the host who came by the link of a mail: the link is what allows it. */
export const linkGrounds: Grounds = { by: undefined, role: 'host', why: 'link' }
