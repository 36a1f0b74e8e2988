import { holidaysOfZone, type SchoolZone } from '#/calendar/index.ts'
import { forbiddenWorks } from './forbidden-work.ts'
import { rules } from './rule-table.ts'
import { schemeIds } from './scheme.ts'
import { hoursLimits } from './working-hours-law.ts'

const zones = [
  'A',
  'B',
  'C',
  'corse',
  'guadeloupe',
  'guyane',
  'martinique',
  'mayotte',
  'reunion',
  'saint-pierre-et-miquelon',
] as const satisfies readonly SchoolZone[]

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const hour = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`)

/** docs/rules.md, out of the very tables that judge. */
export const rulesPage = (): string => `# Rules of placements

Made from src/rules by \`UPDATE_DOCS=1 npm test -- rules-page\`; a test compares. What a rule demands is said in French, as people read it.

A placement is judged by the version in force on the day its agreement was submitted, for ever: reading an old one never judges it anew.
\`refused\` stops it, \`warning\` asks somebody to look. Only what is marked may be overridden, by a validator, with a written reason.
Facts that are not known are not judged: a draft is judged by what it holds.

## The rules

${table(
  ['id', 'demands', 'schemes', 'in force from', 'article', 'severity', 'can be overridden'],
  rules.map(({ id, says, schemes, versions, severity, overridable }) => [
    `\`${id}\``,
    says,
    schemes.length === schemeIds.length ? 'all' : schemes.join(', '),
    versions.map(({ from, to }) => (to === undefined ? from : `${from} to ${to}`)).join('<br>'),
    versions.map(({ article }) => article).join('<br>'),
    severity,
    overridable ? 'yes' : 'no',
  ]),
)}

## Hours by age

Ages in whole years on the very day; a week that holds a birthday goes by its youngest day. \`observation\` stands for the observation
sequences of collège and seconde, whatever the age.

${table(
  ['band', 'schemes', 'ages', 'a day', 'a week', 'between', 'pause', 'article'],
  hoursLimits.map(({ id, appliesTo, ages, dayMinutes, weekMinutes, window, pause, article }) => [
    id,
    appliesTo,
    ages.to === 200 ? `${ages.from} and over` : `${ages.from}–${ages.to}`,
    hour(dayMinutes),
    hour(weekMinutes),
    `${window.startHour}:00–${window.endHour}:00`,
    `${pause.minutes} min within ${pause.afterMinutes / 60} h`,
    article,
  ]),
)}

## Parameters

${rules.flatMap(({ id, versions }) => versions.flatMap(({ from, parameters }) => (parameters === hoursLimits || Object.keys(parameters).length === 0 ? [] : [`- \`${id}\` (${from}): \`${JSON.stringify(parameters)}\``]))).join('\n')}

## School holidays

One leaves after class on the first day and is back on the morning of the second. Bridges and single days off are no holidays here. A day
that no published calendar covers gives a warning, not a refusal.

${table(
  ['zone', 'holidays'],
  zones.map((zone) => [
    zone,
    holidaysOfZone(zone)
      .map(([leave, back]) => `${leave} → ${back}`)
      .join('<br>'),
  ]),
)}

## Work forbidden to minors

Words of an offer that bring it before a coordinator, unless the text says that it is not done. Code du travail, articles D4153-15 to
D4153-37.

${table(
  ['article', 'what'],
  forbiddenWorks.map(({ article, says }) => [article, says]),
)}
`
