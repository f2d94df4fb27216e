-- Every day, week, month or year between two moments, those in which nothing happened as well.
select unnest(generate_series(date_trunc($unit, $first::timestamp), $last::timestamp, ('1 ' || $unit)::interval)) as "at";
