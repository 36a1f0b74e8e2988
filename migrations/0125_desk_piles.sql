-- Whom to thank is read behind the second lock too: a bassin's coordinator sees the hosts of the bassin's pupils.
grant select on desk_thanks to passerelle_guarded;

-- As in 0091, but each pupil is looked up by the index: those who are helped are few, and the planner would rather read all pupils.
create or replace view help_needs as
select h.territory_id, h.pupil_id, h.asked_at, h.entered_by, p.class_id, p.school, d.scheme, d.needed, held.weeks as held,
  proposed.weeks as proposed
from help_requests h
cross join lateral (
  select territory_id, id, class_id, school from pupils
  where territory_id = h.territory_id and id = h.pupil_id and left_at is null
  offset 0
) p
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
