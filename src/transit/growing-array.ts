import { moveInto, releaseMemory } from './owned-memory.ts'

/** A list of whole numbers without an object per item. */
export interface GrowingArray {
  readonly length: number
  push(value: number): void
  /** The items, copied to their exact size: the end of the list. */
  take(): Int32Array
}

export function makeGrowingArray(capacity = 1024): GrowingArray {
  let items = new Int32Array(capacity)
  let length = 0
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === items.length) {
        items = moveInto(items, new Int32Array(items.length * 2))
      }
      items[length++] = value
    },
    take() {
      const taken = items.slice(0, length)
      releaseMemory(items)
      return taken
    },
  }
}
