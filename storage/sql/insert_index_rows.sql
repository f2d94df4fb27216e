-- The index rows of the staged articles, once they are matched with what was there before.
insert into bands by name select * from staged_bands;
insert into samples by name select * from staged_samples;
