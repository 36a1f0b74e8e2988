/** Numbers values as they come, equal keys alike. */
export function numbered<T>(keyOf: (value: T) => string) {
  const at = new Map<string, number>()
  const values: T[] = []
  return {
    values,
    add(value: T): number {
      const key = keyOf(value)
      const known = at.get(key)
      if (known !== undefined) return known
      at.set(key, values.length)
      return values.push(value) - 1
    },
  }
}
