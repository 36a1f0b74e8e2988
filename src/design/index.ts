/** The design system: what pages are made of. Styles in `styles/`, behaviour in the browser in `islands/`. */
export { type ActionLook, Actions, Button, LinkButton, PostButton } from './actions.tsx'
export { Answers, Fold } from './answers.tsx'
export { Arc } from './arc.tsx'
export { assetsFolder } from './assets.ts'
export { Bar, BarKey, type BarPart, type BarTone, ShareBar } from './bars.tsx'
export { Card } from './card.tsx'
export { type Bin, Distribution } from './charts.tsx'
export { type Chip, Chips, Tag, type TagTone } from './chips.tsx'
export { Checkboxes, Radios } from './choices.tsx'
export { CodeBlock, Coded } from './code-block.tsx'
export { Conversation, type Said } from './conversation.tsx'
export { Curve, type CurveDay } from './curve.tsx'
export { DeadLinkPage, incompleteLink } from './dead-link.tsx'
export { EmptyState } from './empty-state.tsx'
export {
  type Choice,
  ErrorSummary,
  FileDrop,
  fieldId,
  SearchForm,
  SelectField,
  TextArea,
  TextField,
} from './fields.tsx'
export { Figure, type KeyFigure, KeyFigures } from './figures.tsx'
export { errorOf, type FieldError, Form } from './form.tsx'
export { type HalfDayChoice, HalfDays, type HalfDaysOfDay } from './half-days.tsx'
export { Icon, type IconName } from './icon.tsx'
export { LiveWords } from './live-words.tsx'
export { type MapCircle, type MapOutline, TerritoryMap } from './map.tsx'
export { Notice, type NoticeKind } from './notice.tsx'
export { type NumberRow, NumberRows } from './number-rows.tsx'
export {
  Breadcrumb,
  ColumnPage,
  type DeskEntry,
  DeskPage,
  RoomPage,
  type RoomSection,
  renderPage,
  type Signed,
  Title,
} from './page.tsx'
export { KeyedCrop, KeyedCrops, PaperCrop, type PaperPicture, PaperSheet } from './paper-view.tsx'
export { ProgressLine } from './progress-line.tsx'
export type { ProgressState } from './progress-state.ts'
export type { LonLat, Ring } from './projection.ts'
export { QrCode } from './qr-code.tsx'
export { SectionHead } from './section-head.tsx'
export { SheetSender } from './sheet-sender.tsx'
export { SignaturePad } from './signature-pad.tsx'
export { type LineStep, StepLine } from './step-line.tsx'
export { type Column, Pager, type Sort, Table } from './table.tsx'
export { Timeline, type TimelineStep } from './timeline.tsx'
export { Trip, type TripLeg, type TripWay } from './trip.tsx'
export { WeekSeats } from './week-seats.tsx'
export * from './words.ts'
