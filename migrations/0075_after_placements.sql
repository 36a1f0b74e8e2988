-- What remains of a placement: how it went, the pupil's own journal and report, and the certificate.

-- One evaluation by each side, answered from a template (src/placements/evaluation.ts).
create table placement_evaluations (
  territory_id text not null,
  agreement_id uuid not null,
  side text not null check (side in ('host', 'pupil', 'teacher')),
  -- `observation/1`: the questions and their version.
  template text not null,
  answers jsonb not null,
  pupil_id uuid not null,
  class_id uuid,
  school text not null,
  by_account uuid,
  by_name text not null,
  at timestamptz not null,
  primary key (territory_id, agreement_id, side)
);

-- A line a day, the pupil's own.
create table placement_journal (
  territory_id text not null,
  agreement_id uuid not null,
  day date not null,
  pupil_id uuid not null,
  body text not null,
  at timestamptz not null,
  primary key (territory_id, agreement_id, day)
);

-- The report: the pupil's own until it is handed in; then the school reads it.
create table placement_reports (
  territory_id text not null,
  agreement_id uuid not null,
  pupil_id uuid not null,
  class_id uuid,
  school text not null,
  -- By question (src/placements/report.ts).
  answers jsonb not null,
  handed_at timestamptz,
  at timestamptz not null,
  primary key (territory_id, agreement_id)
);

-- Issued once, never made anew: the bytes stand in the file store under their hash.
create table placement_certificates (
  territory_id text not null,
  agreement_id uuid not null,
  sha256 text not null,
  half_days integer not null,
  issued_at timestamptz not null,
  primary key (territory_id, agreement_id)
);

-- The second lock (0034). What the pupil says of the host stays between the pupil and the school.
alter table placement_evaluations enable row level security;
create policy guarded_placement_evaluations on placement_evaluations for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil}'))::uuid[])
  or (side <> 'pupil' and pupil_id = any ((select guarded_ids('pupil', '{representative}'))::uuid[]))
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
  or (side = 'host' and agreement_id in (select * from guarded_host_agreements()))
);
alter table placement_journal enable row level security;
create policy guarded_placement_journal on placement_journal for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil}'))::uuid[])
);
alter table placement_reports enable row level security;
create policy guarded_placement_reports on placement_reports for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil}'))::uuid[])
  or (handed_at is not null and (
    class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
    or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
  ))
);
grant select on placement_evaluations, placement_journal, placement_reports to passerelle_guarded;
