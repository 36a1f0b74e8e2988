import { morph } from './morph.ts'

/**
 * Keeps parts of a page true: the element's address says when something changed, the page is asked for again, and each `[data-live]`
 * part takes what is new in it. The element is the page's one status: `[data-live-words]` says in its `data-live` what the page says now.
 */
export function wake(element: HTMLElement): void {
  const source = element.dataset.source
  if (!source || !('EventSource' in window)) return
  const words = element.querySelector<HTMLElement>('[data-live-words]')
  const events = new EventSource(source)
  let [asking, again] = [false, false]

  /** Said aloud only when it differs. */
  const say = (text: string | undefined): void => {
    if (words && text !== undefined && words.textContent !== text) words.textContent = text
  }

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
        say(words?.dataset.stopped)
        return
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      take(fresh)
      const said = fresh.querySelector<HTMLElement>('[data-live-words]')?.dataset.live
      if (words && said !== undefined) words.dataset.live = said
      say(said)
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
  events.addEventListener('open', () => say(words?.dataset.live))
}

function take(fresh: Document): void {
  document.title = fresh.title
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = part.id === '' ? null : fresh.getElementById(part.id)
    if (!next || part.isEqualNode(next)) continue
    const focused = document.activeElement
    morph(part, next)
    // A row that moved has lost it.
    if (focused instanceof HTMLElement && focused !== document.activeElement && part.contains(focused))
      focused.focus({ preventScroll: true })
  }
}
