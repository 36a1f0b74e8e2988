import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  ColumnPage,
  type DeskEntry,
  DeskPage,
  deWords,
  Fold,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  type Signed,
  StepLine,
  Tag,
  type TagTone,
  Timeline,
  Title,
} from '#/design/index.ts'
import { agreementStates } from '../agreement.ts'
import { parts } from '../fields.ts'
import { placementWords, stateWords } from '../placement-words.ts'
import type { AgreementView } from '../read-agreement.ts'
import { stopWords } from '../reasons.ts'
import { partyWords } from '../signatures/signing-duties.ts'
import { stepsOf } from '../steps.ts'
import { stopFrom } from '../stop-agreement.ts'
import type { AgreementState } from '../tables.ts'
import { eventWords } from '../timeline.ts'
import { openTransitions } from '../transitions.ts'
import { partWordsIn } from '../waiting-words.ts'
import { AgreementAction, type Powers } from './agreement-action.tsx'
import { AgreementFacts, datesWords } from './agreement-facts.tsx'
import { AmendedChanges } from './amended-changes.tsx'

interface Props {
  readonly view: AgreementView
  readonly powers: Powers
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly notice?: ComponentChildren
}

const tones: Readonly<Record<AgreementState, TagTone>> = {
  draft: 'wait',
  filled: 'wait',
  checked: 'wait',
  signing: 'wait',
  signed: 'ok',
  running: 'ok',
  completed: 'ok',
  refused: 'plain',
  replaced: 'plain',
  cancelled: 'plain',
}

/** An agreement, for whoever it is about: where it stands, the one thing to do, what it says, what happened. */
export function AgreementPage({ view, powers, signed, entries, notice }: Props) {
  const { agreement, viewer, signatories, events, timeZone } = view
  const { content, state } = agreement
  const host = content.hosts[0]
  const what = agreement.amends === undefined ? 'Convention' : 'Avenant'
  const title =
    viewer === 'pupil'
      ? `${agreement.amends === undefined ? 'Ta convention' : 'Ton avenant'} avec ${host.name}`
      : viewer === 'host'
        ? `${what} ${deWords(content.pupil.firstName)} ${content.pupil.lastName}`
        : `${what} ${deWords(content.pupil.firstName)} avec ${host.name}`
  const Frame = viewer === 'school' ? DeskPage : ColumnPage
  const over = stopWords(agreement.reason)
  return (
    <Frame title={title} signed={signed} entries={entries} notice={notice}>
      <Title
        eyebrow={content.pupil.className ?? content.school?.name ?? content.prescriber?.organisation ?? ''}
        lead={datesWords(host)}
      >
        {title} <Tag tone={tones[state]}>{stateWords(agreement)}</Tag>
      </Title>
      <div class="narrow">
        {!['refused', 'replaced', 'cancelled'].includes(state) && (
          <StepLine label="Étapes de la convention" steps={stepsOf(agreement, signatories)} />
        )}
        {over !== '' && <Notice kind="info" title={over} />}
        <AgreementAction view={view} powers={powers} />
        {view.changes.length > 0 && <AmendedChanges changes={view.changes} />}
        <Findings view={view} />
        <Related view={view} />
        <section>
          <h2>Ce que dit la convention{agreement.amends === undefined ? '' : ' avec l’avenant'}</h2>
          <AgreementFacts view={view} />
          {view.paper === 'none' && <p class="soft">{paperless(view)}</p>}
          <Actions>
            <PaperLink view={view} />
            {viewer === 'school' && agreement.organisation !== undefined && (
              <LinkButton href={addressOf('personData', { beneficiary: agreement.pupilId })} look="plain" small>
                Ce qui est gardé sur la personne
              </LinkButton>
            )}
          </Actions>
        </section>
        {signatories.length > 0 && (
          <section>
            <h2>Signatures</h2>
            <ul class="plain">
              {signatories.map(({ id, name, party, takesNote, signedAt, refusedAt, waits }) => (
                <li key={id}>
                  {name}, {partyWords[party]}{' '}
                  {signedAt ? (
                    <Tag tone="ok">{`${takesNote ? 'vu' : 'signé'} ${momentWords(signedAt, timeZone)}`}</Tag>
                  ) : refusedAt ? (
                    <Tag tone="need">ne veut pas signer</Tag>
                  ) : waits ? (
                    <Tag tone="wait">attendue</Tag>
                  ) : (
                    <Tag tone="plain">{takesNote ? 'pour information' : 'facultative'}</Tag>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>Ce qui s’est passé</h2>
          <Timeline
            label="Étapes de la convention"
            steps={events.flatMap((event) => {
              const words = eventWords(event, agreement.scheme)
              return words === undefined
                ? []
                : [{ key: event.id, title: words, detail: momentWords(event.at, timeZone), when: 'done' as const }]
            })}
          />
        </section>
        <Others view={view} powers={powers} />
      </div>
    </Frame>
  )
}

/** To what there is to read on paper. Families and hosts have their own copy of what was handed in to the school. */
function PaperLink({ view: { agreement, paper, viewer } }: { readonly view: AgreementView }) {
  const params = { agreement: agreement.id }
  if (paper === 'none' || (paper === 'file' && viewer !== 'school')) return null
  return (
    <LinkButton
      href={addressOf(paper === 'file' ? 'outsideFile' : 'agreementDocument', params)}
      look="plain"
      small
      {...(paper === 'file' ? { download: true } : {})}
    >
      {paper === 'draft'
        ? 'Lire le projet (PDF)'
        : paper === 'file'
          ? 'La convention remise'
          : 'Lire le document (PDF)'}
    </LinkButton>
  )
}

/** Why there is nothing to read. */
const paperless = ({ agreement: { source } }: AgreementView): string =>
  source === 'outside'
    ? 'Cette convention a été faite ailleurs, et personne n’en a remis de copie ici.'
    : 'Cette convention est arrivée ici déjà signée, avec les autres de son établissement : son document n’est pas gardé sur la plateforme.'

/** What the rules say, worst first, with the text and how to mend it; and what was let pass, by whom and why. */
function Findings({ view: { agreement, viewer } }: { readonly view: AgreementView }) {
  const { findings, overrides } = agreement
  if (viewer === 'pupil' || viewer === 'family') return null
  const lifted = new Set(overrides.map(({ rule }) => rule))
  return (
    <>
      {overrides.map(({ rule, reason, name }) => (
        <Notice key={rule} kind="warning" title={`Alerte levée par ${name}`}>
          <p>« {reason} »</p>
        </Notice>
      ))}
      {findings
        .filter(({ rule }) => !lifted.has(rule))
        .map(({ rule, severity, message, article, mend, where }) => (
          <Notice
            key={`${rule} ${where.day ?? ''}`}
            kind={severity === 'refused' ? 'error' : 'warning'}
            title={message}
          >
            <p>
              {mend} <span class="soft">({article})</span>
            </p>
          </Notice>
        ))}
    </>
  )
}

/** What it amends, its amendments, and what took its place. */
function Related({ view: { amended, amendments, successor, agreement } }: { readonly view: AgreementView }) {
  return (
    <>
      {amended && (
        <p>
          Cet avenant modifie{' '}
          <a href={addressOf('agreement', { agreement: amended.id })}>
            la convention signée avec {amended.content.hosts[0].name}
          </a>
          .
        </p>
      )}
      {agreement.replaces && (
        <p>
          Elle remplace <a href={addressOf('agreement', { agreement: agreement.replaces })}>une autre convention</a>.
        </p>
      )}
      {successor && (
        <p>
          La suite est dans <a href={addressOf('agreement', { agreement: successor })}>la nouvelle convention</a>.
        </p>
      )}
      {amendments.length > 0 && (
        <section>
          <h2>Avenants</h2>
          <ul class="plain">
            {amendments.map(({ id, state, createdAt }) => (
              <li key={id}>
                <a href={addressOf('agreement', { agreement: id })}>Avenant du {momentWords(createdAt)}</a>{' '}
                <Tag tone={tones[state]}>{agreementStates[state].label}</Tag>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** What else can be done, folded away: the page has one main action. */
function Others({ view: { agreement, viewer }, powers }: { readonly view: AgreementView; readonly powers: Powers }) {
  const { id, state } = agreement
  const params = { agreement: id }
  const may = openTransitions(state, viewer)
  const isOpen = state === 'draft' || state === 'filled' || state === 'checked'
  const stop = stopFrom(state, viewer)
  const isSigned = (state === 'signed' || state === 'running') && agreement.amends === undefined
  const isSignedOnce = isSigned || (state === 'completed' && agreement.amends === undefined)
  if (stop === undefined && !isOpen && viewer !== 'school') return null
  const own = viewer === 'host' || viewer === 'family' ? viewer : undefined
  return (
    <Fold title="Autres actions">
      <ul class="plain">
        {viewer === 'school' &&
          (isOpen || state === 'signing') &&
          parts.map((part) => (
            <li key={part}>
              <a href={addressOf('agreementFill', { ...params, part })}>
                {isOpen
                  ? `Compléter ou corriger ce que dit ${partWordsIn(agreement.scheme, part)}`
                  : `Corriger une faute de frappe (${partWordsIn(agreement.scheme, part)})`}
              </a>
            </li>
          ))}
        {own && isOpen && (
          <li>
            <a href={addressOf('agreementFill', { ...params, part: own })}>Relire ou corriger votre partie</a>
          </li>
        )}
        {powers.attests && (
          <li>
            <a href={addressOf('agreementByHand', params)}>Enregistrer une signature donnée en main propre</a>
          </li>
        )}
        {may.includes('revise') && (
          <li>
            <PostButton action={addressOf('agreementRevise', params)} look="quiet">
              Reprendre la convention pour la modifier
            </PostButton>
          </li>
        )}
        {viewer === 'school' &&
          agreement.scheme === 'pmsmp' &&
          agreement.organisation !== undefined &&
          isSignedOnce && (
            <li>
              <a href={addressOf('immersionRenew', params)}>Renouveler cette immersion</a>
            </li>
          )}
        {viewer === 'school' && isSigned && (
          <li>
            <a href={addressOf('agreementAmend', params)}>Préparer un avenant</a>
          </li>
        )}
        {may.includes('replace') && agreement.amends === undefined && (
          <li>
            <a href={addressOf('agreementReplace', params)}>Changer de structure d’accueil</a>
          </li>
        )}
        {viewer === 'school' && agreement.source === 'outside' && isSignedOnce && (
          <li>
            <PostButton action={addressOf('outsideUndo', params)} look="quiet">
              Retirer ce stage, noté par erreur
            </PostButton>
          </li>
        )}
        {stop && (
          <li>
            <a href={addressOf('agreementStop', params)}>
              {stop === 'interrupt'
                ? `Interrompre ${placementWords(agreement.scheme).the}`
                : stop === 'cancel'
                  ? 'Annuler la convention'
                  : 'Abandonner la convention'}
            </a>
          </li>
        )}
      </ul>
    </Fold>
  )
}
