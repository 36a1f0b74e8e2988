-- What documents are made with: a territory's own wording, a school's annex, logos; the platform's certificate; and finding a document again.

-- A territory's own wording of a scheme's articles: added, never changed; the last one counts.
create table agreement_texts (
  territory_id text not null,
  scheme text not null,
  version integer not null,
  -- The national text it was written from.
  based_on text not null,
  -- Clause[] (src/agreements/document/clause.ts)
  clauses jsonb not null,
  adopted_at timestamptz not null,
  adopted_by uuid,
  primary key (territory_id, scheme, version)
);

-- What a school adds to every agreement of a scheme.
create table school_annexes (
  territory_id text not null,
  school text not null,
  scheme text not null,
  title text not null,
  body text not null,
  at timestamptz not null,
  by_account uuid,
  primary key (territory_id, school, scheme)
);

-- Logos at the head of documents: of the territory (owner '') and of a school (its UAI). The image stands in the file store.
create table document_logos (
  territory_id text not null,
  owner text not null,
  sha256 text not null,
  -- image/png, image/jpeg
  type text not null,
  -- What it shows, for those who do not see it.
  words text not null,
  at timestamptz not null,
  primary key (territory_id, owner)
);

-- What the platform signs finished documents with, made at first use; the key is sealed with the installation's own.
create table platform_certificates (
  name text primary key,
  certificate text not null,
  sealed_key text not null,
  made_at timestamptz not null
);

-- A dropped file is found by what it contains.
create index agreement_versions_by_pdf on agreement_versions (pdf_sha256);
create index agreement_versions_by_sealed on agreement_versions (sealed_sha256) where sealed_sha256 is not null;
