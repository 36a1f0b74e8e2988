import { momentWords, Notice } from '#/design/index.ts'
import { bounceWords } from '../bounce-words.ts'
import type { Bounce } from '../bounces.ts'

/** Which of these addresses refuse our mail, for whoever can mend them where this is read. Nothing when all take it. */
export function BounceNotice({
  bounces,
  mend,
}: {
  readonly bounces: ReadonlyMap<string, Bounce>
  /** How, in one sentence. */
  readonly mend: string
}) {
  if (bounces.size === 0) return null
  return (
    <Notice
      kind="warning"
      title={
        bounces.size === 1 ? 'Une adresse ne reçoit pas nos courriers' : 'Des adresses ne reçoivent pas nos courriers'
      }
    >
      {[...bounces.values()].map((bounce) => (
        <p key={bounce.address}>
          {bounce.address}, {momentWords(bounce.at)} : {bounceWords(bounce)}.
        </p>
      ))}
      <p>{mend}</p>
    </Notice>
  )
}
