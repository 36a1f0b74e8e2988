import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import {
  Bar,
  Chips,
  countWords,
  DeskPage,
  duringWords,
  EmptyState,
  LinkButton,
  LiveWords,
  Notice,
  PostButton,
  plural,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { type KeptStatus, statuses } from '#/indicators/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import { agoWords, type ClassFilter, classFilters, filters, isBlocked, mayBeHelped, partsOf } from '../class-glance.ts'
import { type ClassNudged, nudgeable } from '../nudge-class.ts'
import type { ClassGlance, ClassRow } from '../read-class.ts'

interface Props {
  readonly account: Account
  readonly of: SchoolClass
  readonly schoolName: string
  /** Undefined for who may not open the school's page. */
  readonly schoolHref: string | undefined
  readonly view: ClassGlance
  /** The filter of the address. */
  readonly only: ClassFilter | undefined
  readonly now: Temporal.Instant
  /** Whether this person may open a pupil's page. */
  readonly mayFollow: boolean
  /** What the last action did. */
  readonly done: { readonly nudged: ClassNudged } | { readonly helped: number } | undefined
}

/** A class at a glance: thirty-five pupils on one screen, who is stuck first. */
export function ClassGlancePage(props: Props) {
  const { account, of, schoolName, schoolHref, view, only, now, mayFollow, done } = props
  const { rows, period, periods } = view
  const title = classTitle(rows)
  const shown = only ? rows.filter(({ glance }) => filters[only].keeps(glance)) : rows
  const toClass = { class: of.id }
  const chosen = periods.length > 1 ? { periode: period?.id } : {}
  return (
    <DeskPage
      title={`${of.name} : ${title}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={schoolName}
      notice={<Done done={done} />}
    >
      <div class="glance-head">
        <div id="classe" data-live>
          <Title
            eyebrow={
              <>
                {of.name} · {schoolHref ? <a href={schoolHref}>{schoolName}</a> : schoolName}
                {period ? ` · ${duringWords(period.weeks)}` : ' · semaines à choisir'}
              </>
            }
          >
            {title}
          </Title>
        </div>
        {mayFollow && <Deeds {...props} />}
      </div>
      {rows.length > 0 && (
        <div class="glance-chips" id="etats" data-live>
          <Chips
            label="Montrer"
            chips={[
              {
                label: 'Tous',
                href: addressOf('class', toClass, chosen),
                count: rows.length,
                current: only === undefined,
              },
              ...classFilters.map((name) => ({
                label: filters[name].label,
                href: addressOf('class', toClass, { ...chosen, montrer: name }),
                count: rows.filter(({ glance }) => filters[name].keeps(glance)).length,
                current: only === name,
              })),
            ]}
          />
          <Bar parts={partsOf(rows.map(({ glance }) => glance))} height={12} label={`${title}.`} />
          {periods.length > 1 && (
            <Chips
              label="Période"
              chips={periods.map(({ id, name }) => ({
                label: name,
                href: addressOf('class', toClass, { periode: id }),
                current: id === period?.id,
              }))}
            />
          )}
        </div>
      )}
      <div class="glance" id="eleves" data-live>
        <Table
          caption="Où en est chaque élève, ceux qui sont bloqués en tête"
          captionHidden
          rows={shown}
          keyOf={({ pupil }) => pupil.id}
          {...(mayFollow ? { hrefOf: ({ pupil }: ClassRow) => addressOf('pupilFollow', { pupil: pupil.id }) } : {})}
          columns={[
            { key: 'name', label: 'Élève', header: true, cell: nameOf },
            { key: 'stage', label: 'Stage', cell: ({ glance }) => <Stage glance={glance} /> },
            { key: 'next', label: 'Ce qui suit', cell: nextOf },
            {
              key: 'since',
              label: 'Depuis',
              cell: ({ glance: { status } }) => <Since at={status?.since} now={now} />,
            },
          ]}
          empty={
            rows.length === 0 ? (
              <EmptyState
                title="Cette classe attend ses élèves"
                action={<LinkButton href={addressOf('classRoll', toClass)}>Ouvrir la liste</LinkButton>}
              >
                <p>Inscrivez-les dans la liste de la classe : leur recherche se suivra ici.</p>
              </EmptyState>
            ) : (
              <p>Personne dans ce cas.</p>
            )
          }
        />
      </div>
      <div class="glance-foot soft">
        {mayFollow && <Limits {...props} />}
        <LiveWords source={addressOf('classLive', toClass)} words={`${title}.`} />
      </div>
    </DeskPage>
  )
}

/** What one does for a whole class, then the pages that stand beside it. */
function Deeds({ of, view: { rows, periods, period }, now }: Props) {
  const toClass = { class: of.id }
  const { nudged } = nudgeable(rows, now)
  return (
    <div class="glance-deeds" id="gestes" data-live>
      {nudged > 0 && (
        <PostButton
          action={addressOf('classNudge', toClass)}
          fields={periods.length > 1 && period ? { periode: period.id } : {}}
          small
        >
          Relancer {countWords(nudged, 'élève')}
        </PostButton>
      )}
      {rows.some(({ glance }) => mayBeHelped(glance)) && (
        <LinkButton href={addressOf('classHelp', toClass)} look="plain" small>
          Donner à l’affectation
        </LinkButton>
      )}
      <nav class="glance-ways" aria-label="Classe">
        <a href={addressOf('classAgreements', toClass)}>Conventions</a>
        <a href={addressOf('classPlacements', toClass)}>Stages</a>
        {rows.some(({ pupil }) => pupil.email === undefined) && <a href={addressOf('classCodes', toClass)}>Codes</a>}
        <a href={addressOf('classRoll', toClass)}>Liste et semaines</a>
        <a href={addresses.classesCalendar}>Agenda</a>
      </nav>
    </div>
  )
}

/** Whom a word to all would not reach, and why. */
function Limits({ view: { rows }, now }: Props) {
  const { mute, recent } = nudgeable(rows, now)
  const words = [
    recent > 0 && `${countWords(recent, 'élève')} ${plural(recent, 'relancé')} cette semaine déjà`,
    mute > 0 &&
      `${countWords(mute, 'élève')} sans adresse électronique : ${plural(mute, 'parlez-lui, ou imprimez son code', 'parlez-leur, ou imprimez leurs codes')}`,
  ].filter((each) => each !== false)
  return (
    <p id="limites" data-live>
      Une relance par élève et par semaine{words.length > 0 && ` ; ${words.join(' ; ')}`}.
    </p>
  )
}

/** The name, whole; with the day of birth where the class has another of it. */
const nameOf = ({ name, born }: ClassRow): ComponentChildren => (born === undefined ? name : `${name} (${born})`)

/** The status, and which weeks stand where only some do. */
const Stage = ({ glance }: { readonly glance: ClassRow['glance'] }) => (
  <>
    <StatusTag glance={glance} />
    {glance.status?.status === 'partly' && <Weeks status={glance.status} />}
  </>
)

/** The status in its word; red where something blocks. */
export function StatusTag({ glance }: { readonly glance: ClassRow['glance'] }) {
  if (!glance.status) return <>–</>
  const { word, tone } = statuses[glance.status.status]
  return (
    <Tag tone={isBlocked(glance) ? 'need' : tone}>
      {word}
      {isBlocked(glance) && <span class="unseen"> (bloqué)</span>}
    </Tag>
  )
}

/** Short where the day is this one: a class has to fit on a screen. */
function Since({ at, now }: { readonly at: Temporal.Instant | undefined; readonly now: Temporal.Instant }) {
  if (!at) return null
  const words = agoWords(at, now)
  return words === 'aujourd’hui' ? <abbr title={words}>auj.</abbr> : <span>{words}</span>
}

/** What blocks, else the next step; and whether the coordination looks too. */
function nextOf({ glance: { status, step }, helpAsked }: ClassRow): ComponentChildren {
  const words = step.blocker ?? step.next ?? ''
  return (
    <>
      {words === '' ? (
        ''
      ) : (
        <span class={step.blocker === undefined ? '' : 'glance-blocker'} title={step.next}>
          {words}
        </span>
      )}
      {helpAsked && status?.status !== 'helped' && words !== '' && (
        <span class="glance-help" title="A demandé de l’aide">
          {' '}
          · aidé
        </span>
      )}
    </>
  )
}

/** « 34 élèves, 27 placés, 3 bloqués » */
export function classTitle(rows: readonly ClassRow[]): string {
  const placed = rows.filter(({ glance }) => glance.status?.status === 'placed').length
  const blocked = rows.filter(({ glance }) => isBlocked(glance)).length
  return [
    countWords(rows.length, 'élève'),
    placed > 0 ? countWords(placed, 'placé') : undefined,
    blocked > 0 ? countWords(blocked, 'bloqué') : undefined,
  ]
    .filter(Boolean)
    .join(', ')
}

/** One square a week; the words for those who do not see them. */
const Weeks = ({ status: { needed, held } }: { readonly status: KeptStatus }) => (
  <span class="glance-weeks">
    {needed.length <= 4 && (
      <svg width={needed.length * 13} height="12" aria-hidden="true">
        {needed.map((week, index) => (
          <rect
            key={week}
            class={held.some((each) => each.week === week) ? 'seat-taken' : 'seat-free'}
            x={index * 13 + 1}
            y="1"
            width="10"
            height="10"
            rx="3"
          />
        ))}
      </svg>
    )}
    <span class={needed.length <= 4 ? 'unseen' : ''}>
      {' '}
      {held.length} {plural(held.length, 'semaine')} sur {needed.length}
    </span>
  </span>
)

function Done({ done }: Pick<Props, 'done'>) {
  if (!done) return null
  if ('helped' in done)
    return (
      <Notice kind="success" title={`${countWords(done.helped, 'élève')} sur la liste de l’affectation`}>
        <p>La coordination cherche aussi. Chaque élève le voit sur sa page, et peut changer d’avis.</p>
      </Notice>
    )
  const { nudged, mute, recent } = done.nudged
  const others = [
    mute > 0 && `${countWords(mute, 'élève')} sans adresse électronique : dites-le de vive voix.`,
    recent > 0 && `${countWords(recent, 'élève')} ${plural(recent, 'relancé')} cette semaine déjà.`,
  ].filter((words) => words !== false)
  return (
    <Notice
      kind={nudged > 0 ? 'success' : 'info'}
      title={nudged > 0 ? `${countWords(nudged, 'relance')} en route` : 'Aucune relance n’est partie'}
    >
      {others.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </Notice>
  )
}
