import { findPairs, nameLikeness, nameWords } from '../src/directory/duplicate.ts'

export const title = 'Doubles among the hosts of a territory'

const trades =
  'Boulangerie Garage Menuiserie Pharmacie Coiffure Transports Librairie Plomberie Mairie Cabinet Ferme Atelier'.split(
    ' ',
  )
const syllables = 'la mar ti do pon vil ler bou sau nier que ron del fau che val mont rou gan her'.split(' ')

/** Hosts with names from trades and family names, one in twenty written a second time another way, over communes of very unequal size. */
function someHosts(count: number) {
  const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!
  const family = (seed: number) =>
    [0, 1, 2].map((at) => pick(syllables, Math.floor(seed / (at === 0 ? 1 : at === 1 ? 19 : 353)) + at * 7)).join('')
  return Array.from({ length: count }, (_, index) => {
    const seed = index % 20 === 19 ? index - 1 : index
    const commune = `14${String(Math.floor((((seed * 7919) % 10_000) / 10_000) ** 3 * 700)).padStart(3, '0')}`
    const [trade, name] = [pick(trades, seed * 31), family(seed * 131 + 17)]
    return {
      id: String(index).padStart(6, '0'),
      name: seed === index ? `${trade} ${name}` : `SARL ${name} ${trade}`,
      siret: null,
      places: [commune],
    }
  })
}

/** Against the same likeness on every pair of hosts of a commune, which is what the blocking spares. */
export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const hosts = someHosts(quick ? 2000 : 10_000)
  findPairs(hosts.slice(0, 500))
  const started = performance.now()
  const pairs = findPairs(hosts)
  const blocked = performance.now() - started
  const doubled = Math.floor(hosts.length / 20)
  const found = new Set(pairs.map(({ one, other }) => `${one} ${other}`))
  const kept = hosts
    .filter((_, index) => index % 20 === 19)
    .filter(({ id }) => found.has(`${String(Number(id) - 1).padStart(6, '0')} ${id}`))
  print(
    `${hosts.length} hosts: ${blocked.toFixed(0)} ms, ${pairs.length} pairs; ${kept.length} of ${doubled} doubles found`,
  )
  if (kept.length < doubled) throw new Error('a double was not found')
  const again = performance.now()
  let compared = 0
  for (const commune of Map.groupBy(hosts, ({ places: [place] }) => place).values()) {
    const words = commune.map(({ name }) => nameWords(name))
    for (const [at, one] of words.entries())
      for (const other of words.slice(at + 1)) {
        nameLikeness(one, other, () => false)
        compared++
      }
  }
  const all = performance.now() - again
  print(`every pair of a commune (${compared}): ${all.toFixed(0)} ms, ${(all / blocked).toFixed(1)} times as long`)
}
