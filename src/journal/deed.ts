/** What can be done to a pupil's data, and how the journal says it after a person's name. A feature adds its deeds here. */
export const deeds = {
  'pupil-file.read': 'a lu le dossier',
  'application.read': 'a lu la candidature',
  'run-pupil.read': 'a lu le résultat d’un élève dans une affectation',
  'campaign-file.downloaded': 'a téléchargé un fichier d’élèves',
  'pupil.added': 'a inscrit l’élève',
  'pupil.changed': 'a modifié le dossier',
  'pupil.left': 'a noté le départ de l’élève',
  'code.printed': 'a imprimé un nouveau code personnel',
  'period.changed': 'a modifié les semaines de la classe',
  'application.submitted': 'a envoyé la candidature',
  'application.opened': 'a ouvert la candidature',
  'application.asked': 'a posé une question',
  'application.countered': 'a proposé d’autres semaines',
  'application.accepted': 'a accepté la candidature',
  'application.refused': 'a refusé la candidature',
  'application.waiting': 'a mis la candidature en liste d’attente',
  'application.confirmed': 'a confirmé la place',
  'application.withdrawn': 'a retiré la candidature',
  'application.expired': 'a laissé expirer la candidature',
  'application.cancelled': 'a annulé la place',
  'message.sent': 'a écrit un message',
  'host.added': 'a ajouté la structure',
  'host.changed': 'a modifié la structure',
  'host.agreed': 'a modifié l’accord de principe de la structure',
  'host.site-changed': 'a modifié un lieu de la structure',
  'host.contacted': 'a dit contacter la structure',
  'host.merged': 'a fusionné la structure avec une autre',
  'host.unmerged': 'a annulé la fusion de la structure',
} as const satisfies Readonly<Record<`${string}.${string}`, string>>

export type Deed = keyof typeof deeds
export const isDeed = (text: string): text is Deed => Object.hasOwn(deeds, text)
