/** What makes a first day go well, for the host: on the page and in the mail of the week before. */
export const welcomeChecklist: readonly string[] = [
  'Dire à l’équipe qui vient, et quand.',
  'Choisir qui l’attend à l’arrivée et qui répond à ses questions dans la journée.',
  'Préparer une place où s’asseoir et ranger ses affaires.',
  'Prévoir, le premier matin, le tour des lieux et les règles de sécurité : sorties, machines interdites, qui prévenir.',
  'Prêter l’équipement de protection s’il en faut.',
  'Dire où et quand on mange.',
  'Garder sous la main le numéro de l’établissement et celui de la famille.',
]
