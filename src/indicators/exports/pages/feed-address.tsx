import { Actions, PostButton, TextField } from '#/design/index.ts'

/** One's own secret address of a calendar: made, shown, changed, taken back. `feed`: the whole address once it is made. */
export const FeedAddress = ({ action, feed }: { readonly action: string; readonly feed: string | undefined }) => (
  <>
    {feed !== undefined && (
      <TextField name="adresse" label="À coller dans votre agenda, « s’abonner à un calendrier »" value={feed} />
    )}
    <Actions>
      <PostButton look="plain" action={action} fields={{ quoi: 'creer' }}>
        {feed === undefined ? 'Créer mon adresse' : 'Changer d’adresse'}
      </PostButton>
      {feed !== undefined && (
        <PostButton look="quiet" action={action} fields={{ quoi: 'retirer' }}>
          Retirer l’adresse
        </PostButton>
      )}
    </Actions>
  </>
)
