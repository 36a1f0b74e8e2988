/**
 * Keeps a form in this tab while it is written, and sends it when the network is back. What is marked `data-keep="no"` is never stored
 * (health data), and nothing outlives the tab: phones are lent and desks are shared.
 */
export function wake(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return
  const form = element
  const key = `passerelle ${form.dataset.keep ?? ''}`
  const kept = [...form.elements].filter(isField).filter((field) => field.closest('[data-keep="no"]') === null)
  const start = stateOf(kept)

  const stored = read(key)
  // Only over a form that is as the server sent it when it was kept: a newer draft, or a refused form, wins.
  if (stored?.start === start && stored.values.length === kept.length)
    for (const [at, field] of kept.entries()) write(field, stored.values[at] ?? '')

  form.addEventListener('input', () => {
    sessionStorage.setItem(key, JSON.stringify({ start, values: kept.map(typedIn) }))
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })

  const status = document.createElement('p')
  status.className = 'notice notice-warning'
  status.setAttribute('role', 'status')

  let waiting = false
  async function send(): Promise<void> {
    if (await reachable()) {
      sessionStorage.removeItem(key)
      form.submit()
      return
    }
    status.textContent =
      'Pas de réseau : ton texte est gardé ici, et il partira dès que le réseau revient. Garde cette page ouverte.'
    form.append(status)
    if (waiting) return
    waiting = true
    const again = () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
      waiting = false
      void send()
    }
    const timer = setTimeout(again, 5000)
    window.addEventListener('online', again)
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isField = (element: Element): element is Field =>
  (element instanceof HTMLInputElement && element.type !== 'hidden') ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

const isBox = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')

const typedIn = (field: Field): string => (isBox(field) ? (field.checked ? 'on' : '') : field.value)

function write(field: Field, value: string): void {
  if (isBox(field)) field.checked = value === 'on'
  else field.value = value
}

const stateOf = (fields: readonly Field[]): string => JSON.stringify(fields.map(typedIn))

function read(key: string): { readonly start: string; readonly values: readonly string[] } | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    if (typeof found !== 'object' || found === null || !('start' in found) || !('values' in found)) return undefined
    const { start, values } = found
    return typeof start === 'string' && Array.isArray(values) && values.every((value) => typeof value === 'string')
      ? { start, values }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether our server answers: a telephone that shows bars may still reach nobody. */
async function reachable(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(4000) })
    return true
  } catch {
    return false
  }
}
