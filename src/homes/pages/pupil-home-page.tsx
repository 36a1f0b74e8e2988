import { addresses, addressOf } from '#/addresses.ts'
import { AgreementLines } from '#/agreements/index.ts'
import { applicationStates, deadlineWords, type ListedApplication } from '#/applications/index.ts'
import {
  Arc,
  Card,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  dayWords,
  duringWords,
  Fold,
  LinkButton,
  Notice,
  PostButton,
  SectionHead,
  type Signed,
  Timeline,
  Title,
  weeksWords,
} from '#/design/index.ts'
import { applicationLine } from '../application-lines.tsx'
import { sharedWords } from '../help.ts'
import type { StepAim } from '../next-step.ts'
import type { PupilHome } from '../read-pupil-home.ts'

export type HomeNotice = 'asked' | 'withdrawn' | undefined

/** A pupil's home: what to do next, how far across, what is under way. */
export function PupilHomePage({
  signed,
  entries,
  home,
  notice,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly home: PupilHome
  readonly notice: HomeNotice
}) {
  const { step } = home
  return (
    <ColumnPage title={step.tu} signed={signed} entries={entries} notice={<Done notice={notice} />}>
      <Title eyebrow={placeWords(home)}>{step.tu}</Title>
      <ProgressArc progress={home.progress} from="je cherche" to="j’ai ma place" />
      <LinkButton href={hrefOf(step.aim)}>{step.button}</LinkButton>
      {home.advices.length > 0 && (
        <section>
          <h2>On te conseille</h2>
          <ul class="rows">
            {home.advices.map(({ id, by, body, at }) => (
              <li key={id}>
                <p class="said-body">{body}</p>
                <span class="soft">
                  {by}, {dayWords(at.toZonedDateTimeISO(home.timeZone).toPlainDate())}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Found home={home} />
      <AgreementLines lines={home.agreements} reader="pupil" />
      <Applications home={home} />
      {home.missing.length > 0 && <Saved home={home} />}
      <Help home={home} />
      <p>
        <a href={addresses.myData}>Ce qui est gardé sur toi</a>
      </p>
    </ColumnPage>
  )
}

export function placeWords({ className, schoolName, needed }: PupilHome): string {
  return [className, schoolName, needed.length > 0 ? weeksWords(needed) : undefined].filter(Boolean).join(' · ')
}

export function ProgressArc({ progress, from, to }: { progress: number; from: string; to: string }) {
  return (
    <div class="home-arc">
      <Arc width={300} done={progress} label={`De « ${from} » à « ${to} » : ${Math.round(progress * 100)} %`} />
      <p class="soft" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  )
}

export function hrefOf(aim: StepAim): string {
  switch (aim.to) {
    case 'application':
      return addressOf('application', { application: aim.id })
    case 'proposal':
      return addressOf('proposal', { proposal: aim.id })
    case 'favourites':
      return addresses.favourites
    case 'search':
      return addressOf('search', {}, { semaine: aim.week })
    default:
      return aim satisfies never
  }
}

const isOver = ({ application }: ListedApplication): boolean =>
  !applicationStates[application.state].open && application.state !== 'confirmed'

function Applications({ home }: { readonly home: PupilHome }) {
  const { applications, journeys, timeZone } = home
  const line = (each: ListedApplication) =>
    applicationLine(each, { reader: 'tu', timeZone, journey: journeys.get(each.application.offerId) })
  const living = applications.filter((each) => !isOver(each))
  const over = applications.filter(isOver)
  if (applications.length === 0) return null
  return (
    <section>
      <h2>Tes candidatures</h2>
      {living.length > 0 ? (
        <Timeline label="Candidatures en cours" steps={living.map(line)} />
      ) : (
        <p>Aucune n’est en cours. Tu peux en avoir dix à la fois.</p>
      )}
      {over.length > 0 && (
        <Fold title={countWords(over.length, 'candidature terminée', 'candidatures terminées')}>
          <Timeline label="Candidatures terminées" steps={over.map(line)} />
        </Fold>
      )}
    </section>
  )
}

/** Places that the coordination found, with who has said yes. */
function Found({ home: { found, timeZone } }: { readonly home: PupilHome }) {
  if (found.length === 0) return null
  return (
    <section>
      <h2>Trouvé avec la coordination</h2>
      <Timeline
        label="Places trouvées pour toi"
        steps={found.map(({ id, hostName, weeks, agreedAt, expiresAt }) => ({
          key: id,
          title: <a href={addressOf('proposal', { proposal: id })}>Une place chez {hostName}</a>,
          detail: `${capital(duringWords(weeks))}. ${agreedAt.pupil ? 'Tu as dit oui, on attend le lieu' : 'On attend ta réponse'} jusqu’au ${deadlineWords(expiresAt, timeZone)}.`,
          when: agreedAt.pupil ? ('next' as const) : ('now' as const),
        }))}
      />
    </section>
  )
}

function Saved({ home: { saved, journeys, applications } }: { readonly home: PupilHome }) {
  if (saved.length === 0)
    return applications.length > 0 ? null : (
      <p class="soft">
        Dans la recherche, « Garder » met une place de côté : tu la retrouves ici, avec le trajet depuis chez toi.
      </p>
    )
  return (
    <section>
      <SectionHead title="Tes places gardées" href={addresses.favourites} link="Tout voir" />
      <ul class="rows">
        {saved.map(({ id, title, hostName, site }) => (
          <li key={id}>
            <a href={addressOf('offer', { offer: id })}>{title}</a>
            <span class="soft">
              {[hostName, site?.city ?? 'à distance', journeys.get(id)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Help({ home: { help, missing, unreached, timeZone } }: { readonly home: PupilHome }) {
  if (help.state === 'asked')
    return (
      <Card>
        <h2>On cherche avec toi</h2>
        <p>
          Tu as dit oui {dayWords(help.request.askedAt.toZonedDateTimeISO(timeZone).toPlainDate())}. La coordination des
          stages t’a sur sa liste{missing.length > 0 ? ` pour ${weeksWords(missing)}` : ''}.
        </p>
        {unreached && missing.length > 0 && (
          <p>
            La dernière recherche n’a trouvé aucune place que tu puisses rejoindre à l’heure en bus ou à pied. Ce n’est
            pas de ton fait : on en demande d’autres près de chez toi. Parle aussi de ta situation à ton professeur.
          </p>
        )}
        <p class="soft">Tu peux changer d’avis : elle te retire alors de sa liste à la mise à jour suivante.</p>
        <PostButton action={addresses.helpWithdraw} look="plain" small>
          Ne plus être aidé
        </PostButton>
      </Card>
    )
  if (help.state === 'none') return null
  return (
    <Card>
      <h2>Tu n’as pas à chercher sans aide</h2>
      <p>Si tu veux, la coordination des stages de ton territoire cherche avec toi parmi les places encore libres.</p>
      <p>Elle verra :</p>
      <ul class="plain">
        {sharedWords.map((words) => (
          <li key={words}>{capital(words)}</li>
        ))}
      </ul>
      <p>
        Aucun lieu d’accueil ne les voit. Ton établissement voit que tu as dit oui. Tu peux changer d’avis quand tu
        veux.
      </p>
      <PostButton action={addresses.helpAsk} look="plain">
        Oui, cherchez avec moi
      </PostButton>
    </Card>
  )
}

function Done({ notice }: { readonly notice: HomeNotice }) {
  switch (notice) {
    case 'asked':
      return (
        <Notice
          kind="success"
          title="C’est noté : on cherche avec toi"
          action={
            <PostButton action={addresses.helpWithdraw} look="plain" small>
              Annuler
            </PostButton>
          }
        >
          <p>Continue aussi de ton côté : rien ne t’en empêche.</p>
        </Notice>
      )
    case 'withdrawn':
      return (
        <Notice
          kind="success"
          title="C’est noté : tu cherches de ton côté"
          action={
            <PostButton action={addresses.helpAsk} look="plain" small>
              Annuler
            </PostButton>
          }
        >
          <p>La coordination te retire de sa liste à la mise à jour suivante.</p>
        </Notice>
      )
    case undefined:
      return null
    default:
      return notice satisfies never
  }
}
