import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import {
  Breadcrumb,
  Button,
  Chips,
  capital,
  clockWords,
  type DeskEntry,
  dayWords,
  LiveWords,
  RoomPage,
  type Signed,
  TextField,
} from '#/design/index.ts'
import { isSchemeId, schemes } from '#/rules/index.ts'
import { type BoardPageName, boardHref, boardPageNames, boardPages, queryOf, type View } from '../board-view.ts'
import type { Ground } from '../read-ground.ts'

/** Who reads, and what that person may do. */
export interface Reader {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  /** Coordinators open hosts, schools and lists of pupils; observers read. */
  readonly mayAct: boolean
  /** Those of the whole territory set targets and publish. */
  readonly mayLead?: boolean
}

interface FrameProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly page: BoardPageName
  /** The state in words. */
  readonly title: string
  /** What follows live, where the title says too little; false: nothing does (a refused form stands at the form's address). */
  readonly live?: string | false
  readonly now: Temporal.Instant
  readonly notice?: ComponentChildren
  readonly children: ComponentChildren
}

/** « séquence d’observation en seconde » */
export const schemeWords = (scheme: string): string => (isSchemeId(scheme) ? schemes[scheme].name : scheme)

/** What the pages of a dashboard share: where one stands, of which scheme, and the other pages with the same view. */
export function BoardFrame({ ground, reader, page, title, live = `${title}.`, now, notice, children }: FrameProps) {
  const { territory, here, view, schemes: all, scheme } = ground
  const where = here?.name ?? territory.name
  return (
    <RoomPage
      title={`${where} : ${title}`}
      territory={territory.name}
      signed={reader.signed}
      entries={reader.entries}
      notice={notice}
      asOf={`${view.day ? `Au soir du ${dayWords(view.day, { year: true })}` : `À ${clockWords(now, territory.timeZone)}`} : conventions signées en ligne, sur papier et hors plateforme, listes des établissements.`}
    >
      {here && above(ground, page).length > 0 && <Breadcrumb steps={[...above(ground, page), { label: here.name }]} />}
      <h1 class="room-title">{where}</h1>
      <Chips
        label="Pages du tableau de bord"
        chips={boardPageNames.map((name) => ({
          label: boardPages[name],
          href: boardHref(territory.id, view, {}, name),
          current: name === page,
        }))}
      />
      {all.length > 1 ? (
        <Chips
          label="Stage"
          chips={all.map((each) => ({
            label: capital(schemeWords(each)),
            href: boardHref(territory.id, view, { scheme: each }, page),
            current: each === scheme,
          }))}
        />
      ) : (
        scheme !== '' && <p class="soft">{capital(schemeWords(scheme))}</p>
      )}
      {view.day ? (
        <p>
          <a href={boardHref(territory.id, view, { day: undefined }, page)}>Revenir à aujourd’hui</a>
        </p>
      ) : (
        scheme !== '' &&
        isLive(page) &&
        live !== false && <LiveWords source={addressOf('boardLive', { territory: territory.id })} words={live} />
      )}
      <div class="room-body">{children}</div>
    </RoomPage>
  )
}

const isLive = (page: BoardPageName): boolean => page !== 'boardExport'

/** The way up, as far as the reader may look. */
function above({ territory, here, view, own }: Ground, page: BoardPageName) {
  const stepTo = (label: string, at: View['at']) => ({ label, href: boardHref(territory.id, view, { at }, page) })
  if (!own) return [stepTo(territory.name, undefined)]
  return own
    .filter(({ at }) => at.code !== here?.at.code || at.level !== here.at.level)
    .map(({ at, name }) => stepTo(name, at))
}

/** Since when something is known of past days. */
export const sinceWords = (what: string, since: Temporal.PlainDate | undefined): string =>
  since
    ? `${what} sont comptés jour par jour depuis le ${dayWords(since, { year: true })}\u202f; ce jour-là n’est pas connu.`
    : `${what} ne sont pas encore comptés jour par jour\u202f; ce jour-là n’est pas connu.`

/** A past day, on every page of a dashboard. */
export function PastDay({
  ground,
  page,
  with: more = {},
}: {
  readonly ground: Ground
  readonly page: BoardPageName
  /** What else the page's address says. */
  readonly with?: Readonly<Record<string, string>>
}) {
  const { territory, view, today } = ground
  return (
    <form class="narrow" method="get" action={addressOf(page, { territory: territory.id })}>
      {Object.entries({ ...queryOf({ ...view, day: undefined }), ...more }).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <TextField
        name="jour"
        type="date"
        label="Voir un jour passé"
        value={view.day?.toString() ?? today.subtract({ days: 7 }).toString()}
        width="middle"
      />
      <Button look="plain" small>
        Voir ce jour
      </Button>
    </form>
  )
}

/** Where an account with several territories chooses one. */
export function BoardsPage({
  territories,
  ...reader
}: Reader & { readonly territories: readonly { readonly id: string; readonly name: string }[] }) {
  return (
    <RoomPage title="Tableaux de bord" territory="" signed={reader.signed} entries={reader.entries}>
      <h1 class="room-title">Choisir un territoire</h1>
      <ul>
        {territories.map(({ id, name }) => (
          <li key={id}>
            <a href={addressOf('board', { territory: id })}>{name}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={addresses.campaigns}>Les campagnes d’affectation</a>
      </p>
    </RoomPage>
  )
}
