import type { CampaignHead, FileKind } from '#/campaigns/index.ts'
import type { RunHead } from '#/runs/index.ts'

/** What a coordinator does next in a campaign: one thing, by the state it is in. */
export type NextStep =
  | { readonly do: 'import'; readonly missing: readonly FileKind[] }
  | { readonly do: 'launch' }
  | { readonly do: 'follow'; readonly run: RunHead }
  /** `stale`: files changed since the run. */
  | { readonly do: 'read'; readonly run: RunHead; readonly stale: boolean }

const NEEDED: readonly FileKind[] = ['campaign', 'pupils', 'offers']

/** The step that the files, the run under way and the last finished run call for. */
export function nextStep(campaign: CampaignHead, going: RunHead | undefined, result: RunHead | undefined): NextStep {
  if (going) return { do: 'follow', run: going }
  const missing = NEEDED.filter((kind) => !campaign.files.some((file) => file.kind === kind))
  if (missing.length > 0) return { do: 'import', missing }
  if (!result) return { do: 'launch' }
  return { do: 'read', run: result, stale: isStale(campaign, result) }
}

function isStale(campaign: CampaignHead, run: RunHead): boolean {
  const print = (files: readonly { kind: string; name: string; sha256: string }[]) =>
    files
      .map(({ kind, name, sha256 }) => `${kind} ${name} ${sha256}`)
      .toSorted()
      .join('\n')
  return print(campaign.files) !== print(run.inputs)
}
