select distinct mark from tombstone_marks;
