select snapshot_id, articles, clusters, articles_hash, decisions_hash, copydesk_version, rules_version, settings
from snapshots;
