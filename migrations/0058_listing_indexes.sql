-- Indexes of lists that were looked at with some 100,000 rows, and a repair of the second lock (0034).

-- Drafts that were left for long.
create index offer_drafts_by_age on offer_drafts (changed_at);

-- 0053 says twice who sees messages and events: once is enough, and half the work.
drop policy guarded_application_messages on application_messages;
drop policy guarded_application_events on application_events;

-- Where a pupil is placed is seen by whoever sees the application.
alter table confirmed_weeks enable row level security;
create policy guarded_confirmed_weeks on confirmed_weeks for select to passerelle_guarded using (
  exists (select from applications a where a.territory_id = confirmed_weeks.territory_id
    and a.id = confirmed_weeks.application_id)
);
grant select on confirmed_weeks to passerelle_guarded;
