-- What the platform tells people. An item is what one event has to say to one person; a letter is what is sent: one item, or a digest.

create table messages (
  -- '*' when the person is not told about anything of one territory.
  territory_id text not null,
  id uuid not null,
  -- Of the event, by who tells it: the same event is never told twice.
  once text not null,
  -- Name of the kind (src/web/features.ts, `mails`), and what it is written from.
  mail text not null,
  data jsonb not null,
  -- Whom it is for: `account:<id>`, or `email:<address>` for someone without an account.
  recipient text not null,
  name text not null default '',
  pace text not null check (pace in ('now', 'digest')),
  posted_at timestamptz not null,
  -- From when on it can be told: at once, or a reminder's time.
  ready_at timestamptz not null,
  -- When it is put in a letter.
  due_at timestamptz not null,
  -- waiting, enclosed (in a letter), settled (nothing to tell any more), declined (the person wants none of it)
  state text not null,
  primary key (territory_id, id)
);
create unique index messages_once on messages (territory_id, once);
create index messages_due on messages (due_at) where state = 'waiting';
create index messages_by_recipient on messages (recipient, mail);
create index messages_waiting on messages (recipient) where state = 'waiting';

create table letters (
  territory_id text not null,
  id uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  recipient text not null,
  name text not null,
  -- E-mail address or telephone number it goes to; null until it was written once, or when there is none.
  address text,
  -- Name of the kind, or `digest`.
  mail text not null,
  -- LetterState (src/messages/letter.ts)
  state text not null,
  made_at timestamptz not null,
  -- When it is written and sent, again after a temporary failure.
  due_at timestamptz not null,
  attempts integer not null default 0,
  -- Who is sending it, and until when they are believed to be alive.
  worker uuid,
  lease_until timestamptz,
  -- From this moment on the other side may have it.
  handed_over_at timestamptz,
  sent_at timestamptz,
  -- Why it stands where it stands: a code of src/messages/letter.ts and what the other side answered, without its words.
  why text,
  answer text,
  subject text not null default '',
  -- Kept only where nothing is sent (the catcher), and for a set time.
  text text,
  html text,
  primary key (territory_id, id)
);
create unique index letters_by_id on letters (id);
create index letters_due on letters (due_at) where state = 'due';
create index letters_leased on letters (lease_until) where state in ('sending', 'handed');
create index letters_by_state on letters (state, id desc);
create index letters_to_forget on letters (made_at) where recipient <> '';

create table enclosures (
  territory_id text not null,
  letter_id uuid not null,
  message_territory_id text not null,
  message_id uuid not null,
  primary key (territory_id, letter_id, message_id)
);

-- What each person chose, made when there is first something to send.
create table correspondents (
  id uuid primary key,
  recipient text not null unique,
  -- The account in `recipient`, if it names one.
  account_id uuid,
  -- of what may wait: now, daily, weekly
  rhythm text not null default 'daily' check (rhythm in ('now', 'daily', 'weekly')),
  -- Kinds of mail, or '*' for all that may be declined.
  declined text[] not null default '{}',
  phone text,
  -- A phone is used once its owner has typed the code sent to it.
  phone_confirmed_at timestamptz,
  phone_code_until timestamptz,
  phone_code_tries integer not null default 0,
  changed_at timestamptz not null
);

-- Addresses that do not take what is sent to them.
create table bounces (
  address text not null,
  id uuid not null,
  letter_id uuid,
  -- permanent, temporary (given up after some days)
  kind text not null,
  -- Enhanced status code (RFC 3463), `5.1.1`.
  status text not null,
  -- smtp (at sending), report (a delivery status notification)
  source text not null,
  at timestamptz not null,
  -- Someone said that the address was mended.
  mended_at timestamptz,
  primary key (address, id)
);
create unique index bounces_once on bounces (letter_id, address) where letter_id is not null;
create index bounces_open on bounces (at desc) where mended_at is null;
