-- Who read or changed what about a person, and what allowed it. Rows are only added, and go together when their time is over.
-- Identifiers and kinds only: no name and no text of anybody.
create table journal (
  territory_id text not null,
  id uuid not null,
  at timestamptz not null,
  -- Null: someone without an account who was sent a link, or the platform itself.
  account_id uuid,
  -- As which role; '' for the platform itself.
  role text not null,
  -- `pupil-file.read`
  what text not null,
  about_kind text not null,
  about_id text not null,
  -- The pupil whose data it is, where it is one's.
  pupil_id uuid,
  -- What allowed it: a role over a place, `teacher class:0199…`, or `link`.
  why text not null,
  primary key (territory_id, id)
);
create index journal_by_time on journal (at desc, id desc);
create index journal_by_account on journal (account_id, at desc, id desc) where account_id is not null;
create index journal_by_pupil on journal (pupil_id, at desc, id desc) where pupil_id is not null;
