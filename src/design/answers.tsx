import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export interface AnswerRow {
  readonly question: string
  readonly answer: ComponentChildren
  /** What has to be mended before going on. */
  readonly error?: string | undefined
}

/** What was answered, to be checked before sending: one group of questions and the way back to change them. */
export function Answers({
  title,
  rows,
  changeHref,
}: {
  readonly title: string
  readonly rows: readonly AnswerRow[]
  readonly changeHref?: string
}) {
  return (
    <section class="answers">
      <div class="answers-head">
        <h2>{title}</h2>
        {changeHref && (
          <a href={changeHref}>
            Modifier<span class="unseen"> : {title}</span>
          </a>
        )}
      </div>
      <dl>
        {rows.map(({ question, answer, error }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>
              {answer}
              {error && (
                <p class="field-error">
                  <Icon name="error" size={18} />
                  {error}
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
