-- The last time that somebody chose who follows whom in a class: the way back stays for a week, for whoever opens the page.
create table referent_changes (
  territory_id text not null,
  class_id uuid not null,
  at timestamptz not null,
  by_account uuid,
  -- Who followed those for whom it changed, by pupil; '' for nobody.
  former jsonb not null,
  primary key (territory_id, class_id),
  foreign key (territory_id, class_id) references classes on delete cascade
);

-- The second lock (0034) opens it to nobody: it is read outside, for pages of the school's office.
alter table referent_changes enable row level security;
