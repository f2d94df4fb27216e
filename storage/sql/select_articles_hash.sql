select count(*), (select count(distinct canonical_id) from shareable_articles), coalesce(bit_xor(row_hash), 0)
from article_hashes;
