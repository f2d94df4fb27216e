select article_id, other_id, relation, jaccard, containment, other_containment, shared_words, novel_words,
       other_novel_words, days_apart, accepted, reason, licensed
from matches
where (article_id = $one and other_id = $other) or (article_id = $other and other_id = $one);
