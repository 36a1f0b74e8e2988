-- A pupil who need not find a place for a period of the class, and why.

create table exemptions (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  -- A period of the pupil's class.
  period_id uuid not null,
  -- Code of src/pupils/exemption.ts: mobility, health, family, employment, other…; the words, when asked for, stand beside.
  reason text not null,
  words text,
  by_account uuid,
  since timestamptz not null,
  -- Taken back.
  ended_at timestamptz,
  primary key (territory_id, id)
);
create unique index exemptions_in_force on exemptions (territory_id, pupil_id, period_id) where ended_at is null;
