-- A pair is the same whichever of the two is named first.
delete from overrides
where kind = $kind
  and (
      (article_id = $article_id and other_id is not distinct from $other_id)
      or (article_id = $other_id and other_id = $article_id)
  );
