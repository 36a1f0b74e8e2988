import { addresses, addressOf } from '#/addresses.ts'
import {
  Chips,
  Curve,
  capital,
  countWords,
  DeskPage,
  dayWords,
  EmptyState,
  Fold,
  LinkButton,
  LiveWords,
  numberWords,
  Pager,
  plural,
  ShareBar,
  Table,
  Title,
  weeksWords,
  weekWords,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { placed, pupilsOf, schemeWords, underWay, without } from '#/indicators/index.ts'
import { tableFormats } from '#/platform/write-table.ts'
import { fullName } from '#/pupils/index.ts'
import type { School } from '#/territory/index.ts'
import { agoWords } from '../class-glance.ts'
import type { PartnerHost } from '../partner-hosts.ts'
import { type PupilWithout, type SchoolHome, withoutPageSize } from '../read-school-home.ts'

/** The other hosts are one fold away. */
const mostHosts = 10

interface ShownPupils {
  readonly rows: readonly PupilWithout[]
  readonly caption: string
}

interface Props {
  readonly account: Account
  readonly territoryId: string
  readonly school: School
  readonly home: SchoolHome
  /** The week of the address. */
  readonly week: string | undefined
  /** Whether this person is of the school's office, and not of the coordination. */
  readonly mayArrange: boolean
  readonly now: Temporal.Instant
  readonly timeZone: string
}

/** How a school's placements go: what waits, classes side by side, who has nothing, whom nothing reaches, who takes its pupils. */
export function SchoolHomePage(props: Props) {
  const { account, territoryId, school, home, mayArrange } = props
  const at = { territory: territoryId, school: school.uai }
  const { schemes, scheme, figures } = home
  const title = scheme === '' ? 'Aucun élève à suivre pour l’instant' : titleOf(home)
  return (
    <DeskPage
      title={`${school.name} : ${title}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
    >
      <div id="etat" data-live>
        <Title eyebrow={scheme === '' ? school.name : `${school.name} · ${schemeWords(scheme)}`}>{title}</Title>
        <Deeds {...props} />
      </div>
      <LiveWords source={addressOf('schoolLive', at)} words={`${title}.`} />
      {schemes.length > 1 && (
        <Chips
          label="Stage"
          chips={schemes.map((each) => ({
            label: capital(schemeWords(each)),
            href: addressOf('school', at, { stage: each }),
            current: each === scheme,
          }))}
        />
      )}
      {scheme === '' ? (
        <EmptyState
          title="Tout commence par une liste d’élèves"
          action={
            mayArrange && <LinkButton href={addressOf('schoolLists', at)}>Importer les listes d’élèves</LinkButton>
          }
        >
          <p>Un élève est suivi ici dès que sa classe a des semaines de stage.</p>
        </EmptyState>
      ) : (
        <>
          <div class="room-two" id="classes" data-live>
            <Classes {...props} />
            <Curve
              title="Douze semaines"
              of={home.isOfSeveral ? 'placés, toutes périodes' : 'placés'}
              days={home.curves.own.map(({ day, placed: part, pupils: whole }) => ({ day, part, whole }))}
              beside={[
                {
                  label: 'l’an dernier',
                  days: home.curves.before.map(({ day, placed: part, pupils: whole }) => ({
                    day: day.add({ years: 1 }),
                    ...{ part, whole },
                  })),
                },
                {
                  label: 'le territoire',
                  days: home.curves.territory.map(({ day, placed: part, pupils: whole }) => ({ day, part, whole })),
                },
              ]}
            />
          </div>
          <Without {...props} />
          {home.unreached.length > 0 && <Unreached {...props} />}
          {pupilsOf(figures) > 0 && <Hosts {...props} />}
          {mayArrange && (
            <p>
              Emporter la liste de suivi :{' '}
              {Object.entries(tableFormats).map(([format, { label }]) => (
                <LinkButton
                  key={format}
                  look="quiet"
                  small
                  download
                  href={addressOf('schoolFile', { ...at, format }, { stage: scheme })}
                >
                  {label}
                </LinkButton>
              ))}
            </p>
          )}
        </>
      )}
    </DeskPage>
  )
}

/** « 312 élèves, 240 placés, 31 sans rien » */
function titleOf({ figures }: SchoolHome): string {
  const [held, none] = [placed(figures), without(figures)]
  return [
    countWords(pupilsOf(figures), 'élève'),
    held > 0 ? countWords(held, 'placé') : undefined,
    none > 0 ? `${numberWords(none)} sans rien` : undefined,
  ]
    .filter(Boolean)
    .join(', ')
}

/** What waits for the head first; then the pages that stand beside. */
function Deeds({ territoryId, school, home: { toSign }, mayArrange }: Props) {
  const at = { territory: territoryId, school: school.uai }
  return (
    <div class="school-deeds">
      {mayArrange && (
        <LinkButton look={toSign > 0 ? 'main' : 'plain'} small href={addressOf('reviewQueue', at)}>
          {toSign > 0
            ? `${countWords(toSign, 'convention')} ${plural(toSign, 'attend', 'attendent')} une signature`
            : 'Conventions à signer'}
        </LinkButton>
      )}
      <nav class="glance-ways" aria-label="Établissement">
        <a href={addressOf('schoolClasses', at)}>Classes, listes et semaines</a>
        {mayArrange && (
          <>
            <a href={addressOf('papers', at)}>Conventions sur papier</a>
            <a href={addressOf('schoolAbsences', at)}>Absences</a>
            <a href={addressOf('schoolState', at)}>État d’une page (PDF)</a>
            <a href={addresses.classesCalendar}>Mon agenda</a>
          </>
        )}
      </nav>
    </div>
  )
}

const Classes = ({ home: { classes, figures: all, isOfSeveral } }: Props) => (
  <section>
    <h2>Classe par classe</h2>
    {isOfSeveral && <p>Chaque élève compte une fois, pour la période à remplir maintenant.</p>}
    {all.exempt > 0 && (
      <p class="soft">
        {countWords(all.exempt, 'élève dispensé n’est pas compté', 'élèves dispensés ne sont pas comptés')} ici.
      </p>
    )}
    <Table
      caption="Classes"
      captionHidden
      rows={classes}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => addressOf('class', { class: id })}
      columns={[
        { key: 'name', label: 'Classe', header: true, cell: ({ name }) => name },
        { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ figures }) => numberWords(pupilsOf(figures)) },
        {
          key: 'share',
          label: 'Placés',
          cell: ({ figures }) => <ShareBar part={placed(figures)} whole={pupilsOf(figures)} />,
        },
        { key: 'underWay', label: 'En cours', numeric: true, cell: ({ figures }) => numberWords(underWay(figures)) },
        { key: 'without', label: 'Sans rien', numeric: true, cell: ({ figures }) => numberWords(without(figures)) },
      ]}
    />
  </section>
)

/** Those who have nothing, by week, with who follows them. */
function Without(props: Props) {
  const { territoryId, school, home, week } = props
  const at = { territory: territoryId, school: school.uai }
  const { weeks, scheme } = home
  const { rows, total, page } = home.without
  const href = (change: { semaine?: string | undefined; page?: string }) =>
    `${addressOf('school', at, { stage: scheme, ...change })}#sans-rien`
  return (
    <section id="sans-rien" data-live>
      <h2>Sans rien, semaine par semaine</h2>
      {weeks.length > 0 ? (
        <>
          <Chips
            label="Semaine"
            chips={[
              { label: 'Toutes', href: href({}), current: week === undefined },
              ...weeks.map((each) => ({
                label: capital(weekWords(each.week)),
                href: href({ semaine: each.week }),
                count: each.pupils,
                current: each.week === week,
              })),
            ]}
          />
          <Pupils {...props} rows={rows} caption="Élèves sans rien, qui attend depuis le plus longtemps en tête" />
          <Pager
            page={page}
            pageSize={withoutPageSize}
            total={total}
            of="élèves"
            href={(to) => href({ semaine: week, page: String(to) })}
          />
        </>
      ) : (
        <p>Aucun élève n’est sans rien pour une semaine à venir.</p>
      )}
    </section>
  )
}

/** Whom no journey brings to any open place in time, what stops the nearest, and what one can do. */
const Unreached = ({ home: { unreached }, mayArrange }: Props) => (
  <section id="hors-atteinte" data-live>
    <h2>Hors d’atteinte</h2>
    <p class="narrow">
      La dernière affectation du territoire n’a trouvé, pour ces élèves, aucune place ouverte où un trajet à pied ou en
      transport mène à l’heure chaque jour.
    </p>
    <Table
      caption="Élèves qu’aucune place n’atteint"
      captionHidden
      rows={unreached}
      keyOf={({ status }) => `${status.pupilId} ${status.periodId}`}
      {...(mayArrange ? { hrefOf: ({ pupil }: PupilWithout) => addressOf('pupilFollow', { pupil: pupil.id }) } : {})}
      columns={[
        { key: 'name', label: 'Élève', header: true, cell: ({ pupil }) => fullName(pupil) },
        { key: 'class', label: 'Classe', cell: ({ className }) => className },
        {
          key: 'near',
          label: 'La place la plus proche',
          cell: ({ near }) =>
            near
              ? `${[near.hostName, near.city].filter(Boolean).join(', ')}, à ${numberWords(near.kilometres, 1)}\u00a0km`
              : 'aucune de connue',
        },
        { key: 'obstacle', label: 'Ce qui l’empêche', cell: ({ near }) => near?.obstacle ?? '' },
      ]}
    />
    <h3>Ce qu’on peut faire</h3>
    <ul class="narrow">
      <li>Demander à la structure la plus proche des horaires qui suivent ceux du car.</li>
      <li>
        Chercher avec la famille un lieu plus près, ou un transport : covoiturage, internat, véhicule de service. Une
        place trouvée ainsi s’inscrit depuis la page « Conventions » de la classe.
      </li>
      <li>Donner l’élève à l’affectation depuis sa classe : la coordination cherchera une structure proche.</li>
    </ul>
  </section>
)

const Pupils = ({ rows, caption, mayArrange, now }: Props & ShownPupils) => (
  <Table
    caption={caption}
    captionHidden
    rows={rows}
    keyOf={({ status }) => `${status.pupilId} ${status.periodId}`}
    {...(mayArrange ? { hrefOf: ({ pupil }: PupilWithout) => addressOf('pupilFollow', { pupil: pupil.id }) } : {})}
    columns={[
      { key: 'name', label: 'Élève', header: true, cell: ({ pupil }) => fullName(pupil) },
      { key: 'class', label: 'Classe', cell: ({ className }) => className },
      { key: 'weeks', label: 'Sans rien', cell: ({ weeks }) => capital(weeksWords(weeks)) },
      { key: 'seen', label: 'Vu', cell: ({ status }) => agoWords(status.lastSign, now) },
      {
        key: 'referent',
        label: 'Suivi par',
        cell: ({ referent, status, className }) =>
          referent?.name ??
          (mayArrange ? (
            <a
              href={addressOf('classReferents', { class: status.classId })}
              aria-label={`personne encore : choisir les référents de ${className}`}
            >
              personne encore
            </a>
          ) : (
            'personne encore'
          )),
      },
    ]}
    empty={<p>Personne cette semaine-là.</p>}
  />
)

const Hosts = (props: Props) => {
  const { hosts } = props.home
  const [first, others] = [hosts.slice(0, mostHosts), hosts.slice(mostHosts)]
  return (
    <section>
      <h2>Structures partenaires</h2>
      {hosts.length === 0 ? (
        <p>Aucune encore : elles apparaîtront avec les premières conventions signées.</p>
      ) : (
        <>
          <p>Elles ont signé pour des élèves de l’établissement, celles qui en ont pris le plus en tête.</p>
          <HostTable {...props} hosts={first} />
          {others.length > 0 && (
            <Fold title={others.length === 1 ? 'Une autre' : `Les ${numberWords(others.length)} autres`}>
              <HostTable {...props} hosts={others} />
            </Fold>
          )}
        </>
      )}
    </section>
  )
}

const HostTable = ({ hosts, now, timeZone }: Props & { readonly hosts: readonly PartnerHost[] }) => (
  <Table
    caption="Structures partenaires"
    captionHidden
    rows={hosts}
    keyOf={({ id }) => id}
    hrefOf={({ id }) => addressOf('host', { host: id })}
    columns={[
      { key: 'name', label: 'Structure', header: true, cell: ({ name }) => name },
      { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
      {
        key: 'last',
        label: 'Stages',
        cell: (host) => stagesWords(host, now.toZonedDateTimeISO(timeZone).toPlainDate()),
      },
      {
        key: 'contact',
        label: 'Dernier contact',
        cell: ({ lastContact }) => onDay(lastContact.toZonedDateTimeISO(timeZone).toPlainDate()),
      },
    ]}
  />
)

const onDay = (day: Temporal.PlainDate): string => dayWords(day, { year: true, weekday: false })

/** « à partir du 21 juin 2027 », « en cours, jusqu’au 4 décembre 2026 », « le dernier fini le 3 juillet 2026 » */
function stagesWords({ lastDay, nextDay }: PartnerHost, today: Temporal.PlainDate): string {
  if (!nextDay) return `le dernier fini le ${onDay(lastDay)}`
  return Temporal.PlainDate.compare(nextDay, today) > 0
    ? `à partir du ${onDay(nextDay)}`
    : `en cours, jusqu’au ${onDay(lastDay)}`
}
