/** The sheet's own units: what is sent does not depend on the screen. */
const [width, height] = [600, 200] as const
/** Enough for the longest name; past it the pen writes no more. */
const mostPoints = 3500

/** Draws a signature on a sheet and keeps it, as points, in a hidden field of the form. */
export function wake(element: HTMLElement): void {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.className = 'signature-sheet'
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-labelledby', `${element.id}-label`)
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = element.dataset.name ?? ''
  const clear = document.createElement('button')
  clear.type = 'button'
  clear.className = 'button button-plain button-small'
  clear.textContent = 'Effacer'
  element.append(canvas, field, clear)
  element.hidden = false

  const pen = canvas.getContext('2d')
  if (!pen) return
  const strokes: string[][] = []
  let last: { x: number; y: number } | undefined

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    strokes.push([])
    last = undefined
    draw(event)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) draw(event)
  })
  clear.addEventListener('click', () => {
    strokes.length = 0
    field.value = ''
    pen.clearRect(0, 0, width, height)
  })

  function draw({ clientX, clientY }: PointerEvent): void {
    const sheet = canvas.getBoundingClientRect()
    const x = Math.round(Math.min(1, Math.max(0, (clientX - sheet.left) / sheet.width)) * width)
    const y = Math.round(Math.min(1, Math.max(0, (clientY - sheet.top) / sheet.height)) * height)
    const stroke = strokes.at(-1)
    if (!pen || !stroke || (last?.x === x && last.y === y)) return
    if (strokes.reduce((sum, each) => sum + each.length, 0) >= mostPoints) return
    pen.strokeStyle = getComputedStyle(canvas).color
    pen.lineWidth = 3
    pen.lineCap = 'round'
    pen.beginPath()
    pen.moveTo(last?.x ?? x, last?.y ?? y)
    pen.lineTo(x, y)
    pen.stroke()
    last = { x, y }
    stroke.push(`${x},${y}`)
    field.value = strokes.map((each) => each.join(' ')).join(';')
  }
}
