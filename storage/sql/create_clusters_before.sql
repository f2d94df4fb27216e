-- The clusters as they stand, to tell later which have changed.
create or replace temp table clusters_before as from clusters;
