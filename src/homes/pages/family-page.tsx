import { addresses } from '#/addresses.ts'
import { AgreementLines } from '#/agreements/index.ts'
import { applicationStates } from '#/applications/index.ts'
import { ColumnPage, type DeskEntry, dayWords, EmptyState, type Signed, Timeline, Title } from '#/design/index.ts'
import { applicationLine } from '../application-lines.tsx'
import type { PupilHome } from '../read-pupil-home.ts'
import { ProgressArc, placeWords } from './pupil-home-page.tsx'

/** What a family follows: each child's search, without a button: the pupil acts. */
export function FamilyPage({
  signed,
  entries,
  homes,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly homes: readonly PupilHome[]
}) {
  const [only] = homes
  const title = only && homes.length === 1 ? only.step.vous : 'La recherche de vos enfants'
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      {homes.length === 0 ? (
        <>
          <Title>Ma famille</Title>
          <EmptyState title="Aucun élève n’est relié à votre compte">
            <p>L’établissement relie votre adresse au dossier de votre enfant. Demandez-le au secrétariat.</p>
          </EmptyState>
        </>
      ) : (
        homes.length > 1 && <Title>{title}</Title>
      )}
      {homes.map((home) => (
        <Child key={home.pupil.id} home={home} alone={homes.length === 1} />
      ))}
      {homes.length > 0 && (
        <p>
          <a href={addresses.myData}>Ce qui est gardé sur votre famille</a>
        </p>
      )}
    </ColumnPage>
  )
}

function Child({ home, alone }: { readonly home: PupilHome; readonly alone: boolean }) {
  const { pupil, step, progress, applications, journeys, advices, help, timeZone } = home
  const Second = alone ? 'h2' : 'h3'
  const living = applications.filter(
    ({ application: { state } }) => state === 'confirmed' || applicationStates[state].open,
  )
  return (
    <section>
      {alone ? (
        <Title eyebrow={placeWords(home)}>{step.vous}</Title>
      ) : (
        <>
          <h2>{pupil.firstName}</h2>
          <p class="soft">{placeWords(home)}</p>
          <p>{step.vous}</p>
        </>
      )}
      <ProgressArc progress={progress} from={`${pupil.firstName} cherche`} to="place trouvée" />
      <AgreementLines lines={home.agreements} reader="family" />
      <Second>Candidatures</Second>
      {living.length > 0 ? (
        <Timeline
          label={`Candidatures de ${pupil.firstName}`}
          steps={living.map((each) =>
            applicationLine(each, { reader: 'vous', timeZone, journey: journeys.get(each.application.offerId) }),
          )}
        />
      ) : (
        <p>Aucune n’est en cours.</p>
      )}
      {help.state === 'asked' && (
        <p>
          {pupil.firstName} a accepté, le {dayWords(help.request.askedAt.toZonedDateTimeISO(timeZone).toPlainDate())},
          que la coordination des stages cherche aussi.
        </p>
      )}
      {advices.length > 0 && (
        <>
          <Second>Conseils de l’établissement</Second>
          <ul class="rows">
            {advices.map(({ id, by, body, at }) => (
              <li key={id}>
                <p class="said-body">{body}</p>
                <span class="soft">
                  {by}, {dayWords(at.toZonedDateTimeISO(timeZone).toPlainDate())}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
