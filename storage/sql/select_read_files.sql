-- In the order of their bytes, by which they are looked up.
select feed, uri, reading, size_bytes, version, digest, lines
from read_files
where feed = $feed
order by uri;
