-- What a territory chose; a territory without a row has the defaults.
create table territory_settings (
  territory_id text primary key,
  -- Hosts see class level and text, and the name once they answered.
  anonymous_applications boolean not null default false
);
