/**
 * Keeps parts of a page true: the element's address says when something changed, the page is asked for again, and each `[data-live]`
 * part takes its new content. What one points at, or has opened, stays.
 */
export function wake(element: HTMLElement): void {
  const source = element.dataset.source
  if (!source || !('EventSource' in window)) return
  const words = element.querySelector<HTMLElement>('[data-live-words]')
  const events = new EventSource(source)
  let [asking, again] = [false, false]

  const refresh = async (): Promise<void> => {
    if (asking) {
      again = true
      return
    }
    asking = true
    try {
      const answer = await fetch(location.href, { redirect: 'manual', cache: 'no-store' })
      // Signed out, or no longer allowed: what stands here stays, and nothing more is asked.
      if (!answer.ok) {
        events.close()
        if (words) words.textContent = words.dataset.stopped ?? ''
        return
      }
      take(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch {
      // The network is away: the next event, or the reconnection, asks again.
    } finally {
      asking = false
      if (again) {
        again = false
        void refresh()
      }
    }
  }

  // The server says how long to wait, so that those who look do not all ask at once.
  events.addEventListener('change', ({ data }: MessageEvent<string>) => {
    setTimeout(() => void refresh(), Math.min(1000, Number(data) || 0))
  })
  events.addEventListener('open', () => {
    if (words) words.textContent = words.dataset.live ?? ''
  })
}

function take(fresh: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (!next || next.innerHTML === part.innerHTML) continue
    const focused = part.contains(document.activeElement) ? placeOf(part, document.activeElement) : undefined
    const open = [...part.querySelectorAll('details')].map((each) => each.open)
    part.replaceChildren(...next.childNodes)
    for (const [at, each] of [...part.querySelectorAll('details')].entries()) each.open = open[at] ?? each.open
    if (focused !== undefined) focusable(part)[focused]?.focus()
  }
}

const focusable = (part: HTMLElement): HTMLElement[] => [
  ...part.querySelectorAll<HTMLElement>('a, button, summary, input'),
]
const placeOf = (part: HTMLElement, focused: Element | null): number =>
  focused instanceof HTMLElement ? focusable(part).indexOf(focused) : -1
