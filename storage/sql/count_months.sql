select strftime(ingested_at, '%Y-%m') as month, count(*) from raw_documents group by month order by month;
