-- Few weeks have room for several pupils who come together: a larger group looks among these alone (`largeGroup` in src/search/matching.ts).
create index offer_weeks_for_groups on offer_weeks (territory_id, week, offer_id) where not closed and seats - taken >= 4;
