/** Sends a form's draft to the server as it is typed, some moments after the last change; without it, each « Continuer » keeps it. */
export function wake(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  let timer: number | undefined
  let sending = false
  const keep = async (): Promise<void> => {
    if (sending) return
    sending = true
    try {
      const data = new FormData(form)
      data.set('action', 'garder')
      const answer = await fetch(form.action, { method: 'POST', body: data })
      // The first time there was no draft yet: go on with the one that was begun.
      const draft = answer.headers.get('x-draft')
      if (answer.status === 204 && draft !== null) form.action = draft
    } catch {
      // Without a network the form stays as it is, and is sent with the next change.
    } finally {
      sending = false
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void keep(), 1500)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
}
