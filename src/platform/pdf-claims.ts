/**
 * Adds to a PDF/A that Typst wrote the claim of PDF/UA-1 (its XMP entry, and « show the title »), once the same document was accepted as
 * PDF/UA-1 too: Typst checks both standards but writes the name of one. Nothing else changes. Knows the form of Typst’s files: the
 * description and the catalog stand last, before the table of addresses.
 * @throws RangeError when the file has another form, so that a new Typst is noticed.
 */
export function claimUniversalAccess(archival: Uint8Array): Uint8Array {
  const file = Buffer.from(archival.buffer, archival.byteOffset, archival.byteLength).toString('latin1')
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1])
  const objects = /(\d+) 0 obj\n<<\n {2}\/Length (\d+)\n {2}\/Type \/Metadata\n(?:[^>]*)>>\nstream\n/.exec(file)
  if (objects === null || !Number.isInteger(tableAt)) throw new RangeError('a PDF of an unknown form')
  const described = objects.index + objects[0].length
  const length = Number(objects[2])
  const description = file.slice(described, described + length)
  const catalogAt = file.indexOf(' 0 obj', described + length)
  const catalogStart = file.lastIndexOf('\n', catalogAt) + 1
  const catalog = file.slice(catalogStart, tableAt)
  const table = file.slice(tableAt)

  const claimed = once(
    once(description, '</rdf:Bag></pdfaExtension:schemas>', `${schema}</rdf:Bag></pdfaExtension:schemas>`),
    '<pdfaid:part>',
    '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part><pdfaid:part>',
  )
  const head = once(
    file.slice(0, described),
    `/Length ${length}\n  /Type /Metadata`,
    `/Length ${claimed.length}\n  /Type /Metadata`,
  )
  const between = file.slice(described + length, catalogStart)
  const titled = once(catalog, '/ViewerPreferences <<', '/ViewerPreferences <<\n    /DisplayDocTitle true')
  const newCatalogStart = head.length + claimed.length + between.length
  const newTable = once(
    once(table, `${address(catalogStart)} 00000 n`, `${address(newCatalogStart)} 00000 n`),
    `startxref\n${tableAt}`,
    `startxref\n${newCatalogStart + titled.length}`,
  )
  return Buffer.from(head + claimed + between + titled + newTable, 'latin1')
}

const address = (offset: number): string => String(offset).padStart(10, '0')

/** Replaces what must stand there once. */
function once(text: string, sought: string, put: string): string {
  const parts = text.split(sought)
  if (parts.length !== 2) throw new RangeError(`a PDF of an unknown form: ${sought}`)
  return parts.join(put)
}

/** PDF/A wants each entry outside its own list described. */
const schema = [
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>',
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>',
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">',
  '<pdfaProperty:category>internal</pdfaProperty:category>',
  '<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>',
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>',
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>',
].join('')
