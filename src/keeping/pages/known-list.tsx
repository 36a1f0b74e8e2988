import { Fold } from '#/design/index.ts'
import type { KnownFor } from '../pupil-data.ts'
import { timeWords } from '../purpose.ts'

/** Everything that is known about somebody, by purpose: how long, why, and what may go on request. */
export const KnownList = ({ known }: { readonly known: readonly KnownFor[] }) => (
  <ul class="rows">
    {known.map(({ purpose, lines, erasable }) => (
      <li key={purpose.name}>
        <h2>{purpose.what}</h2>
        <p>
          {timeWords(purpose)} après {purpose.from}. {purpose.why}
        </p>
        <p class="soft">
          {'stays' in purpose.shown.onRequest
            ? purpose.shown.onRequest.stays
            : erasable === 0
              ? 'Rien n’en peut être effacé maintenant.'
              : `À effacer sur demande : ${erasable} sur ${lines.length}.`}
        </p>
        <Fold title={lines.length === 1 ? 'Voir la ligne' : `Voir les ${lines.length} lignes`}>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Fold>
      </li>
    ))}
  </ul>
)
