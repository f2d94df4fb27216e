-- Where the sources on the web begin, as they were read last.
select name, location from sources where kind = 'web';
