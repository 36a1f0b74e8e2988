/** Lines of a program, in a box of their own that scrolls: by the keyboard too. */
export const CodeBlock = ({ label, children }: { readonly label: string; readonly children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached without a mouse.
  <section class="code-block" tabIndex={0} aria-label={label}>
    <pre>
      <code>{children}</code>
    </pre>
  </section>
)

/** A text whose words between `grave accents` are a program's. */
export const Coded = ({ children }: { readonly children: string }) => (
  <>{children.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}</>
)
