-- Indexes of sitemaps are read every time they are asked for: which of the sitemaps are indexes, the next run sees.
update asked_urls set etag = null, last_modified = null, digest = null where kind = 'sitemap';
