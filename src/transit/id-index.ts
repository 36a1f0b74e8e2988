/** Numbers identifiers by their bytes, without making a string for each look-up. */
export interface IdIndex {
  readonly size: number
  /** The identifier's number, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number
  /** The identifier's number, a new one when it was unknown. */
  add(bytes: Uint8Array, start: number, end: number): number
  bytes(number: number): Uint8Array
  text(number: number): string
}

/** An empty index. Numbers are given in the order of `add`, from 0. */
export function makeIdIndex(): IdIndex {
  const decoder = new TextDecoder()
  let store = new Uint8Array(1 << 16)
  let offsets = new Uint32Array(1 << 10)
  let table = new Int32Array(1 << 11).fill(-1)
  let size = 0

  const same = (number: number, bytes: Uint8Array, start: number, end: number): boolean => {
    const from = offsets[number]!
    if (offsets[number + 1]! - from !== end - start) return false
    for (let at = start; at < end; at++) if (store[from + at - start] !== bytes[at]) return false
    return true
  }
  const slotOf = (bytes: Uint8Array, start: number, end: number): number => {
    const mask = table.length - 1
    let slot = hash(bytes, start, end) & mask
    while (table[slot]! >= 0 && !same(table[slot]!, bytes, start, end)) slot = (slot + 1) & mask
    return slot
  }
  const grow = (): void => {
    table = new Int32Array(table.length * 2).fill(-1)
    const mask = table.length - 1
    for (let number = 0; number < size; number++) {
      let slot = hash(store, offsets[number]!, offsets[number + 1]!) & mask
      while (table[slot]! >= 0) slot = (slot + 1) & mask
      table[slot] = number
    }
  }
  return {
    get size() {
      return size
    },
    find: (bytes, start, end) => table[slotOf(bytes, start, end)]!,
    add(bytes, start, end) {
      const slot = slotOf(bytes, start, end)
      const known = table[slot]!
      if (known >= 0) return known
      const from = offsets[size]!
      const last = from + end - start
      if (last > store.length) {
        const larger = new Uint8Array(Math.max(store.length * 2, last))
        larger.set(store)
        store = larger
      }
      if (size + 2 > offsets.length) {
        const larger = new Uint32Array(offsets.length * 2)
        larger.set(offsets)
        offsets = larger
      }
      store.set(bytes.subarray(start, end), from)
      table[slot] = size
      offsets[++size] = last
      if (size * 2 > table.length) grow()
      return size - 1
    },
    bytes: (number) => store.subarray(offsets[number], offsets[number + 1]),
    text: (number) => decoder.decode(store.subarray(offsets[number], offsets[number + 1])),
  }
}

/** FNV-1a with a last mix, since neighbouring identifiers differ by their last digits only. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5
  for (let at = start; at < end; at++) value = Math.imul(value ^ bytes[at]!, 0x01000193)
  value ^= value >>> 15
  return Math.imul(value, 0x2c1b3c6d) >>> 4
}
