/** What a browser says of itself, in words that its owner recognises; the rest of it is not kept. */
export function deviceWords(userAgent: string | undefined): string {
  const name = (list: readonly (readonly [RegExp, string])[]): string | undefined =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  const [browser, system] = [name(browsers), name(systems)]
  if (browser === undefined && system === undefined) return 'Navigateur inconnu'
  return [browser ?? 'Navigateur', system === undefined ? undefined : `sur ${system}`].filter(Boolean).join(' ')
}

/** In this order: most say that they are Chrome and Safari too. */
const browsers = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const systems = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android.*Mobile/, 'téléphone Android'],
  [/Android/, 'tablette Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
] as const
