-- An allocation for those who asked for help, on the seats still open: what it found is proposed once a coordinator has looked at it.

create table help_waves (
  territory_id text not null,
  id uuid not null,
  scheme text not null,
  -- From 1 on, in this territory and scheme.
  number integer not null,
  -- Where it was computed.
  campaign_id text not null,
  run_id text not null,
  weeks text[] not null,
  started_by uuid,
  started_at timestamptz not null,
  -- Who sent it, and until when answers are waited for. Null: still to be looked at.
  sent_by uuid,
  sent_at timestamptz,
  answer_by timestamptz,
  -- When every proposal of it had gone out.
  gone_at timestamptz,
  -- Put aside without sending anything.
  dropped_at timestamptz,
  primary key (territory_id, id)
);
create unique index help_waves_by_id on help_waves (id);
create unique index help_waves_numbers on help_waves (territory_id, scheme, number);
-- One wave at a time is looked at.
create unique index help_waves_open on help_waves (territory_id, scheme) where sent_at is null and dropped_at is null;

-- What the wave brought to each pupil who was in it, once it was sent.
create table help_wave_pupils (
  territory_id text not null,
  wave_id uuid not null,
  pupil_id uuid not null,
  weeks text[] not null,
  -- proposed; kept_back (by the coordinator); seat_gone, placed_since, gone (left, or help taken back) between run and sending; or
  -- why the run found nothing: a code of the allocation (out_of_reach, seats_taken, …).
  outcome text not null,
  primary key (territory_id, wave_id, pupil_id)
);
create index help_wave_pupils_by_pupil on help_wave_pupils (territory_id, pupil_id, wave_id desc);

-- Entered by someone of the school for a pupil who agreed; null: by the pupil.
alter table help_requests add column entered_by uuid;
create index help_requests_in_force on help_requests (territory_id, asked_at) where withdrawn_at is null;

alter table help_wave_pupils enable row level security;
create policy guarded_help_wave_pupils on help_wave_pupils for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or exists (
    select from pupils p
    where p.territory_id = help_wave_pupils.territory_id and p.id = help_wave_pupils.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
    )
  )
);
grant select on help_waves, help_wave_pupils to passerelle_guarded;

-- What those who are helped need, hold and are proposed, by scheme: the one definition of whom the coordination looks for.
create view help_needs as
select h.territory_id, h.pupil_id, h.asked_at, h.entered_by, p.class_id, p.school, d.scheme, d.needed, held.weeks as held,
  proposed.weeks as proposed
from help_requests h
join pupils p on p.territory_id = h.territory_id and p.id = h.pupil_id and p.left_at is null
cross join lateral (
  select r.scheme, array_agg(distinct w.week order by w.week) as needed
  from periods r cross join lateral unnest(r.weeks) as w(week)
  where r.territory_id = p.territory_id and r.class_id = p.class_id
    and not exists (
      select from exemptions e
      where e.territory_id = p.territory_id and e.pupil_id = p.id and e.period_id = r.id and e.ended_at is null
    )
  group by r.scheme
) d
-- Confirmed here, or on an agreement that stands, wherever it was made.
cross join lateral (
  select coalesce(array_agg(distinct x.week), '{}') as weeks from (
    select c.week from confirmed_weeks c where c.territory_id = p.territory_id and c.pupil_id = p.id
    union all
    select w.week from agreements a cross join lateral unnest(a.weeks) as w(week)
    where a.territory_id = p.territory_id and a.pupil_id = p.id and a.amends is null
      and a.state not in ('refused', 'replaced', 'cancelled')
  ) x
) held
cross join lateral (
  select coalesce(array_agg(distinct w.week), '{}') as weeks
  from proposals o cross join lateral unnest(o.weeks) as w(week)
  where o.territory_id = p.territory_id and o.pupil_id = p.id and o.state in ('proposed', 'accepted')
) proposed
where h.withdrawn_at is null;
grant select on help_needs to passerelle_guarded;
