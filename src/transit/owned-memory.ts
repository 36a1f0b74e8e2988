/**
 * Large arrays are given back at once rather than when the collector next looks, which on a table of millions of pairs is
 * half of the peak. Only for arrays whose memory nobody else sees.
 */
export function releaseMemory(array: ArrayBufferView): void {
  if (array.buffer instanceof ArrayBuffer && array.buffer.byteLength > 0) array.buffer.transfer(0)
}

/** Copies into a larger array and gives the smaller one back. */
export function moveInto<T extends Int32Array | Uint32Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  releaseMemory(from)
  return to
}
