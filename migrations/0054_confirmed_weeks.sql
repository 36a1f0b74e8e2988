-- Where a pupil is in a week: the key itself keeps anyone from being placed twice.
create table confirmed_weeks (
  territory_id text not null,
  pupil_id uuid not null,
  week text not null,
  application_id uuid not null,
  primary key (territory_id, pupil_id, week)
);
create index confirmed_weeks_by_application on confirmed_weeks (territory_id, application_id);
