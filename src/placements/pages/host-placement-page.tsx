import {
  Actions,
  Answers,
  ColumnPage,
  countWords,
  type DeskEntry,
  daysWords,
  dayWords,
  Fold,
  HalfDays,
  type HalfDaysOfDay,
  LinkButton,
  PostButton,
  type Signed,
  Title,
} from '#/design/index.ts'
import { hoursWords } from '#/offers/index.ts'
import { halfWords } from '../half-day.ts'
import { hostNamesOf, isCalledOff, type Placement, pupilNameOf } from '../placement.ts'
import { mondayBefore, type PresenceDay, type PresenceSum } from '../presence.ts'
import { welcomeChecklist } from '../welcome-checklist.ts'
import { PresenceNotice, type PresenceSaid } from './presence-notice.tsx'

export interface HostPlacementView {
  readonly placement: Placement
  readonly schoolName: string
  readonly days: readonly PresenceDay[]
  readonly sum: PresenceSum
  /** Half-days of this week, up to today, of which nobody said anything. */
  readonly unsaid: number
  /** Whether what was said can still be changed: not once the certificate was issued. */
  readonly open: boolean
  readonly evaluated: boolean
}

export interface HostPlacementLinks {
  /** The page itself, where presence is sent. */
  readonly here: string
  readonly incident: string
  /** Undefined for the school, which has its own. */
  readonly evaluation: string | undefined
}

/** A placement for whoever welcomes: who comes and what to prepare, then who is there, then how it went. */
export function HostPlacementPage({
  view,
  links,
  signed,
  entries = [],
  said,
}: {
  readonly view: HostPlacementView
  readonly links: HostPlacementLinks
  /** Undefined by the link of a mail. */
  readonly signed?: Signed
  readonly entries?: readonly DeskEntry[]
  readonly said?: PresenceSaid | undefined
}) {
  const title = titleOf(view)
  const { agreement, phase } = view.placement
  return (
    <ColumnPage
      title={title}
      {...(signed ? { signed } : {})}
      entries={entries}
      notice={said && <PresenceNotice said={said} here={links.here} />}
    >
      <Title eyebrow={`${hostNamesOf(agreement)} · ${spanWords(view)}`} lead={leadOf(view)}>
        {title}
      </Title>
      {phase === 'during' && <Presence view={view} here={links.here} />}
      {phase === 'after' && <After view={view} links={links} />}
      {phase !== 'none' && <Who view={view} />}
      {(phase === 'before' || phase === 'during') && <Checklist open={phase === 'before'} />}
      {phase !== 'none' && (
        <p class="soft">
          <a href={links.incident}>Signaler un accident ou un incident</a>
        </p>
      )}
    </ColumnPage>
  )
}

const spanWords = ({ placement: { agreement } }: HostPlacementView): string =>
  daysWords(Temporal.PlainDate.from(agreement.firstDay), Temporal.PlainDate.from(agreement.lastDay))

function titleOf({ placement: { agreement, phase, today }, unsaid }: HostPlacementView): string {
  const name = pupilNameOf(agreement)
  switch (phase) {
    case 'none':
      return isCalledOff(agreement) ? `Le stage de ${name} n’a plus lieu` : `Le stage de ${name} n’est pas encore signé`
    case 'before': {
      const first = Temporal.PlainDate.from(agreement.firstDay)
      const days = today.until(first).days
      return `${name} arrive ${days === 1 ? 'demain' : dayWords(first)}`
    }
    case 'during':
      return unsaid > 0 ? `Présence de ${name}` : `${name} est en stage chez vous`
    case 'after':
      return `Le stage de ${name} est terminé`
    default:
      return phase satisfies never
  }
}

function leadOf({ placement: { agreement, phase }, unsaid, evaluated }: HostPlacementView): string {
  switch (phase) {
    case 'none':
      return isCalledOff(agreement)
        ? 'Vous n’avez rien à faire. L’établissement répond à vos questions.'
        : 'Dès que tous ont signé, cette page vous dit qui vient et comment l’accueillir.'
    case 'before':
      return 'Voici qui vient, quand, et ce qui fait un bon premier jour.'
    case 'during':
      return unsaid > 0
        ? 'Un geste suffit. Une absence est dite aussitôt à l’établissement.'
        : 'Merci, tout est dit pour l’instant.'
    case 'after':
      return evaluated
        ? 'Merci pour votre accueil et pour votre bilan.'
        : 'Merci pour votre accueil. Deux minutes pour dire comment cela s’est passé ?'
    default:
      return phase satisfies never
  }
}

function Presence({ view, here }: { readonly view: HostPlacementView; readonly here: string }) {
  const { placement, days, unsaid, open } = view
  const today = placement.today.toString()
  const monday = mondayBefore(placement.today).toString()
  const past = days.filter(({ day }) => day <= today)
  const week = past.filter(({ day }) => day >= monday)
  const before = past.filter(({ day }) => day < monday)
  return (
    <section>
      {unsaid > 0 && open && (
        <Actions>
          <PostButton action={here} fields={{ semaine: '1' }}>
            Tout va bien cette semaine
          </PostButton>
        </Actions>
      )}
      <h2>Cette semaine</h2>
      {week.length > 0 ? (
        <HalfDays action={here} days={week.map(choicesOf)} />
      ) : (
        <p>Personne n’était attendu jusqu’à aujourd’hui.</p>
      )}
      {before.length > 0 && (
        <Fold title="Les semaines d’avant" open={before.some(({ halves }) => halves.some(isUnsaid))}>
          <HalfDays action={here} days={before.map(choicesOf)} />
        </Fold>
      )}
    </section>
  )
}

const isUnsaid = ({ state }: PresenceDay['halves'][number]): boolean => state === 'unsaid'

const choicesOf = ({ day, halves }: PresenceDay): HalfDaysOfDay => ({
  key: day,
  label: dayWords(Temporal.PlainDate.from(day)),
  halves: halves.map(({ half, state }) => ({ value: `${day}:${half}`, label: halfWords[half], state })),
})

function After({ view, links }: { readonly view: HostPlacementView; readonly links: HostPlacementLinks }) {
  const { sum, evaluated, days, open } = view
  return (
    <section>
      {links.evaluation && (
        <Actions>
          <LinkButton href={links.evaluation} {...(evaluated ? { look: 'plain' as const } : {})}>
            {evaluated ? 'Relire mon bilan' : 'Dire comment cela s’est passé'}
          </LinkButton>
        </Actions>
      )}
      <h2>Présence</h2>
      <p>
        {countWords(sum.present, 'demi-journée', 'demi-journées')} sur place
        {sum.absent > 0 && `, ${countWords(sum.absent, 'absence')}`}
        {sum.unsaid > 0 && `, ${countWords(sum.unsaid, 'demi-journée', 'demi-journées')} sans réponse`}.
      </p>
      {open ? (
        <Fold title="Corriger les présences" open={sum.unsaid > 0}>
          <HalfDays action={links.here} days={days.map(choicesOf)} />
        </Fold>
      ) : (
        <p class="soft">L’attestation est délivrée : les présences ne changent plus.</p>
      )}
    </section>
  )
}

function Who({ view: { placement, schoolName } }: { readonly view: HostPlacementView }) {
  const { content } = placement.agreement
  const { pupil, referent, representatives } = content
  const [family] = representatives
  const person = (who: { name: string; email?: string; phone?: string } | undefined) =>
    who && who.name !== '' ? [who.name, who.phone, who.email].filter(Boolean).join(', ') : undefined
  return (
    <section>
      <h2>Qui vient</h2>
      <Answers
        answers={[
          {
            question: 'Élève',
            answer: [pupilNameOf(placement.agreement), pupil.className, schoolName].filter(Boolean).join(', '),
          },
          { question: 'Horaires', answer: hoursWords(content.hosts[0].hours).join('. ') },
          { question: 'Enseignant ou enseignante référente', answer: person(referent) },
          {
            question: 'Famille, en cas d’urgence',
            answer: person(family && { name: family.name, ...(family.phone ? { phone: family.phone } : {}) }),
          },
        ]}
      />
    </section>
  )
}

function Checklist({ open }: { readonly open: boolean }) {
  return (
    <Fold title="Préparer l’accueil" open={open}>
      <ul class="plain">
        {welcomeChecklist.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Fold>
  )
}
