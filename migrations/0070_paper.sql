-- Paper counts too: scans of signed pages, what was read on them, and who confirmed which signatures.

-- One stack that someone brought: a PDF of a copier, or photos.
create table paper_batches (
  territory_id text not null,
  id uuid not null,
  -- UAI
  school text not null,
  made_by uuid,
  made_at timestamptz not null,
  -- receiving (a phone still sends), waiting, reading, read, failed
  state text not null,
  stage text not null,
  done integer not null default 0,
  total integer not null default 0,
  -- Of the thread that reads: one whose worker is another's must not write.
  worker uuid,
  attempts integer not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  failure text,
  primary key (territory_id, id)
);
create unique index paper_batches_by_id on paper_batches (id);
create index paper_batches_by_school on paper_batches (territory_id, school, id desc);

-- What was sent, as it came; the bytes stand in the file store under their hash until the batch is read.
create table paper_files (
  territory_id text not null,
  id uuid not null,
  batch_id uuid not null,
  school text not null,
  position integer not null,
  file_name text not null,
  -- pdf, jpeg, png
  kind text not null,
  sha256 text not null,
  -- Null until it is read.
  pages integer,
  -- Why nothing was read of it, for the person who sent it.
  refused text,
  -- The batch in which the same file was read before.
  repeats uuid,
  primary key (territory_id, id)
);
create unique index paper_files_by_batch on paper_files (territory_id, batch_id, sha256);
create index paper_files_by_content on paper_files (territory_id, school, sha256);

-- One side of a sheet.
create table paper_pages (
  territory_id text not null,
  id uuid not null,
  batch_id uuid not null,
  file_id uuid not null,
  school text not null,
  -- A thousand for each file of the batch, and the page's number in it.
  position integer not null,
  -- Small, grey, upright: the proof. In the file store.
  image_sha256 text,
  image_width integer,
  image_height integer,
  -- How the page lies in the image: from it, where each one signs.
  placement jsonb,
  -- How much of each box of the signature page is written on, in thousandths, in the order of the boxes.
  ink integer[],
  -- known, unknown (waits in the tray), aside (a foreign sheet, a blank back)
  state text not null,
  -- code, letters, pupil: how it is known
  known_by text,
  agreement_id uuid,
  version integer,
  page integer,
  settled_by uuid,
  settled_at timestamptz,
  primary key (territory_id, id)
);
create unique index paper_pages_by_place on paper_pages (territory_id, batch_id, position);
create index paper_pages_by_agreement on paper_pages (territory_id, agreement_id, version, page) where agreement_id is not null;
create index paper_pages_tray on paper_pages (territory_id, school, batch_id, position) where state = 'unknown';

-- Someone looked at an agreement's paper and said who signed it. Counted a little later, so that it can be taken back until then.
create table paper_confirmations (
  territory_id text not null,
  id uuid not null,
  school text not null,
  batch_id uuid not null,
  agreement_id uuid not null,
  version integer not null,
  -- Of agreement_signatories.
  signatories uuid[] not null,
  -- The images that prove it.
  proofs text[] not null,
  -- waiting, counted, undone, refused
  state text not null,
  by_account uuid not null,
  -- Under which right, for the journal.
  by_role text,
  why text not null,
  at timestamptz not null,
  counted_at timestamptz,
  -- Why it could not be counted: « version », « state », …
  refused text,
  primary key (territory_id, id)
);
create index paper_confirmations_by_batch on paper_confirmations (territory_id, batch_id, id desc);
create unique index paper_confirmations_open on paper_confirmations (territory_id, batch_id, agreement_id)
  where state in ('waiting', 'counted');
create index paper_confirmations_waiting on paper_confirmations (at) where state = 'waiting';

-- The second lock (0034): the school's office alone.
alter table paper_files enable row level security;
create policy guarded_paper_files on paper_files for select to passerelle_guarded using (
  (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary}'))
);
alter table paper_pages enable row level security;
create policy guarded_paper_pages on paper_pages for select to passerelle_guarded using (
  (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary}'))
);
alter table paper_confirmations enable row level security;
create policy guarded_paper_confirmations on paper_confirmations for select to passerelle_guarded using (
  (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary}'))
);
grant select on paper_batches, paper_files, paper_pages, paper_confirmations to passerelle_guarded;
