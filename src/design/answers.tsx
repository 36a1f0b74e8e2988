import type { ComponentChildren } from 'preact'

/** What was answered, question by question: to check before sending, or to read. Questions without an answer are left out. */
export function Answers({
  answers,
}: {
  answers: readonly { readonly question: string; readonly answer: ComponentChildren | undefined }[]
}) {
  return (
    <dl class="answers">
      {answers.map(
        ({ question, answer }) =>
          answer !== undefined && (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{answer}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** Something that one opens to do it: the rest of the page stays in sight. */
export function Fold({
  title,
  open = false,
  children,
}: {
  title: string
  open?: boolean
  children: ComponentChildren
}) {
  return (
    <details class="fold" open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
