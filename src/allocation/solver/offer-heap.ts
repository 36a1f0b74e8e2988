/** A binary heap of offers by distance, which may fall while they wait. */
export interface OfferHeap {
  /** Enters the offer, or moves it up after its distance fell. */
  push(o: number): void
  /** Takes out the nearest; -1 when empty. */
  pop(): number
  remove(o: number): void
  clear(): void
}

export function offerHeap(distance: Float64Array): OfferHeap {
  const heap = new Int32Array(distance.length)
  const place = new Int32Array(distance.length).fill(-1)
  let size = 0

  function up(o: number, from: number): void {
    const key = distance[o]!
    let i = from
    while (i > 0) {
      const above = (i - 1) >> 1
      const other = heap[above]!
      if (distance[other]! <= key) break
      heap[i] = other
      place[other] = i
      i = above
    }
    heap[i] = o
    place[o] = i
  }

  function down(o: number, from: number): void {
    const key = distance[o]!
    let i = from
    for (let child = 2 * i + 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && distance[heap[child + 1]!]! < distance[heap[child]!]!) child++
      const other = heap[child]!
      if (distance[other]! >= key) break
      heap[i] = other
      place[other] = i
      i = child
    }
    heap[i] = o
    place[o] = i
  }

  function take(i: number): void {
    place[heap[i]!] = -1
    const moved = heap[--size]!
    if (i === size) return
    down(moved, i)
    if (place[moved] === i) up(moved, i)
  }

  return {
    push: (o) => up(o, place[o]! < 0 ? size++ : place[o]!),
    pop: () => {
      if (size === 0) return -1
      const o = heap[0]!
      take(0)
      return o
    },
    remove: (o) => {
      if (place[o]! >= 0) take(place[o]!)
    },
    clear: () => {
      for (let i = 0; i < size; i++) place[heap[i]!] = -1
      size = 0
    },
  }
}
