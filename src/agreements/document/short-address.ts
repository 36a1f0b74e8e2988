/**
 * A network address as others may see it: enough to say « from the same network », not enough to name a home. The last number of an IPv4
 * address and all but the first three groups of an IPv6 one are hidden (CNIL: an address is personal data).
 */
export function shortAddress(address: string): string {
  const mapped = address.replace(/^::ffff:/i, '')
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(mapped)) return mapped.replace(/\d+$/, 'x')
  const known = (mapped.split('::')[0] ?? '').split(':').filter(Boolean).slice(0, 3)
  return mapped.includes(':') && known.length > 0 ? `${known.join(':')}:x` : 'x'
}
