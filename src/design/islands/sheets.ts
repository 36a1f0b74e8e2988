/** How long to wait before a file is sent again, in milliseconds; the last one stands for all that follow. */
const waits = [500, 1500, 4000, 8000, 15_000]

/**
 * Sends each file of a form as soon as it is chosen or photographed, one after the other, and again where the network fails: the server knows
 * what it has by content. The form itself then only says that nothing more follows.
 */
export function wake(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return
  const form = element
  const list = form.querySelector<HTMLElement>('.sheets-sent')
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (!list || !button) return
  form.classList.add('sheets-live')
  const batch = new FormData(form).get('lot')
  const waiting: { file: File; line: HTMLElement }[] = []
  let sending = false
  let sent = 0
  let isAsked = false

  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=file]'))
    input.addEventListener('change', () => {
      for (const file of input.files ?? []) {
        const line = document.createElement('li')
        list.append(line)
        waiting.push({ file, line })
        say(line, file, 'attend')
      }
      input.value = ''
      void sendAll()
    })

  form.addEventListener('submit', (event) => {
    // Nothing was chosen here: the server says so.
    if (waiting.length === 0 && sent === 0 && !sending) return
    if (sending || waiting.length > 0) {
      event.preventDefault()
      isAsked = true
      if (button) button.textContent = 'Lecture dès la fin de l’envoi…'
    }
  })

  async function sendAll(): Promise<void> {
    if (sending) return
    sending = true
    for (let next = waiting.shift(); next; next = waiting.shift()) await sendOne(next.file, next.line)
    sending = false
    if (button && sent > 0) button.textContent = `Lire ${sent === 1 ? 'ce fichier' : `ces ${sent} fichiers`}`
    if (isAsked && sent > 0) form.requestSubmit()
  }

  async function sendOne(file: File, line: HTMLElement): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      say(line, file, 'part…')
      try {
        const body = new FormData()
        body.set('lot', typeof batch === 'string' ? batch : '')
        body.append('fichiers', file)
        const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
        if (response.ok || response.status === 422) {
          const [message = 'n’a pas été compris'] = readMessages(await response.json())
          if (response.ok) sent++
          say(line, file, response.ok ? 'reçu' : message, response.ok)
          return
        }
        // Signed out, or refused for good: to send again would not help.
        if (response.status < 500) {
          say(line, file, 'refusé : rechargez la page, rien n’est perdu', false)
          return
        }
      } catch {
        // The network is away: again.
      }
      say(line, file, 'le réseau est faible, nouvel essai…')
      await new Promise((resolve) => setTimeout(resolve, waits[Math.min(attempt, waits.length - 1)]))
    }
  }
}

function say(line: HTMLElement, file: File, how: string, isWell?: boolean): void {
  line.textContent = `${file.name} : ${how}`
  line.className = isWell === undefined ? '' : isWell ? 'sheet-well' : 'sheet-ill'
}

function readMessages(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null || !('messages' in answer)) return []
  const { messages } = answer
  return Array.isArray(messages) ? messages.filter((each) => typeof each === 'string') : []
}
