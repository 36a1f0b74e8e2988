/** The sheet on which a signature is drawn, in its own units. */
const [width, height] = [600, 200] as const
const mostPoints = 4000

/**
 * Reads a drawn signature as the page sends it: strokes by `;`, points by spaces, `x,y` in whole units of the sheet. Gives an image that is
 * all our own making; undefined when nothing was drawn, `wrong` for anything else.
 */
export function readDrawing(text: string): { readonly svg: string } | 'wrong' | undefined {
  if (text === '') return undefined
  if (text.length > mostPoints * 8 || !/^\d{1,3},\d{1,3}(?:[ ;]\d{1,3},\d{1,3})*$/.test(text)) return 'wrong'
  const strokes = text.split(';').map((stroke) =>
    stroke.split(' ').map((point) => {
      const [x = 0, y = 0] = point.split(',').map(Number)
      return { x, y }
    }),
  )
  const points = strokes.flat()
  if (points.length > mostPoints || points.some(({ x, y }) => x > width || y > height)) return 'wrong'
  // A dot, or a slip of the finger.
  if (points.length < 4) return undefined
  const path = strokes.map((stroke) => `M${stroke.map(({ x, y }) => `${x} ${y}`).join('L')}`).join('')
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path d="${path}" fill="none" stroke="#10243a" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  }
}
