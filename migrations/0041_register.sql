-- What public registers answered, kept for a time: facts about establishments and addresses, in no territory.

create table register_answers (
  siret text primary key,
  -- open, closed, unknown
  state text not null,
  -- Establishment (src/directory/establishment.ts); null for an unknown one.
  establishment jsonb,
  checked_at timestamptz not null,
  expires_at timestamptz not null
);

create table address_answers (
  -- SHA-256 of the question: an address may be somebody's home.
  question_sha256 text primary key,
  found jsonb not null,
  expires_at timestamptz not null
);
create index address_answers_to_forget on address_answers (expires_at);
