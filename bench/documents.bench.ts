import type { DocumentSigner } from '#/agreements/document/signature-zones.ts'
import { legalTextOn } from '#/agreements/document/texts/legal-texts.ts'
import { typesetAgreement } from '#/agreements/document/typeset-agreement.ts'
import type { AgreementContent } from '#/agreements/index.ts'
import { typesetPdf } from '#/platform/pdf.ts'

export const title = 'Documents: agreements set in type on one core'

/** What issue 4 asks for. */
const asked = 20
const at = Temporal.Instant.from('2026-06-03T08:00:00Z')
const day = { start: 540, end: 1020, lunch: { start: 720, end: 780 } }

/** An observation of two weeks, each with other names, dates kept: what a school prints. */
const contentOf = (number: number): AgreementContent => ({
  scheme: 'observation-2de',
  hosts: [
    {
      name: `Menuiserie des Deux Rives ${number}`,
      siret: '73282932000074',
      address: `${number} quai des Bateliers, 67000 Strasbourg`,
      representative: { name: `Agnès Kieffer ${number}`, role: 'gérante', email: 'contact@essai.example' },
      tutor: { name: 'Marc Obrecht', role: 'chef d’atelier' },
      activities: 'Suivre un chantier du relevé à la pose, dessiner un meuble simple, découvrir les essences de bois.',
      from: '2026-06-15',
      to: '2026-06-26',
      hours: { 1: day, 2: day, 3: { start: 540, end: 720 }, 4: day, 5: day },
    },
  ],
  school: { uai: '0670000A', name: 'Lycée du Quai', address: '1 rue de l’Ill', head: { name: 'Hélène Sutter' } },
  pupil: { id: 'p', firstName: `Léa ${number}`, lastName: 'Müller', birthDate: '2010-09-02', className: '2de 4' },
  representatives: [{ name: `Thuy ${number}`, phone: '06 00 00 00 01' }],
})

const signers: readonly DocumentSigner[] = (['host', 'head', 'representative', 'pupil'] as const).map((party) => ({
  party,
  rank: 0,
  name: `Nom de ${party}`,
  takesNote: party === 'pupil',
}))

/** Seconds of processor, all threads together: what one core would take, whatever else this machine does. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}

export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const count = quick ? 20 : 150
  const text = legalTextOn('observation-2de', '2026-06-03')
  let pages = 0
  const make = (number: number): void => {
    const pdf = typesetAgreement(
      {
        content: contentOf(number),
        title: text.title,
        seen: text.seen,
        clauses: text.clauses,
        wording: text.id,
        code: 'K7QM2XRD',
        version: 1,
        madeOn: '2026-06-03',
        signers,
      },
      { at, logos: [], pageCode: (page) => `K7QM2XRD-${(number % 99) + 1}-${page}-HGTRWBC` },
    )
    pages += pdf.pages
  }
  // The first loads the typefaces.
  make(0)
  pages = 0
  const seconds = cpuSeconds(() => {
    for (let number = 1; number <= count; number++) make(number)
  })
  // The reference: a page with a title only, through the same door. What it costs is the door’s own price.
  const empty = {
    name: 'empty.typ',
    source: '#import "/frame.typ": *\n#show: paper.with(title: data.title)\n= #data.title',
  }
  const reference = cpuSeconds(() => {
    for (let number = 1; number <= count; number++) typesetPdf(empty, { title: `Page ${number}` }, { at })
  })
  print(
    `agreements            ${(count / seconds).toFixed(1)} a second of one core (asked: ${asked}), ${pages / count} pages each`,
  )
  print(`one page with a title ${(count / reference).toFixed(1)} a second of one core`)
  print(
    `an agreement costs    ${(seconds / reference).toFixed(1)} times such a page, ${((1000 * seconds) / count).toFixed(1)} ms of processor`,
  )
}
