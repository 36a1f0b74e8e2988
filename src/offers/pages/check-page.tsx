import {
  Actions,
  Answers,
  Breadcrumb,
  Button,
  ColumnPage,
  countWords,
  type DeskEntry,
  Icon,
  Notice,
  PostButton,
  SectionHead,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { OfferFinding } from '#/rules/index.ts'
import type { OfferContent, OfferSite } from '../offer.ts'
import { type OfferStep, offerSteps } from '../offer-answers.ts'
import type { AnswerError } from '../read-offer-answers.ts'
import { answerWords } from './answer-words.tsx'

interface Props {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly hostName: string
  readonly offersHref: string
  readonly content: OfferContent
  readonly sites: readonly OfferSite[]
  readonly errors: readonly AnswerError[]
  readonly findings: readonly OfferFinding[]
  /** The offer shows already: publishing changes it. */
  readonly isChange: boolean
  /** Nothing was changed yet: there is nothing to publish. */
  readonly isDraft: boolean
  readonly hrefOf: (step: OfferStep) => string
  readonly publishAction: string
  readonly dropAction: string | undefined
  /** Shows the offer as it stands, without a change: one that was repeated, or proposed by a colleague. */
  readonly showAction: string | undefined
}

/** Where a finding of the law is mended. */
const stepOfFinding = ({ where: { field } }: OfferFinding): OfferStep =>
  field === 'hours'
    ? 'horaires'
    : field === 'weeks' || field === 'dates'
      ? 'semaines'
      : field === 'text'
        ? 'presentation'
        : 'public'

/** The same rule on several days is said once. */
function mainFindings(findings: readonly OfferFinding[]) {
  const kinds = Map.groupBy(
    findings,
    ({ rule, severity, mend }) => `${rule} ${severity} ${mend.replaceAll(/\d+/g, '')}`,
  )
  return [...kinds.values()].flatMap(([finding, ...others]) => (finding ? [{ finding, others: others.length }] : []))
}

/** Everything that was answered, what is missing, what the law says; one main action: publish. */
export function CheckPage(props: Props) {
  const { signed, entries, hostName, offersHref, content, sites, errors, findings, hrefOf, isChange, isDraft } = props
  const refused = findings.filter(({ severity }) => severity === 'refused')
  const missing = [...Map.groupBy(errors, ({ step }) => step)]
  const isReady = errors.length === 0 && refused.length === 0
  const mayPublish = isDraft || props.showAction !== undefined
  const title = !isReady ? 'Il reste une chose à reprendre' : mayPublish ? 'Vérifiez, puis publiez' : 'Votre offre'
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      <Breadcrumb steps={[{ label: hostName, href: offersHref }, { label: content.title || 'Nouvelle offre' }]} />
      <Title lead={isReady ? 'Les élèves voient tout, sauf vos coordonnées.' : 'Rien n’est perdu : tout est gardé.'}>
        {title}
      </Title>
      {missing.length > 0 && (
        <Notice kind="warning" title="Il manque">
          <ul>
            {missing.map(([step, of]) => (
              <li key={step}>
                <a href={hrefOf(step)}>{offerSteps.find(({ name }) => name === step)?.short}</a>
                {' : '}
                {of[0]?.message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {mainFindings(findings).map(({ finding, others }) => (
        <Notice
          key={finding.message}
          kind={finding.severity === 'refused' ? 'error' : 'warning'}
          title={finding.severity === 'refused' ? 'La loi ne le permet pas' : 'Possible pour certains élèves seulement'}
        >
          <p>
            {finding.message}{' '}
            {others > 0 && `De même ${countWords(others, 'autre jour ou semaine', 'autres jours ou semaines')}. `}
            {finding.severity === 'warning' && `Concerne ${finding.forWhom}.`}
          </p>
          <p>
            <a href={hrefOf(stepOfFinding(finding))}>{finding.mend}</a>
          </p>
          <p class="soft">{finding.article}</p>
        </Notice>
      ))}
      {offerSteps.map(({ name, short }) => (
        <section key={name}>
          <SectionHead title={short} href={hrefOf(name)} />
          {errors
            .filter(({ step }) => step === name)
            .map(({ message }) => (
              <p key={message} class="field-error">
                <Icon name="error" size={18} />
                {message}
              </p>
            ))}
          <Answers
            answers={answerWords[name](content, sites).map(({ question, answer, none = 'rien de précisé' }) => ({
              question,
              answer: answer || <span class="soft">{none}</span>,
            }))}
          />
        </section>
      ))}
      {!isDraft && isReady && props.showAction && (
        <Actions>
          <PostButton action={props.showAction} fields={{ etat: 'published' }}>
            Publier
          </PostButton>
        </Actions>
      )}
      {isDraft && (
        <Actions>
          {isReady && (
            <form method="post" action={props.publishAction}>
              <Button>{isChange ? 'Publier les changements' : 'Publier'}</Button>
            </form>
          )}
          {props.dropAction && (
            <PostButton look="quiet" action={props.dropAction}>
              {isChange ? 'Abandonner ces changements' : 'Jeter ce brouillon'}
            </PostButton>
          )}
        </Actions>
      )}
    </ColumnPage>
  )
}
