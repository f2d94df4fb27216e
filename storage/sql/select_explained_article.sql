-- One article with where it came from and where it belongs.
select
    a.article_id, a.external_id, a.source, d.feed, d.uri, d.media_type, d.encoding, d.replaced, a.url, d.ingested_at,
    d.run_id, a.title, d.title is not null as title_given, a.author, a.origin, a.place, a.language, a.published_at,
    a.published_from, a.published_precision, a.access, a.words, a.rules_version, a.body, a.cluster_id,
    a.canonical_id, a.relation, a.jaccard, a.containment, a.novel_words, c.copies, c.outlets,
    k.external_id as canonical_external_id, k.source as canonical_source,
    coalesce(k.title, left(k.body, 60)) as canonical_title,
    (
        select max_by(reason, decided_at)
        from canonical_changes
        where cluster_id = a.cluster_id and canonical_id = a.canonical_id
    ) as chosen_because
from articles a
join raw_documents d using (article_id)
join clusters c using (cluster_id)
join articles k on k.article_id = a.canonical_id
where a.article_id = $article_id;
