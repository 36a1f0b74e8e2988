import { clausesFor } from '#/agreements/document/clause.ts'
import { legalTextOn } from '#/agreements/document/texts/legal-texts.ts'
import { type AgreementDocument, typesetAgreement } from '#/agreements/document/typeset-agreement.ts'
import { type AgreementContent, pageCode, type SignatureZone, signatureZones } from '#/agreements/index.ts'
import type { Random } from '#/demo/random.ts'
import { type GreyImage, writeJpeg } from '#/paper/grey-image.ts'
import { openPages } from '#/paper/open-pages.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import { damaged, drawDamage } from './degraded-scans.ts'

/** Renderings stand at this many dots an inch before anything happens to them. */
export const printedDpi = 200

/** The pages of a PDF of ours as a printer would put them on paper. */
export async function printPages(pdf: Uint8Array): Promise<GreyImage[]> {
  const opened = await openPages(pdf, 'pdf')
  if (typeof opened === 'string') throw new Error(`not a document of ours: ${opened}`)
  try {
    const side = Math.round((297 / 25.4) * printedDpi)
    const pages: GreyImage[] = []
    for (let index = 0; index < opened.count; index++) pages.push(await opened.draw(index, side))
    return pages
  } finally {
    opened.close()
  }
}

/** A hand's loops in a box, as a pen leaves them. */
export function sign(page: GreyImage, zone: SignatureZone, random: Pick<Random, 'next'>, dpi = printedDpi): void {
  const dots = dpi / 25.4
  const [turns, tilt] = [3 + random.next() * 3, random.next() * 0.6]
  for (let t = 0; t < 1; t += 0.0006) {
    const x = zone.left + 8 + t * 50 + 4 * Math.cos(t * turns * 12)
    const y = zone.top + 27 - t * 6 * tilt + 5 * Math.sin(t * turns * 12 + tilt) * (1 - t / 2)
    for (let v = -2; v <= 2; v++)
      for (let u = -2; u <= 2; u++)
        if (u * u + v * v <= 4) page.pixels[Math.round(y * dots + v) * page.width + Math.round(x * dots + u)] = 30
  }
}

/** Images as the PDF that a copier makes of them. */
export async function stackOf(images: readonly GreyImage[], quality = 60): Promise<Uint8Array> {
  const jpegs = await Promise.all(images.map((image) => writeJpeg(image, quality)))
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n', 'latin1')]
  const kids = images.map((_, index) => `${3 + index * 3} 0 R`).join(' ')
  const add = (number: number, content: string, bytes?: Uint8Array): void => {
    parts.push(Buffer.from(`${number} 0 obj\n${content}\n`, 'latin1'))
    if (bytes) parts.push(Buffer.from('stream\n', 'latin1'), Buffer.from(bytes), Buffer.from('\nendstream\n', 'latin1'))
    parts.push(Buffer.from('endobj\n', 'latin1'))
  }
  add(1, '<< /Type /Catalog /Pages 2 0 R >>')
  add(2, `<< /Type /Pages /Kids [${kids}] /Count ${images.length} >>`)
  images.forEach((image, index) => {
    const [wide, high] = image.width < image.height ? [595, 842] : [842, 595]
    const [page, content, picture] = [3 + index * 3, 4 + index * 3, 5 + index * 3]
    const draw = Buffer.from(`q ${wide} 0 0 ${high} 0 0 cm /I Do Q`, 'latin1')
    const jpeg = jpegs[index] ?? new Uint8Array()
    add(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${wide} ${high}] /Contents ${content} 0 R /Resources << /XObject << /I ${picture} 0 R >> >> >>`,
    )
    add(content, `<< /Length ${draw.length} >>`, draw)
    add(
      picture,
      `<< /Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    )
  })
  parts.push(Buffer.from('trailer << /Root 1 0 R >>\n%%EOF\n', 'latin1'))
  return Buffer.concat(parts)
}

/** An observation agreement as the application prints it, about nobody. */
export function exampleDocument(code: string, version = 1): AgreementDocument {
  const content: AgreementContent = {
    scheme: 'observation-2de',
    hosts: [
      {
        name: 'Garage des Essais',
        address: '3 rue des Exemples, 14500 Vire Normandie',
        representative: { name: 'Claude Exemple', role: 'gérance', email: 'garage@example.org' },
        tutor: { name: 'Dominique Modèle', role: 'mécanique' },
        activities: 'Découverte des métiers de l’atelier et de l’accueil.',
        from: '2026-06-15',
        to: '2026-06-26',
        hours: {},
      },
    ],
    school: {
      uai: '0140000A',
      name: 'Lycée des Essais',
      address: '1 rue de l’École, 14500 Vire Normandie',
      head: { name: 'Camille Direction', role: 'proviseure' },
    },
    pupil: { id: '1', firstName: 'Sacha', lastName: 'Témoin', birthDate: '2010-05-04', className: '2de 4' },
    representatives: [{ name: 'Alix Témoin', phone: '06 00 00 00 00' }],
    referent: { name: 'Lou Référence' },
  }
  const text = legalTextOn('observation-2de', '2026-05-01')
  return {
    content,
    title: text.title,
    seen: text.seen,
    clauses: clausesFor(text.clauses, content),
    wording: text.id,
    code,
    version,
    madeOn: '2026-05-01',
    signers: [
      { party: 'host', rank: 0, name: 'Claude Exemple', takesNote: false },
      { party: 'head', rank: 0, name: 'Camille Direction', takesNote: false },
      { party: 'representative', rank: 0, name: 'Alix Témoin', takesNote: false },
      { party: 'pupil', rank: 0, name: 'Sacha Témoin', takesNote: true },
    ],
  }
}

/** That document printed, and where one signs on it. */
export async function printExample(key: ServerKey, code: string, version = 1) {
  const document = exampleDocument(code, version)
  const pdf = typesetAgreement(document, {
    at: Temporal.Instant.from('2026-05-01T08:00:00Z'),
    logos: [],
    pageCode: (page) => pageCode(key, { code, version, page }),
  })
  return { pages: await printPages(pdf.bytes), zones: signatureZones(document.signers, pdf.pages) }
}

/** A page as it comes back. */
export function comeBack(page: GreyImage, random: Pick<Random, 'next'>): Promise<GreyImage> {
  const draw = () => random.next()
  return damaged(page, printedDpi, drawDamage(draw), draw)
}
