/**
 * Makes an element what a fresh copy of it is, touching only what differs: rows keep their elements, so that what one points at, has opened,
 * typed or scrolled to stays.
 */
export function morph(here: Element, fresh: Element): void {
  // A fold that someone opened stays open.
  for (const { name } of [...here.attributes])
    if (!fresh.hasAttribute(name) && name !== 'open') here.removeAttribute(name)
  for (const { name, value } of [...fresh.attributes])
    if (here.getAttribute(name) !== value && name !== 'open') here.setAttribute(name, value)

  const former = new Map<string, ChildNode[]>()
  for (const each of [...here.childNodes]) former.set(keyOf(each), [...(former.get(keyOf(each)) ?? []), each])
  let next = here.firstChild
  for (const wanted of [...fresh.childNodes]) {
    const same = former.get(keyOf(wanted))?.shift()
    if (same === undefined) {
      here.insertBefore(wanted, next)
      continue
    }
    if (same === next) next = same.nextSibling
    else here.insertBefore(same, next)
    if (isElement(same) && isElement(wanted)) {
      if (!same.isEqualNode(wanted)) morph(same, wanted)
    } else if (same.nodeValue !== wanted.nodeValue) same.nodeValue = wanted.nodeValue
  }
  for (const each of [...former.values()].flat()) each.remove()
}

/** What makes two nodes one and the same thing: a row is the person whom it leads to, a circle the area it stands for, not its place. */
function keyOf(node: Node): string {
  if (!isElement(node)) return node.nodeName
  const row = node.nodeName === 'TR' ? (node.querySelector('a')?.getAttribute('href') ?? node.querySelector('th')) : ''
  const key = typeof row === 'string' ? row : (row?.textContent ?? '')
  return `${node.nodeName} ${node.id} ${node.getAttribute('data-circle') ?? ''} ${key}`
}

const isElement = (node: Node): node is Element => node.nodeType === 1
