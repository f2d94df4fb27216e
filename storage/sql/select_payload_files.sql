select distinct payload_file from rejects where payload_file is not null;
