update runs
set finished_at = $finished_at, state = $state, "read" = $read, "new" = $new, "unchanged" = $unchanged, "revised" = $revised,
    rejected = $rejected, withheld = $withheld, canonical = $canonical, reused = $reused, read_seconds = $read_seconds,
    prepare_seconds = $prepare_seconds, match_seconds = $match_seconds, choose_seconds = $choose_seconds,
    write_seconds = $write_seconds, publish_seconds = $publish_seconds, files = $files,
    unchanged_files = $unchanged_files, skipped = $skipped, asked = $asked,
    unchanged_urls = $unchanged_urls
where run_id = $run_id;
