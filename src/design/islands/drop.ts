/** Drag and drop onto a plain file input, and the names of what was chosen. */
export function wake(zone: HTMLElement): void {
  const input = zone.querySelector<HTMLInputElement>('input[type=file]')
  const list = zone.querySelector<HTMLElement>('.drop-files')
  if (!input || !list) return
  const show = () => {
    const files = [...(input.files ?? [])]
    // The browser names a single file itself, beside its button.
    list.replaceChildren(
      ...(files.length > 1 ? files : []).map((file) => {
        const item = document.createElement('li')
        item.className = 'tag'
        item.textContent = `${file.name}, ${sizeWords(file.size)}`
        return item
      }),
    )
  }
  const over = (on: boolean) => zone.classList.toggle('drop-over', on)
  input.addEventListener('change', show)
  zone.addEventListener('dragover', (event) => {
    event.preventDefault()
    over(true)
  })
  zone.addEventListener('dragleave', () => over(false))
  zone.addEventListener('drop', (event) => {
    event.preventDefault()
    over(false)
    const dropped = event.dataTransfer?.files
    if (!dropped?.length) return
    input.files = input.multiple ? together(input.files, dropped) : dropped
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  show()
}

/** Files dropped one after the other add up; one of the same name takes the place of the former. */
function together(former: FileList | null, dropped: FileList): FileList {
  const byName = new Map([...(former ?? []), ...dropped].map((file) => [file.name, file]))
  const transfer = new DataTransfer()
  for (const file of byName.values()) transfer.items.add(file)
  return transfer.files
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))}\u00a0ko`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')}\u00a0Mo`
}
