/**
 * Appends the pages of a PDF after those of another, both as `typesetPdf` makes them, by an update written after the first: its bytes stand
 * unchanged at the head of the result, so that whoever has their hash can make it again. What screen readers follow (the structure) is
 * joined too. Knows the form of our own files only.
 * @throws RangeError for files of another form.
 */
export function appendPages(first: Uint8Array, second: Uint8Array): Uint8Array {
  const [base, added] = [read(first), read(second)]
  const shift = base.size - 1
  const move = (text: string): string =>
    text.replaceAll(/\b(\d+) 0 R\b/g, (_, id: string) => `${Number(id) + shift} 0 R`)

  const pages = base.find('/Type /Pages')
  const root = base.find('/Type /StructTreeRoot')
  const addedPages = added.find('/Type /Pages')
  const addedRoot = added.find('/Type /StructTreeRoot')
  const top = base.at(Number(part(root.text, /\/K \[(\d+) 0 R\]/)))
  const nextKey = Number(part(root.text, /\/ParentTreeNextKey (\d+)/))
  const skipped = new Set([
    addedPages.id,
    addedRoot.id,
    added.find('/Type /Catalog').id,
    added.find('/Type /Metadata').id,
  ])

  const update: [number, string][] = []
  for (const { id, text } of added.objects) {
    if (skipped.has(id)) continue
    const { head, body } = splitStream(text)
    let moved = move(head).replaceAll(/\/StructParents? (\d+)/g, (entry, key: string) =>
      entry.replace(key, String(Number(key) + nextKey)),
    )
    if (/\/Type \/Page\b/.test(head)) moved = moved.replace(/\/Parent \d+ 0 R/, `/Parent ${pages.id} 0 R`)
    // What was the whole of the added document becomes a part of the first.
    if (/\/Type \/StructElem/.test(head))
      moved = moved
        .replaceAll(`/P ${addedRoot.id + shift} 0 R`, `/P ${top.id} 0 R`)
        .replace(/\/S \/Document\b/, '/S /Part')
    // Ids of cells are names: they must not be those of the first document.
    moved = moved.replaceAll(cellId, '(+$1)')
    update.push([id + shift, moved + body])
  }

  const kids = move(part(addedPages.text, /\/Kids \[([^\]]*)\]/))
  const count = Number(part(pages.text, /\/Count (\d+)/)) + Number(part(addedPages.text, /\/Count (\d+)/))
  update.push([
    pages.id,
    pages.text.replace(/\/Count \d+/, `/Count ${count}`).replace(/(\/Kids \[[^\]]*)\]/, `$1 ${kids}]`),
  ])
  const parents = move(part(addedRoot.text, /\/Nums \[([^\]]*)\]/)).replaceAll(
    /(\d+) (\d+ 0 R)/g,
    (_, key: string, ref: string) => `${Number(key) + nextKey} ${ref}`,
  )
  const names = /\/Names \[([^\]]*)\]/.exec(addedRoot.text)?.[1]
  const newKey = nextKey + Number(part(addedRoot.text, /\/ParentTreeNextKey (\d+)/))
  update.push([top.id, top.text.replace(/(\/K \[[^\]]*)\]/, `$1 ${move(part(addedRoot.text, /\/K \[([^\]]*)\]/))}]`)])
  update.push([
    root.id,
    withNames(
      root.text
        .replace(/(\/Nums \[[^\]]*)\]/, `$1 ${parents}]`)
        .replace(/\/ParentTreeNextKey \d+/, `/ParentTreeNextKey ${newKey}`),
      names === undefined ? undefined : move(names).replaceAll(cellId, '(+$1)'),
    ),
  ])

  let file = base.file.endsWith('\n') ? base.file : `${base.file}\n`
  const table: string[] = []
  for (const [id, text] of update) {
    table.push(`${id} 1\n${String(file.length).padStart(10, '0')} 00000 n \n`)
    file += `${id} 0 obj${text}endobj\n\n`
  }
  const tableAt = file.length
  const size = 1 + Math.max(...update.map(([id]) => id))
  const trailer = base.trailer.replace(/\/Size \d+/, `/Size ${size}\n  /Prev ${base.tableAt}`)
  return Buffer.from(`${file}xref\n${table.join('')}trailer\n${trailer}\nstartxref\n${tableAt}\n%%EOF\n`, 'latin1')
}

/** How Typst names header cells, for the cells under them. */
const cellId = /\((U\d+x\d+y\d+)\)/g

interface PdfObject {
  readonly id: number
  /** Between `obj` and `endobj`. */
  readonly text: string
}

function read(bytes: Uint8Array) {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const tableAt = Number(part(file.slice(-80), /startxref\s+(\d+)\s+%%EOF\s*$/))
  const table = file.slice(tableAt)
  const starts = [...table.slice(0, table.indexOf('trailer')).matchAll(/(\d{10}) 00000 n/g)].map((each) =>
    Number(each[1]),
  )
  const objects = starts.map((start, index): PdfObject => {
    const end = file.lastIndexOf('endobj', starts[index + 1] ?? tableAt)
    const head = `${index + 1} 0 obj`
    if (!file.startsWith(head, start)) throw new RangeError(`a PDF of an unknown form: object ${index + 1}`)
    return { id: index + 1, text: file.slice(start + head.length, end) }
  })
  return {
    file,
    tableAt,
    objects,
    size: starts.length + 1,
    trailer: part(table, /trailer\s*(<<[\s\S]*?>>)\s*startxref/),
    at(id: number): PdfObject {
      const found = objects[id - 1]
      if (found === undefined) throw new RangeError(`a PDF of an unknown form: no object ${id}`)
      return found
    },
    find(sign: string): PdfObject {
      const found = objects.filter(({ text }) => new RegExp(`${sign}(?![A-Za-z])`).test(splitStream(text).head))
      const [only] = found
      if (only === undefined || found.length > 1) throw new RangeError(`a PDF of an unknown form: ${sign}`)
      return only
    },
  }
}

function splitStream(text: string): { readonly head: string; readonly body: string } {
  const at = text.indexOf('stream\n')
  return at === -1 ? { head: text, body: '' } : { head: text.slice(0, at), body: text.slice(at) }
}

function withNames(root: string, names: string | undefined): string {
  if (names === undefined) return root
  return root.includes('/IDTree')
    ? root.replace(/(\/Names \[[^\]]*)\]/, `$1 ${names}]`)
    : root.replace('/ParentTreeNextKey', `/IDTree <<\n    /Names [${names}]\n  >>\n  /ParentTreeNextKey`)
}

function part(text: string, sought: RegExp): string {
  const found = sought.exec(text)?.[1]
  if (found === undefined) throw new RangeError(`a PDF of an unknown form: ${sought.source}`)
  return found
}
