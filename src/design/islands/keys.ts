/** Single keys for what stands in the element: each part marked `data-key` is clicked by its key, unless one is typing. */
export function wake(element: HTMLElement): void {
  const parts = new Map<string, HTMLElement>()
  for (const part of element.querySelectorAll<HTMLElement>('[data-key]')) parts.set(part.dataset.key ?? '', part)
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    const { target } = event
    const isTyping =
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio')
    const part = isTyping ? undefined : parts.get(event.key.toLowerCase())
    // Enter on a link or a button is theirs.
    if (
      !part ||
      (event.key === 'Enter' && (target instanceof HTMLAnchorElement || target instanceof HTMLButtonElement))
    )
      return
    event.preventDefault()
    part.click()
  })
}
