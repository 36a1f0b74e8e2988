import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import {
  Breadcrumb,
  Chips,
  capital,
  clockWords,
  type DeskEntry,
  dayWords,
  RoomPage,
  type Signed,
} from '#/design/index.ts'
import { isSchemeId, schemes } from '#/rules/index.ts'
import { type BoardPageName, boardHref, boardPageNames, boardPages } from '../board-view.ts'
import type { Ground } from '../read-board.ts'

/** Who reads, and what that person may do. */
export interface Reader {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  /** Coordinators set targets and open hosts and schools; observers read. */
  readonly mayAct: boolean
}

interface FrameProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly page: BoardPageName
  /** The state in words. */
  readonly title: string
  readonly now: Temporal.Instant
  readonly notice?: ComponentChildren
  readonly children: ComponentChildren
}

/** « séquence d’observation en seconde » */
export const schemeWords = (scheme: string): string => (isSchemeId(scheme) ? schemes[scheme].name : scheme)

/** What the pages of a dashboard share: where one stands, of which scheme, and the other pages with the same view. */
export function BoardFrame({ ground, reader, page, title, now, notice, children }: FrameProps) {
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
      {here && (
        <Breadcrumb
          steps={[
            { label: territory.name, href: boardHref(territory.id, view, { at: undefined }, page) },
            { label: here.name },
          ]}
        />
      )}
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
      {children}
    </RoomPage>
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
