import { searchable } from '#/platform/searchable.ts'
import { sirenOf } from './siret.ts'

/** Why two hosts of one place are proposed as one: the same company, or names that say the same. */
export type DuplicateReason = 'siren' | 'name'

/** A host as the comparison sees it. */
export interface Comparable {
  readonly id: string
  readonly name: string
  readonly siret: string | null
  /** INSEE codes of the communes of its sites, postcodes where they are not known. */
  readonly places: readonly string[]
}

/** Two hosts that may be one, the smaller identifier first. */
export interface DuplicatePair {
  readonly one: string
  readonly other: string
  readonly reasons: readonly DuplicateReason[]
  /** 0 to 1. */
  readonly score: number
}

/** Legal forms and little words, which say nothing about who it is. */
const empty = new Set(
  (
    'sarl sas sasu eurl sa sci snc scop scic scea scp selarl gaec earl ei eirl gie asso association ets etablissement etablissements ' +
    'societe ste entreprise entreprises cie compagnie groupe le la les l un une du de des d et en au aux a sur fils pere freres'
  ).split(' '),
)

/** The words of a name that say who it is, in order of the alphabet. A name of empty words only keeps them all. */
export function nameWords(name: string): readonly string[] {
  const all = searchable(name)
    .replace(/&/g, ' et ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    // « s.a.r.l. » comes apart into letters.
    .filter((word, _, words) => word.length > 1 || words.length === 1)
  const telling = all.filter((word) => !empty.has(word))
  return (telling.length > 0 ? telling : all).toSorted()
}

/** 1 for the same word, 0 for nothing in common: shared groups of three letters among all (Dice). */
export function wordLikeness(one: string, other: string): number {
  if (one === other) return 1
  const [mine, theirs] = [triples(one), triples(other)]
  const shared = mine.filter((triple) => theirs.includes(triple)).length
  return (2 * shared) / (mine.length + theirs.length)
}

const triples = (word: string): string[] => {
  const padded = ` ${word} `
  return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
}

/** Two spellings of one word are at least this alike: « dupont » and « dupond ». */
const sameWord = 0.6
/** Names under this are not worth a person's time. */
const leastScore = 0.6
/** A word that so many hosts of the territory have tells nobody apart (« boulangerie »). */
const commonFrom = 12

/**
 * How alike two names are. Each has words that the other lacks: two hosts (« Garage Martin », « Garage Dupont »); one holds all words
 * of the other, a common word alone not counting: likely the same (« Garage Martin », « Martin »).
 */
export function nameLikeness(
  one: readonly string[],
  other: readonly string[],
  isCommon: (word: string) => boolean,
): number {
  if (one.join(' ') === other.join(' ')) return one.length > 0 ? 1 : 0
  // One blank more or less: the same letters, whatever the order of the words.
  if (letters(one) === letters(other)) return 0.95
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const best = short.map((word) => Math.max(...long.map((each) => wordLikeness(word, each))))
  if (best.some((likeness) => likeness < sameWord)) return 0
  if (short.every(isCommon)) return 0
  const mean = best.reduce((sum, likeness) => sum + likeness, 0) / best.length
  return mean * (0.7 + (0.3 * short.length) / long.length)
}

const letters = (words: readonly string[]): string => Array.from(words.join('')).toSorted().join('')

/**
 * The pairs of hosts that may be one, within each commune. Hosts are compared only where a telling word of theirs starts the same
 * or their company is the same, so that a large town does not compare everyone with everyone.
 */
export function findPairs(hosts: readonly Comparable[]): DuplicatePair[] {
  const words = new Map(hosts.map((host) => [host.id, nameWords(host.name)]))
  const counts = new Map<string, number>()
  for (const list of words.values()) for (const word of new Set(list)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const isCommon = (word: string): boolean => (counts.get(word) ?? 0) >= commonFrom
  const buckets = new Map<string, Comparable[]>()
  for (const host of hosts)
    for (const key of keysOf(host, words.get(host.id) ?? [], isCommon)) {
      const bucket = buckets.get(key)
      if (bucket) bucket.push(host)
      else buckets.set(key, [host])
    }
  const pairs = new Map<string, DuplicatePair>()
  for (const bucket of buckets.values())
    for (const [at, first] of bucket.entries())
      for (const second of bucket.slice(at + 1)) {
        const [one, other] = first.id < second.id ? [first, second] : [second, first]
        const key = `${one.id} ${other.id}`
        if (pairs.has(key)) continue
        const pair = compare(one, other, words, isCommon)
        if (pair) pairs.set(key, pair)
      }
  return [...pairs.values()].toSorted((a, b) => b.score - a.score || (a.one + a.other < b.one + b.other ? -1 : 1))
}

function compare(
  one: Comparable,
  other: Comparable,
  words: ReadonlyMap<string, readonly string[]>,
  isCommon: (word: string) => boolean,
): DuplicatePair | undefined {
  const likeness = nameLikeness(words.get(one.id) ?? [], words.get(other.id) ?? [], isCommon)
  const sameCompany = one.siret !== null && other.siret !== null && sirenOf(one.siret) === sirenOf(other.siret)
  const reasons: DuplicateReason[] = []
  if (sameCompany) reasons.push('siren')
  if (likeness >= leastScore) reasons.push('name')
  if (reasons.length === 0) return undefined
  const score = sameCompany ? 0.7 + 0.3 * likeness : likeness * 0.95
  return { one: one.id, other: other.id, reasons, score: Math.round(score * 1000) / 1000 }
}

/** Where hosts meet to be compared: in a commune, by company, by the whole name, by the start of each telling word. */
function keysOf(host: Comparable, words: readonly string[], isCommon: (word: string) => boolean): Set<string> {
  const starts = words.filter((word) => !isCommon(word)).map((word) => `w${word.slice(0, 4)}`)
  const own = [`n${words.join(' ')}`, ...starts, ...(host.siret === null ? [] : [`c${sirenOf(host.siret)}`])]
  return new Set(host.places.flatMap((place) => own.map((key) => `${place} ${key}`)))
}
