-- Those whom an organisation accompanies or did, by name: found again when they ask what is kept about them.
create index beneficiaries_by_name on beneficiaries (territory_id, organisation, last_name, first_name, id);
