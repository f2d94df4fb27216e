-- Comparisons that other thresholds decide otherwise.
create or replace temp table related (
    article_id varchar, other_id varchar, relation varchar, days_apart integer, accepted boolean, reason varchar
);
