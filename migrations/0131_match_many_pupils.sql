-- A school's list is sent again whole: each of thousands of rows is looked up among as many. Planned for the first row of a session (the
-- plan is kept), the two were compared all with all; a rule of what may not be used holds for few and for many.
alter function status_after_pupils() set enable_nestloop = off;
