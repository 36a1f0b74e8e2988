import { searchable } from '#/platform/searchable.ts'

const levelWords: readonly (readonly [pattern: RegExp, short: string])[] = [
  [/^(seconde|2nde|2nd|2de|2eme) ?/, '2'],
  [/^(premiere|1ere|1re) ?/, '1'],
  [/^(terminale|term|tle) ?/, 't'],
  [/^(troisieme|3eme) ?/, '3'],
  [/^(quatrieme|4eme) ?/, '4'],
  // « 2E3 » and « 3e A » are written for 2de 3 and 3e A; « 3EA » may be something else.
  [/^([234])e(?= |\d)/, '$1'],
]

/** « 2DE 3 », « 2nde3 », « Seconde 03 » and « 2de-3 » give one text: people and software write a class each in their way. */
export function classKey(name: string): string {
  const plain = searchable(name).replaceAll(/[._/°]/g, ' ')
  const [pattern, short] = levelWords.find(([each]) => each.test(plain)) ?? []
  const folded = pattern && short !== undefined ? plain.replace(pattern, short) : plain
  return folded.replaceAll(/[^a-z0-9]/g, '').replaceAll(/(?<=\D|^.)0+(?=\d)/g, '')
}
