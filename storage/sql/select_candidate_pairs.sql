-- Pairs of article keys, and whether the index proposes them.
select one, other, licensed from candidate_keys;
