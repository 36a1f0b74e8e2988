-- What a territory publishes of its figures: frozen and masked when it was published, by whom. One publication at a time.
create table open_data (
  territory_id text primary key,
  -- The level counted, then rows with what may be said of each (src/indicators/exports/open-data.ts).
  content jsonb not null,
  published_by uuid,
  published_at timestamptz not null
);
