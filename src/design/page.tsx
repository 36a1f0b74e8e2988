import type { ComponentChildren, VNode } from 'preact'
import { render } from 'preact-render-to-string'
import { addresses, addressOf } from '#/addresses.ts'
import { Brand } from './arc.tsx'
import { asset } from './assets.ts'
import { Patterns } from './bars.tsx'

/** A page as the server sends it. */
export const renderPage = (page: VNode): string => `<!doctype html>${render(page)}`

interface FrameProps {
  /** Of the window: the state in words first, the product's name is added. */
  readonly title: string
  readonly children: ComponentChildren
  /** Above the page's content: what the last action did. */
  readonly notice?: ComponentChildren
}

/** Who is signed in, as the header shows it. */
export interface Signed {
  readonly name: string
}

/** The whole document around any frame: language, one style sheet, one deferred script, a way past the header. */
export function Document({
  title,
  frame,
  facts,
  children,
}: {
  title: string
  frame: string
  /** JSON-LD: data that nothing runs. */
  facts?: unknown
  children: ComponentChildren
}) {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – Passerelle`}</title>
        <link rel="preload" href={asset('latin.woff2')} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="stylesheet" href={asset('styles.css')} />
        <link rel="icon" href={asset('arc.svg')} type="image/svg+xml" />
        <script type="module" src={asset('main.js')} />
        {facts !== undefined && (
          <script
            type="application/ld+json"
            // Nothing in the data can end the element.
            dangerouslySetInnerHTML={{ __html: JSON.stringify(facts).replaceAll('<', '\\u003c') }}
          />
        )}
      </head>
      <body class={frame}>
        <a class="skip" href="#content">
          Aller au contenu
        </a>
        <Patterns />
        {children}
      </body>
    </html>
  )
}

interface ColumnProps extends FrameProps {
  readonly signed?: Signed | undefined
  /** Where else this person goes; five at most. */
  readonly entries?: readonly DeskEntry[]
  /** A list with its map beside it, where the screen has the room. */
  readonly wide?: boolean
  /** What machines read of the page: JSON-LD. */
  readonly facts?: unknown
}

/** Pupil, family, host, and everyone before signing in: one column, one thing a page. */
export function ColumnPage({ title, signed, entries = [], wide = false, facts, notice, children }: ColumnProps) {
  return (
    <Document title={title} frame={wide ? 'column column-wide' : 'column'} facts={facts}>
      <header class="column-header">
        <Brand href={addresses.welcome} />
        {signed && <Account signed={signed} />}
      </header>
      {entries.length > 0 && (
        <nav class="column-nav" aria-label="Mes pages">
          <Entries entries={entries} />
        </nav>
      )}
      <main id="content">
        {notice}
        {children}
      </main>
      <Footer />
    </Document>
  )
}

function Entries({ entries }: { entries: readonly DeskEntry[] }) {
  return (
    <ul>
      {entries.map(({ label, href, current, waiting }) => (
        <li key={href}>
          <a href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
            {label}
            {waiting !== undefined && waiting > 0 && <b> {waiting}</b>}
          </a>
        </li>
      ))}
    </ul>
  )
}

export interface DeskEntry {
  readonly label: string
  readonly href: string
  readonly current?: boolean
  /** What waits there for a person. */
  readonly waiting?: number
}

interface DeskProps extends FrameProps {
  /** Five at most. */
  readonly entries: readonly DeskEntry[]
  readonly signed?: Signed
  /** Where one works: « Lycée Marie-Curie, Vire ». */
  readonly place?: string
}

/** Staff: a rail of entries, then the title that says the state, what waits, the table. */
export function DeskPage({ title, entries, signed, place, notice, children }: DeskProps) {
  return (
    <Document title={title} frame="desk">
      <header class="rail">
        <Brand href={addresses.welcome} />
        <nav aria-label="Bureau">
          <Entries entries={entries} />
        </nav>
        <div class="rail-foot">
          {place && <p>{place}</p>}
          {signed && <Account signed={signed} />}
        </div>
      </header>
      <div class="desk-body">
        <main id="content">
          {notice}
          {children}
        </main>
        <Footer />
      </div>
    </Document>
  )
}

export type RoomSection = 'overview' | 'files' | 'runs'

interface RoomProps extends FrameProps {
  /** « Normandie ». */
  readonly territory: string
  /** The campaign one works in; without it the header leads to the choice. `dates`: « 15 au 26 juin ». */
  readonly campaign?: { readonly id: string; readonly name: string; readonly dates: string }
  readonly section?: RoomSection
  /** Where else this person goes; the campaigns, where one is, among them. */
  readonly entries?: readonly DeskEntry[]
  readonly signed?: Signed
  /** When the figures were true and from what: « à 10 h 42, 291 lycées ». */
  readonly asOf?: string
}

const SECTIONS = [
  { section: 'overview', label: 'Vue d’ensemble', address: 'campaign' },
  { section: 'files', label: 'Fichiers', address: 'imports' },
  { section: 'runs', label: 'Affectations', address: 'runs' },
] as const satisfies readonly { section: RoomSection; label: string; address: keyof typeof addresses }[]

/** Coordinator: the map room. Brand, territory and campaign, three sections, then the whole width. */
export function RoomPage(props: RoomProps) {
  const { title, territory, campaign, section, entries = [], signed, asOf, notice, children } = props
  // Inside a campaign, its name leads to the others.
  const elsewhere = campaign ? entries.filter(({ current }) => !current) : entries
  return (
    <Document title={title} frame="room">
      <header class="room-header">
        <Brand href={addresses.campaigns} />
        <p class="room-where">
          {territory}
          {campaign && (
            <>
              {' · '}
              <a href={addressOf('campaigns', {})} title="Changer de campagne">
                {campaign.name}
              </a>
              {` · ${campaign.dates}`}
            </>
          )}
        </p>
        {campaign && (
          <nav class="room-nav" aria-label="Campagne">
            <ul>
              {SECTIONS.map(({ section: key, label, address }) => (
                <li key={key}>
                  <a
                    href={addressOf(address, { campaign: campaign.id })}
                    {...(key === section ? { 'aria-current': 'page' as const } : {})}
                  >
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {elsewhere.length > 0 && entries.length > 1 && (
          <nav class="room-entries" aria-label="Mes pages">
            <Entries entries={elsewhere} />
          </nav>
        )}
        {signed && <Account signed={signed} />}
      </header>
      <main id="content">
        {notice}
        {children}
        {asOf && <p class="as-of soft">{asOf}</p>}
      </main>
      <Footer />
    </Document>
  )
}

function Account({ signed }: { signed: Signed }) {
  return (
    <div class="account">
      <span class="account-name">{signed.name}</span>
      <a class="soft" href={addresses.account}>
        Mon compte
      </a>
      <form method="post" action={addresses.signOut}>
        <button class="link" type="submit">
          Se déconnecter
        </button>
      </form>
    </div>
  )
}

function Footer() {
  return (
    <footer class="footer soft">
      <a href={addresses.help}>Aide</a>
      <a href={addresses.verify}>Vérifier une convention</a>
      <span>Passerelle, logiciel libre (EUPL 1.2)</span>
    </footer>
  )
}

/** The title of a page, with where it belongs above and a sentence below. */
export function Title({
  eyebrow,
  lead,
  children,
}: {
  eyebrow?: ComponentChildren
  lead?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class="title">
      {eyebrow && <p class="eyebrow">{eyebrow}</p>}
      <h1>{children}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
  )
}

/** Where one stands, from the widest area to this page (which is not a link). */
export function Breadcrumb({ steps }: { steps: readonly { readonly label: string; readonly href?: string }[] }) {
  return (
    <nav class="breadcrumb" aria-label="Fil d’Ariane">
      <ol>
        {steps.map(({ label, href }) => (
          <li key={label}>{href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  )
}
