-- Whom to thank is read behind the second lock too: a bassin's coordinator sees the hosts of the bassin's pupils.
grant select on desk_thanks to passerelle_guarded;
