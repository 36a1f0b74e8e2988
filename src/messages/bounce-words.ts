import type { Bounce } from './bounces.ts'

/** What the enhanced status codes (RFC 3463) mean for whoever can mend the address; the longest beginning that fits. */
const meanings: readonly (readonly [code: string, words: string])[] = [
  ['5.1.2', 'le domaine après @ n’existe pas : vérifiez l’orthographe'],
  ['5.1.10', 'ce domaine ne reçoit pas de courrier'],
  ['5.1', 'cette adresse n’existe pas ou n’existe plus : vérifiez l’orthographe'],
  ['5.2.1', 'cette boîte est fermée'],
  ['5.2.2', 'cette boîte est pleine'],
  ['5.2', 'cette boîte ne reçoit pas'],
  ['5.7', 'son serveur refuse nos courriers : voyez avec son administrateur'],
  ['5', 'son serveur refuse ce courrier pour de bon'],
  ['4.2.2', 'cette boîte est pleine depuis plusieurs jours'],
  ['4', 'son serveur n’a pas pris ce courrier pendant plusieurs jours'],
]

/** Why an address does not take mail, in words that say how to mend it. */
export function bounceWords({ status }: Pick<Bounce, 'status'>): string {
  const found = meanings.find(([code]) => status === code || status.startsWith(`${code}.`))
  return found?.[1] ?? 'son serveur refuse ce courrier'
}
