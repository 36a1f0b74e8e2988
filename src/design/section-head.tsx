/** The title of a section, and beside it the one link that changes what stands below. */
export function SectionHead({
  title,
  href,
  link,
}: {
  readonly title: string
  readonly href?: string
  readonly link?: string
}) {
  return (
    <div class="section-head">
      <h2>{title}</h2>
      {href && (
        <a href={href}>
          {link ?? 'Modifier'}
          <span class="unseen"> : {title}</span>
        </a>
      )}
    </div>
  )
}
