import { dayWords, hourWords, momentWords } from '#/design/words.ts'
import { hoursWords } from '#/offers/index.ts'
import { pdfTemplate, typesetPdf } from '#/platform/pdf.ts'
import { schemes } from '#/rules/index.ts'
import type { IncidentHealth } from './incident.ts'
import type { Incident } from './incidents.ts'
import { type Placement, pupilNameOf } from './placement.ts'

const template = pdfTemplate(import.meta.resolve('./incident-declaration.typ'))

/**
 * What the school copies into the declaration, as a PDF: who, when, where, how, and what the law asks next. `health` undefined: nothing was
 * said. Dated by the instant at which the incident was told, so that it is the same each time.
 */
export function incidentDeclaration(
  {
    placement,
    incident,
    health,
  }: { readonly placement: Placement; readonly incident: Incident; readonly health: IncidentHealth | undefined },
  now: Temporal.Instant,
): Uint8Array {
  const { agreement, timeZone } = placement
  const { content } = agreement
  const day = Temporal.PlainDate.from(incident.day)
  const host = content.hosts.find(({ from, to }) => incident.day >= from && incident.day <= to) ?? content.hosts[0]
  const { facts } = incident
  const isWork = agreement.scheme === 'pfmp'
  const title =
    incident.kind === 'accident'
      ? 'Éléments pour la déclaration d’accident'
      : 'Éléments pour le compte rendu d’incident'
  const { bytes } = typesetPdf(
    template,
    {
      title,
      foot: [`Préparé ${momentWords(now, timeZone)}. Document confidentiel.`],
      lead: `Ce qui a été dit ${momentWords(incident.at, timeZone)} par ${incident.byName}, à recopier dans la déclaration. Ce document ne la remplace pas.`,
      person: [
        ['Nom et prénom', pupilNameOf(agreement)],
        [
          'Date de naissance',
          dayWords(Temporal.PlainDate.from(content.pupil.birthDate), { year: true, weekday: false }),
        ],
        ['Classe', content.pupil.className ?? ''],
        ['Adresse', content.pupil.address ?? ''],
        [
          'Représentants légaux',
          content.representatives.map(({ name, phone }) => [name, phone].filter(Boolean).join(', ')).join(' ; '),
        ],
      ],
      facts: [
        ['Jour et heure', `${dayWords(day, { year: true })} à ${hourWords(incident.minute * 60)}`],
        ['Lieu précis', facts.place],
        ['Ce qui s’est passé', facts.what],
        ['Activité de l’élève', facts.doing],
        ['Témoins', facts.witnesses],
        ['Mesures prises', facts.measures],
        ['Horaires prévus', hoursWords(host.hours).join(' ; ')],
      ],
      health: [
        ['Blessures', health?.injuries ?? ''],
        ['Soins donnés', health?.care ?? ''],
        ['Emmené', health?.takenTo ?? ''],
      ],
      places: [
        [
          'Établissement',
          [content.school?.name, content.school?.uai, content.school?.address].filter(Boolean).join(', '),
        ],
        [
          'Lieu de stage',
          [host.name, host.siret && `SIRET ${host.siret}`, host.siteAddress ?? host.address].filter(Boolean).join(', '),
        ],
        [
          'Responsable sur place',
          [host.tutor?.name || host.representative.name, host.tutor?.phone ?? host.representative.phone]
            .filter(Boolean)
            .join(', '),
        ],
        ['Stage', schemes[agreement.scheme].name],
      ],
      steps:
        incident.kind !== 'accident'
          ? [
              'Suites à donner par l’établissement :',
              [
                'Entendre l’élève, puis le lieu de stage.',
                'Prévenir la famille de ce qui est décidé.',
                'Suspendre la convention si la sécurité n’est pas assurée.',
              ],
            ]
          : isWork
            ? [
                'Accident du travail d’un élève en formation professionnelle :',
                [
                  'Le chef d’établissement le déclare à la caisse d’assurance maladie sous 48 heures, dimanches et jours fériés non compris (code de la sécurité sociale, articles L441-2 et R441-3).',
                  'Il remet à la famille la feuille d’accident, pour les soins sans avance de frais.',
                  'Le lieu de stage lui envoie ce qu’il sait le jour même.',
                ],
              ]
            : [
                'Accident pendant une période d’observation :',
                [
                  'Le lieu de stage prévient aussitôt l’établissement, qui fait la déclaration le jour même, sur le modèle de son académie.',
                  'La famille prévient son assurance scolaire ou de responsabilité civile sous cinq jours ouvrés.',
                  'Garder le certificat médical qui décrit les blessures.',
                ],
              ],
    },
    { at: now },
  )
  return bytes
}
