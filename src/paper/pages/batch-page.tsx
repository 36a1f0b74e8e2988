import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  countWords,
  DeskPage,
  LinkButton,
  listWords,
  Notice,
  PostButton,
  ProgressLine,
  type ProgressState,
  plural,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { entriesOf } from '#/identity/index.ts'
import type { BatchFile } from '../batches.ts'
import type { StackSheaf } from '../read-stack.ts'
import { sayRefusal, sheafWords } from '../words.ts'
import { type BatchRoom, keysOf } from './paper-room.ts'

export interface BatchCounts {
  readonly unknown: number
  readonly aside: number
}

interface Props {
  readonly room: BatchRoom
  readonly progress: ProgressState
  readonly files: readonly BatchFile[]
  readonly sheaves: readonly StackSheaf[]
  readonly counts: BatchCounts
  readonly notice?: string | undefined
}

/** A batch: how far its reading is, then what it holds, agreement by agreement. */
export function BatchPage({ room, progress, files, sheaves, counts, notice }: Props) {
  const { batch } = room
  const keys = keysOf(room)
  const school = { territory: room.territoryId, school: room.school }
  const isRead = batch.state === 'read'
  const isGoing = batch.state === 'waiting' || batch.state === 'reading'
  return (
    <DeskPage
      title={isRead ? titleOf(sheaves) : 'Pages envoyées'}
      entries={entriesOf(room.account, 'classes')}
      signed={room.account}
      place={room.schoolName}
      notice={notice === undefined ? undefined : <Notice kind="success" title={notice} />}
    >
      <Breadcrumb steps={[{ label: 'Conventions sur papier', href: addressOf('papers', school) }]} />
      <Title lead={isRead ? leadOf(sheaves, counts) : undefined}>
        {isRead ? titleOf(sheaves) : isGoing ? 'Lecture des pages' : 'Pages envoyées'}
      </Title>
      {isGoing && (
        <ProgressLine
          state={progress}
          source={addressOf('paperProgress', keys)}
          refresh={addressOf('paperBatch', keys)}
          of="pages"
        />
      )}
      {batch.state === 'receiving' && (
        <Notice
          kind="warning"
          title={`${countWords(files.length, 'fichier')} ${plural(files.length, 'reçu')}, l’envoi n’est pas terminé`}
          action={
            <PostButton action={addressOf('paperStart', keys)}>
              Lire {files.length === 1 ? 'ce fichier' : 'ces fichiers'}
            </PostButton>
          }
        >
          <p>Ce qui est arrivé est gardé. Lisez-le tel quel, et envoyez le reste à part.</p>
        </Notice>
      )}
      {batch.state === 'failed' && (
        <Notice kind="error" title={batch.failure ?? 'La lecture a été interrompue'}>
          <p>Les pages lues jusque-là sont gardées ci-dessous. Envoyez de nouveau les autres.</p>
        </Notice>
      )}
      <FileNotices files={files} school={school} />
      {!isGoing && <NextStep room={room} sheaves={sheaves} unknown={counts.unknown} />}
      {sheaves.length > 0 && !isGoing && <Sheaves room={room} sheaves={sheaves} />}
    </DeskPage>
  )
}

function FileNotices({
  files,
  school,
}: {
  readonly files: readonly BatchFile[]
  readonly school: { readonly territory: string; readonly school: string }
}) {
  const refused = files.filter((file) => file.refused !== undefined)
  const repeated = files.filter((file) => file.repeats !== undefined)
  return (
    <>
      {refused.length > 0 && (
        <Notice
          kind="warning"
          title={`${countWords(refused.length, 'fichier')} ${refused.length === 1 ? 'n’a pas été lu' : 'n’ont pas été lus'}`}
        >
          <ul>
            {refused.map(({ id, fileName, refused: why }) => (
              <li key={id}>{sayRefusal(fileName, why ?? '')}</li>
            ))}
          </ul>
        </Notice>
      )}
      {repeated.map(({ id, fileName, repeats }) => (
        <Notice
          key={id}
          kind="info"
          title={`${fileName} avait déjà été envoyé`}
          action={
            <LinkButton look="plain" small href={addressOf('paperBatch', { ...school, batch: repeats ?? '' })}>
              Voir cet envoi
            </LinkButton>
          }
        >
          <p>Ses pages sont dans le premier envoi : rien n’est compté deux fois.</p>
        </Notice>
      ))}
    </>
  )
}

/** What a person does next: identify, confirm, count; one main action. */
function NextStep({
  room,
  sheaves,
  unknown,
}: {
  readonly room: BatchRoom
  readonly sheaves: readonly StackSheaf[]
  readonly unknown: number
}) {
  const keys = keysOf(room)
  const open = sheaves.filter(({ state }) => state === 'open').length
  const waiting = sheaves.filter(({ state }) => state === 'waiting').length
  if (unknown + open + waiting === 0) return null
  return (
    <Actions>
      {open > 0 && (
        <LinkButton href={addressOf('paperSignatures', keys)}>
          Confirmer les signatures de {countWords(open, 'convention')}
        </LinkButton>
      )}
      {unknown > 0 && (
        <LinkButton look={open > 0 ? 'plain' : 'main'} href={addressOf('paperTray', keys)}>
          Identifier {countWords(unknown, 'page')}
        </LinkButton>
      )}
      {waiting > 0 && (
        <PostButton look={open + unknown > 0 ? 'quiet' : 'main'} action={addressOf('paperCount', keys)}>
          Compter maintenant {countWords(waiting, 'convention')}
        </PostButton>
      )}
    </Actions>
  )
}

function Sheaves({ room, sheaves }: { readonly room: BatchRoom; readonly sheaves: readonly StackSheaf[] }) {
  const keys = keysOf(room)
  return (
    <Table
      caption="Conventions de cet envoi"
      captionHidden
      rows={sheaves}
      keyOf={({ agreementId }) => agreementId}
      hrefOf={({ agreementId, state }) =>
        state === 'open' ? addressOf('paperSignatures', keys, { convention: agreementId }) : undefined
      }
      columns={[
        { key: 'pupil', label: 'Élève', header: true, cell: ({ pupilName }) => pupilName },
        { key: 'class', label: 'Classe', cell: ({ className }) => className },
        { key: 'code', label: 'Convention', cell: ({ code }) => code },
        { key: 'pages', label: 'Pages', cell: sayPages },
        {
          key: 'state',
          label: 'Signatures',
          cell: ({ state }) => (
            <Tag tone={state === 'open' || state === 'outdated' || state === 'no-signatures' ? 'need' : 'ok'}>
              {sheafWords[state]}
            </Tag>
          ),
        },
      ]}
    />
  )
}

function sayPages({ pages, missing, duplicates, older }: StackSheaf): string {
  const numbers = (list: readonly number[]) => listWords(list.map(String))
  return [
    missing.length === 0
      ? `les ${pages.length}`
      : `${missing.length === 1 ? 'il manque la page' : 'il manque les pages'} ${numbers(missing)}`,
    ...(duplicates.length > 0 ? [`page ${numbers([...new Set(duplicates.map(({ page }) => page))])} en double`] : []),
    ...(older.length > 0 ? [`${countWords(older.length, 'page')} d’une ancienne version`] : []),
  ].join(' ; ')
}

const titleOf = (sheaves: readonly StackSheaf[]): string =>
  sheaves.length === 0
    ? 'Aucune convention reconnue'
    : `${countWords(sheaves.length, 'convention')} ${plural(sheaves.length, 'reconnue')}`

function leadOf(sheaves: readonly StackSheaf[], { unknown, aside }: BatchCounts): string {
  const lacking = sheaves.filter(({ missing }) => missing.length > 0).length
  const parts = [
    lacking === 0 ? undefined : `${countWords(lacking, 'convention')} à qui il manque des pages`,
    unknown === 0 ? undefined : `${countWords(unknown, 'page')} à identifier`,
    aside === 0 ? undefined : `${countWords(aside, 'page')} de côté (verso blanc, feuille d’ailleurs)`,
  ].filter((part) => part !== undefined)
  if (parts.length > 0) return `${parts.join(', ')}.`
  return sheaves.length === 0 ? 'Rien n’a été lu dans cet envoi.' : 'Toutes les pages sont là.'
}
