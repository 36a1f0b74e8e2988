-- An allocation run as a background job, and its results as pages read them.

create table runs (
  territory_id text not null,
  id text not null,
  campaign_id text not null,
  -- 1, 2, 3… within the campaign
  number integer not null,
  -- queued, running, done, failed, stopped
  state text not null,
  stage text not null,
  done integer not null,
  total integer not null,
  asked_by text,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  heartbeat_at timestamptz,
  -- Which worker holds the run; a worker that finds another name here has lost it.
  worker text,
  -- How many times a worker took the run up; more than once after a restart.
  attempts integer not null,
  stop_asked boolean not null,
  -- [{ kind, name, version, sha256 }] of what the run read
  inputs jsonb not null,
  -- RunFigures (src/runs/tables.ts), null until done
  figures jsonb,
  -- summary.json, null until done
  summary jsonb,
  -- { ok, messages } of the independent verifier, null until it ran
  verification jsonb,
  failure text,
  primary key (territory_id, id)
);
create index runs_by_campaign on runs (territory_id, campaign_id, number desc);
-- Never two at once for a campaign.
create unique index runs_one_at_once on runs (territory_id, campaign_id) where state in ('queued', 'running');

-- One row per pupil of the run: what lists show and filter, and why (jsonb PupilWhy of src/runs/tables.ts).
create table run_pupils (
  territory_id text not null,
  run_id text not null,
  pupil text not null,
  school text not null,
  level text not null,
  priority integer not null,
  -- placed (every week), partly, unplaced, fixed (every week held before)
  state text not null,
  -- Of the first week without a place; null when every week has one.
  code text,
  -- The worse of the two ways over the weeks placed; null without a place.
  minutes integer,
  lat double precision,
  lon double precision,
  why jsonb not null,
  primary key (territory_id, run_id, pupil)
);
create index run_pupils_by_state on run_pupils (territory_id, run_id, state, pupil);
create index run_pupils_by_code on run_pupils (territory_id, run_id, code, pupil);
create index run_pupils_by_school on run_pupils (territory_id, run_id, school, pupil);

create table run_placements (
  territory_id text not null,
  run_id text not null,
  pupil text not null,
  week text not null,
  offer text not null,
  minutes_out integer,
  minutes_back integer,
  leave_home text,
  arrive text,
  leave_work text,
  back_home text,
  transfers integer,
  wish_rank integer,
  cost integer,
  fixed boolean not null,
  -- RunJourney (src/runs/tables.ts): the legs each way; null when the reach knows no times of day.
  journey jsonb,
  primary key (territory_id, run_id, pupil, week)
);
create index run_placements_by_offer on run_placements (territory_id, run_id, offer, week);

create table run_unplaced (
  territory_id text not null,
  run_id text not null,
  pupil text not null,
  week text not null,
  code text not null,
  reason text not null,
  shortage text,
  primary key (territory_id, run_id, pupil, week)
);
create index run_unplaced_by_shortage on run_unplaced (territory_id, run_id, shortage, pupil);

-- Pupils who together can only reach these seats: `id` as in the certificate (2026-W25-3), `rank` 1 for the one that misses most.
create table run_shortages (
  territory_id text not null,
  run_id text not null,
  id text not null,
  rank integer not null,
  place text not null,
  weeks text[] not null,
  pupils integer not null,
  seats integer not null,
  missing integer not null,
  lat double precision not null,
  lon double precision not null,
  radius_km double precision not null,
  -- Codes of the sectors that these pupils wish most, most wished first.
  sectors text[] not null,
  primary key (territory_id, run_id, id)
);

create table run_shortage_members (
  territory_id text not null,
  run_id text not null,
  shortage text not null,
  -- pupil or offer
  kind text not null,
  member text not null,
  primary key (territory_id, run_id, shortage, kind, member)
);

-- Counts of a school, so that an overview is one small query. Pupils are counted once: placed + partly + unplaced = pupils.
create table run_coverage (
  territory_id text not null,
  run_id text not null,
  school text not null,
  name text not null,
  pupils integer not null,
  placed integer not null,
  partly integer not null,
  unplaced integer not null,
  -- Of partly and unplaced: those no known timetable reaches, and those whose seats are taken.
  out_of_reach integer not null,
  seats_taken integer not null,
  over_60_minutes integer not null,
  minutes_sum integer not null,
  lat double precision,
  lon double precision,
  primary key (territory_id, run_id, school)
);

create table run_files (
  territory_id text not null,
  run_id text not null,
  name text not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (territory_id, run_id, name)
);
