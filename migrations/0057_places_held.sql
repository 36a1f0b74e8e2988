-- Who holds or was promised a seat, for the coordination that takes the bank into a campaign.
create index applications_holding on applications (territory_id, state, offer_id) where state in ('accepted', 'confirmed');
