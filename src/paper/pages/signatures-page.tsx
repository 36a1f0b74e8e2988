import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  countWords,
  DeskPage,
  EmptyState,
  KeyedCrop,
  KeyedCrops,
  LinkButton,
  listWords,
  Notice,
  PaperCrop,
  PaperSheet,
  PostButton,
  Title,
} from '#/design/index.ts'
import { entriesOf } from '#/identity/index.ts'
import { countable } from '../confirm-signatures.ts'
import { minutesToUndo } from '../count-confirmations.ts'
import type { StackPage, StackSheaf, ZoneOnPage } from '../read-stack.ts'
import { looksSigned, sayZone } from '../words.ts'
import { type BatchRoom, keysOf } from './paper-room.ts'

interface Props {
  readonly room: BatchRoom
  /** The one to look at; undefined when all were. */
  readonly sheaf: StackSheaf | undefined
  /** To look at after this one. */
  readonly left: number
  /** Looked at, and not counted yet. */
  readonly waiting: number
  /** What was just confirmed, and may be taken back. */
  readonly last: { readonly confirmationId: string; readonly pupilName: string; readonly count: number } | undefined
  /** Leaves this one for later. */
  readonly skip: string | undefined
}

/** One agreement's boxes, large: what looks signed is ticked, keys change it, Enter says so and goes on. */
export function SignaturesPage({ room, sheaf, left, waiting, last, skip }: Props) {
  const keys = keysOf(room)
  return (
    <DeskPage
      title="Confirmer les signatures"
      entries={entriesOf(room.account, 'classes')}
      signed={room.account}
      place={room.schoolName}
    >
      <div data-island="keys">
        <Breadcrumb steps={[{ label: 'Cet envoi', href: addressOf('paperBatch', keys) }]} />
        {sheaf ? (
          <>
            <Title
              eyebrow={`${sheaf.className}, convention ${sheaf.code}`}
              lead={left === 0 ? 'C’est la dernière.' : `Encore ${countWords(left, 'convention')} après celle-ci.`}
            >
              {sheaf.pupilName} : qui a signé ?
            </Title>
            <Boxes room={room} sheaf={sheaf} skip={skip} />
          </>
        ) : (
          <EmptyState
            title="Toutes les signatures sont confirmées"
            action={
              waiting > 0 ? (
                <PostButton action={addressOf('paperCount', keys)}>
                  Compter maintenant {countWords(waiting, 'convention')}
                </PostButton>
              ) : (
                <LinkButton href={addressOf('paperBatch', keys)}>Revenir à cet envoi</LinkButton>
              )
            }
          >
            {waiting > 0 && <p>Sans rien faire, elles compteront dans {minutesToUndo} minutes au plus tard.</p>}
          </EmptyState>
        )}
        {last && (
          <Notice
            kind="success"
            title={`${last.pupilName} : ${last.count === 0 ? 'aucune signature' : countWords(last.count, 'signature')}`}
            action={
              <form
                class="post"
                method="post"
                action={addressOf('paperUndo', { ...keys, confirmation: last.confirmationId })}
              >
                <button class="button button-plain button-small" type="submit" data-key="z">
                  Reprendre (touche Z)
                </button>
              </form>
            }
          />
        )}
      </div>
    </DeskPage>
  )
}

function Boxes({
  room,
  sheaf,
  skip,
}: {
  readonly room: BatchRoom
  readonly sheaf: StackSheaf
  readonly skip: string | undefined
}) {
  const keys = keysOf(room)
  const zones = countable(sheaf)
  const done = sheaf.zones.filter(({ isSigned }) => isSigned)
  // Where nobody saw how the sheet lies, it is shown whole.
  const whole = [
    ...new Map(zones.flatMap(({ page }) => (page && !page.placement ? [[page.id, page] as const] : []))).values(),
  ]
  return (
    <form method="post" action={addressOf('paperSignatures', keys)}>
      <input type="hidden" name="convention" value={sheaf.agreementId} />
      {whole.map((page) => (
        <PaperSheet
          key={page.id}
          href={imageOf(room, page)}
          width={page.width}
          height={page.height}
          label={`Page ${page.page}`}
        />
      ))}
      <KeyedCrops>
        {zones.map((zone, index) => (
          <KeyedCrop
            key={zone.signatoryId}
            name="signe"
            value={zone.signatoryId}
            shortcut={String(index + 1)}
            isOn={looksSigned(zone) === true}
            label={sayZone(zone)}
            hint={hintOf(zone)}
          >
            {zone.page?.placement && <Crop room={room} zone={zone} page={zone.page} placement={zone.page.placement} />}
          </KeyedCrop>
        ))}
      </KeyedCrops>
      {done.length > 0 && <p class="soft">Déjà signé : {done.map(sayZone).join(' ; ')}.</p>}
      {sheaf.missing.length > 0 && (
        <p class="soft">
          {sheaf.missing.length === 1 ? 'La page' : 'Les pages'} {listWords(sheaf.missing.map(String))} de cette
          convention {sheaf.missing.length === 1 ? 'n’est pas là' : 'ne sont pas là'}.
        </p>
      )}
      <Actions>
        <button class="button button-main" type="submit" data-key="enter">
          Confirmer et passer à la suite (Entrée)
        </button>
        {skip !== undefined && (
          <a class="button button-quiet" href={skip} data-key="p">
            Plus tard (touche P)
          </a>
        )}
      </Actions>
    </form>
  )
}

/** A little more than the box: pens go over edges. */
const around = 4

const Crop = ({
  room,
  zone: { zone, ...rest },
  page,
  placement,
}: {
  readonly room: BatchRoom
  readonly zone: ZoneOnPage
  readonly page: StackPage
  readonly placement: NonNullable<StackPage['placement']>
}) => (
  <PaperCrop
    picture={{ href: imageOf(room, page), width: page.width, height: page.height, placement }}
    left={zone.left - around}
    top={zone.top - around}
    width={zone.width + 2 * around}
    height={zone.height + 2 * around}
    label={`Cadre de ${sayZone({ ...rest })}`}
  />
)

const imageOf = (room: BatchRoom, page: StackPage): string =>
  addressOf('paperImage', { ...keysOf(room), batch: page.batchId, paper: page.id })

function hintOf(zone: ZoneOnPage): string {
  const seems = looksSigned(zone)
  const seen = seems === undefined ? 'à regarder' : seems ? 'semble signé' : 'semble vide'
  return zone.takesNote ? `${seen} (pour information)` : seen
}
