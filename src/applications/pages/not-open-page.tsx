import { addressOf } from '#/addresses.ts'
import { Actions, ColumnPage, type DeskEntry, LinkButton, Notice, type Signed, Title } from '#/design/index.ts'
import type { Unfit } from '#/rules/index.ts'
import type { NotOpen } from '../openness.ts'

/** Why not, kindly: about the place, and what to do next. */
const kindWords: Readonly<Record<Unfit['code'], string>> = {
  scheme: 'Cette place est prévue pour un autre type de stage que le tien.',
  level: 'Cette place est prévue pour un autre niveau que le tien.',
  week: 'Cette place n’est pas proposée pendant les semaines de ta classe.',
  age: 'L’âge demandé pour cette place est au-dessus du tien à ces dates.',
  needs: 'Ce lieu n’est pas encore équipé comme il te le faut.',
  reserved: 'Cette place est réservée à d’autres élèves.',
  hours: 'Les horaires de cette place ne conviennent pas à ton âge : la loi te protège.',
}

const wordsOf = (notOpen: NotOpen): string => {
  switch (notOpen.why) {
    case 'gone':
      return 'Elle n’est plus proposée en ce moment.'
    case 'past':
      return 'Ses semaines sont déjà commencées ou passées.'
    case 'held':
      return 'Tu as déjà une place confirmée à ces dates.'
    case 'unfit':
      return kindWords[notOpen.unfit.code]
    default:
      return notOpen satisfies never
  }
}

/** An offer that takes no application of this pupil. */
export function NotOpenPage({
  signed,
  entries,
  title,
  notOpen,
}: {
  signed: Signed
  entries: readonly DeskEntry[]
  title: string
  notOpen: NotOpen
}) {
  return (
    <ColumnPage title="Cette place n’est pas pour cette fois" signed={signed} entries={entries}>
      <Title eyebrow={title}>Cette place n’est pas pour cette fois</Title>
      <Notice kind="info" title={wordsOf(notOpen)}>
        {notOpen.why === 'unfit' && <p>{notOpen.unfit.message}</p>}
      </Notice>
      <p>D’autres places te sont ouvertes : la recherche ne montre que celles-là.</p>
      <Actions>
        <LinkButton href={addressOf('search', {})}>Chercher une autre place</LinkButton>
      </Actions>
    </ColumnPage>
  )
}
