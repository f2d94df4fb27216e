-- Comparisons tell whether two stories use the same words around what they share. Of older ones that comes with cleaning anew: run copydesk reclean afterwards.
alter table comparisons add column retold double;
