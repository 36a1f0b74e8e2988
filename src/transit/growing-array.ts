/** A list of whole numbers without an object per item. */
export interface GrowingArray {
  readonly length: number
  push(value: number): void
  /** The items, copied to their exact size. */
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
        const larger = new Int32Array(items.length * 2)
        larger.set(items)
        items = larger
      }
      items[length++] = value
    },
    take: () => items.slice(0, length),
  }
}
