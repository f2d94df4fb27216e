-- Every body is its raw text with each removed span replaced, up to white space.
-- Restore a backup; the raw text itself can always be taken into a new desk.
with spans as (
    select
        *, coalesce(lag(stop) over in_order, 0) as position,
        row_number() over (partition by article_id order by start desc) = 1 as is_last
    from removed_spans
    window in_order as (partition by article_id order by start)
),
told as (
    select s.article_id, s.start, s.stop, s.position, s.is_last, s.replacement, d.text, s.text as removed
    from spans s
    join raw_documents d using (article_id)
),
-- The text up to each span, what replaces that, and after the last one the rest.
rebuilt as (
    select
        article_id,
        string_agg(
            substr(text, position + 1, start - position) || replacement || if(is_last, substr(text, stop + 1), ''), ''
            order by start
        ) as body
    from told
    group by article_id
),
bodies as (
    select a.article_id, a.body, coalesce(r.body, d.text) as rebuilt
    from articles a
    join raw_documents d using (article_id)
    left join rebuilt r using (article_id)
)
select 'removed_spans of ' || article_id || ': the one at ' || start || ' overlaps another or is empty'
from told where start < position or stop <= start
union all
select 'removed_spans of ' || article_id || ': the one at ' || start || ' is not what stands there in the raw text'
from told where substr(text, start + 1, stop - start) <> removed
union all
select 'articles ' || article_id || ': its body is not its raw text without the removed spans'
from bodies
where regexp_replace(body, '[\s\x0b\x1c-\x1f\x85\p{Z}]', '', 'g')
   <> regexp_replace(rebuilt, '[\s\x0b\x1c-\x1f\x85\p{Z}]', '', 'g');
