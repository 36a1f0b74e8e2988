/** The day that somebody typed: `2026-06-15` as date fields send it, or `15/06/2026` where they are plain fields. */
export function readDay(text: string): Temporal.PlainDate | undefined {
  const [, day = '', month = '', year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? []
  const iso = year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined
  try {
    return Temporal.PlainDate.from(iso)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
