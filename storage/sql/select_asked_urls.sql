select a.* exclude (run_id)
from asked_urls a
semi join staged_wanted w on w.url = a.url;
