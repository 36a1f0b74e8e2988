import { addresses, addressOf } from '#/addresses.ts'
import { countWords, DeskPage, Notice, QrCode, Title } from '#/design/index.ts'
import { type Account, entriesOf, personalCodeWords } from '#/identity/index.ts'
import type { Slip } from '../print-codes.ts'
import { fullName } from '../pupil.ts'
import type { SchoolClass } from '../school-class.ts'

/** The sheet of papers to cut: shown once, since only hashes of the codes are kept. */
export function SlipsPage({
  account,
  of,
  schoolName,
  slips,
  origin,
}: {
  account: Account
  of: SchoolClass
  schoolName: string
  slips: readonly Slip[]
  /** `https://stages.example.fr` */
  origin: string
}) {
  const address = `${origin}${addresses.signInPupil}`
  return (
    <DeskPage title={`Codes de ${of.name}`} entries={entriesOf(account, 'classes')} signed={account}>
      <div class="unprinted">
        <Title
          eyebrow={<a href={addressOf('classRoll', { class: of.id })}>{of.name}</a>}
          lead="Imprimez cette page, découpez, et remettez à chacun le sien. Les papiers d’avant ne marchent plus."
        >
          {countWords(slips.length, 'papier')} à découper
        </Title>
        <Notice kind="warning" title="Cette page ne sera plus montrée">
          <p>Les codes ne sont gardés nulle part en clair. Si elle est perdue, préparez-en une nouvelle.</p>
        </Notice>
      </div>
      <ul class="slips">
        {slips.map(({ pupil, code }) => (
          <li key={pupil.id} class="slip">
            <p class="slip-who">
              <b>{fullName(pupil)}</b>
              <span>
                {of.name}, {schoolName}
              </span>
            </p>
            <QrCode text={address} label={`Adresse à photographier : ${address}`} />
            <ol>
              <li>
                Va sur <b class="slip-address">{address.replace(/^https?:\/\//, '')}</b>, ou photographie le carré.
              </li>
              <li>
                Écris le code de ta classe : <b class="slip-code">{groupWords(of.signInCode)}</b>
              </li>
              <li>
                Écris ton code personnel : <b class="slip-code">{personalCodeWords(code)}</b>
              </li>
            </ol>
            <p class="slip-care">Ce papier ouvre ton dossier : ne le prête pas. S’il est perdu, demande-en un autre.</p>
          </li>
        ))}
      </ul>
    </DeskPage>
  )
}

/** `VBR F24`. */
const groupWords = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
