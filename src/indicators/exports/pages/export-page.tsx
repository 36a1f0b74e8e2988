import { addressOf } from '#/addresses.ts'
import { Actions, dayWords, deWords, LinkButton, Notice, PostButton } from '#/design/index.ts'
import { queryOf } from '../../board-view.ts'
import { BoardFrame, type Reader } from '../../pages/board-frame.tsx'
import type { Ground } from '../../read-ground.ts'
import { exportFileNames, exportFiles } from '../export-files.ts'
import type { OpenDataSet } from '../open-data-sets.ts'
import { FeedAddress } from './feed-address.tsx'

interface ExportPageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly published: OpenDataSet | undefined
  /** The whole address by which this person's calendar reads the weeks, once made. */
  readonly feed: string | undefined
  /** What was just done: one of `doneWords`. */
  readonly done: string | undefined
}

const doneWords = new Map([
  ['publie', 'Les données ouvertes sont publiées'],
  ['retire', 'Les données ouvertes ne sont plus publiées'],
  ['calendrier', 'L’adresse de calendrier est prête'],
  ['sans-calendrier', 'L’adresse de calendrier n’ouvre plus rien'],
])

/** What can be taken away of a dashboard: the view that one comes from, as files. */
export function ExportPage(props: ExportPageProps) {
  const { ground, reader, now, done } = props
  const { territory, view, here, scheme } = ground
  const fileHref = (file: string) => addressOf('boardExportFile', { territory: territory.id, file }, queryOf(view))
  const said = doneWords.get(done ?? '')
  const notice = said !== undefined && <Notice kind="success" title={said} />
  return (
    <BoardFrame ground={ground} reader={reader} page="boardExport" title="exporter" now={now} notice={notice}>
      <section class="narrow">
        <h2>Les chiffres</h2>
        <p>
          {view.day
            ? `Les chiffres du ${dayWords(view.day, { year: true })}`
            : 'Les chiffres à l’heure du téléchargement'}
          {', '}
          {here?.at.level === 'etablissement' ? 'pour cet établissement' : 'une ligne par lieu du tableau'} : des
          nombres d’élèves, aucun nom. Les petits nombres n’y sont pas masqués : ces fichiers sont pour vous, pas pour
          être publiés.
        </p>
        {scheme === '' ? (
          <p>Aucun élève n’est compté pour l’instant.</p>
        ) : (
          <ul class="rows">
            {exportFileNames.map((file) => (
              <li key={file}>
                <a href={fileHref(file)} download>
                  {exportFiles[file].label}
                </a>{' '}
                <span class="soft">{exportFiles[file].hint}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="narrow">
        <h2>La lettre du lundi</h2>
        <p>
          Les chiffres de la semaine et trois choses à faire arrivent par courriel chaque lundi, tant que des semaines
          de stage sont à venir. Un lien au bas de la lettre permet de l’arrêter.
        </p>
      </section>
      <Calendar {...props} />
      <section class="narrow">
        <h2>Les chiffres pour un programme</h2>
        <p>
          Un site, un tableur ou un outil de suivi les lit de lui-même, à jour, avec une clé que vous faites et retirez.
        </p>
        <Actions>
          <LinkButton look="plain" href={addressOf('boardKeys', { territory: territory.id }, queryOf(view))}>
            Faire une clé
          </LinkButton>
        </Actions>
      </section>
      <OpenData {...props} />
    </BoardFrame>
  )
}

/** What anyone may read, once a coordinator publishes it. */
function OpenData({ ground, reader, published }: ExportPageProps) {
  const { territory, scheme } = ground
  if (!published && (!reader.mayLead || scheme === '')) return null
  const action = addressOf('boardPublish', { territory: territory.id })
  const day = published?.publishedAt.toZonedDateTimeISO(territory.timeZone).toPlainDate()
  return (
    <section class="narrow">
      <h2>Les données ouvertes</h2>
      <p>
        Un jeu pour tous, sans compte : les élèves et les placés de chaque stage, par grand lieu. Les petits nombres, et
        ceux qui permettraient de les retrouver, y sont masqués.
      </p>
      {day && (
        <p>
          <a href={addressOf('openData', { territory: territory.id })}>Publiées le {dayWords(day, { year: true })}</a>
        </p>
      )}
      {reader.mayLead && (
        <Actions>
          <PostButton look="plain" action={action} fields={{ publier: 'oui' }}>
            {published ? 'Publier les chiffres d’aujourd’hui' : 'Publier'}
          </PostButton>
          {published && (
            <PostButton look="quiet" action={action} fields={{ publier: 'non' }}>
              Ne plus publier
            </PostButton>
          )}
        </Actions>
      )}
    </section>
  )
}

/** The weeks in one's own calendar, by an address that only this person has. */
function Calendar({ ground, feed }: ExportPageProps) {
  const { territory, view, here } = ground
  const action = addressOf('boardCalendar', { territory: territory.id }, queryOf(view))
  return (
    <section class="narrow">
      <h2>Les semaines dans votre calendrier</h2>
      <p>
        Les semaines de stage des établissements {deWords(here?.name ?? territory.name)}, tenues à jour dans votre
        agenda. Cette adresse est la vôtre : ne la donnez pas, changez-la si quelqu’un l’a vue.
      </p>
      <FeedAddress action={action} feed={feed} />
    </section>
  )
}
