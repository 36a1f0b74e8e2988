-- The operator's list of accounts, page after page.
create index accounts_by_name on accounts (name, id);
