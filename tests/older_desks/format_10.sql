-- A desk of format 10 with four documents and a reject, as the copydesk of that format wrote it.

CREATE TABLE articles(article_id VARCHAR NOT NULL, cluster_id VARCHAR NOT NULL, canonical_id VARCHAR NOT NULL, relation VARCHAR NOT NULL, jaccard DOUBLE, containment DOUBLE, novel_words INTEGER NOT NULL, external_id VARCHAR, "source" VARCHAR NOT NULL, url VARCHAR, title VARCHAR, body VARCHAR NOT NULL, author VARCHAR, origin VARCHAR, place VARCHAR, "language" VARCHAR, published_at TIMESTAMP, published_from VARCHAR, published_precision VARCHAR, modified_at TIMESTAMP, captured_at TIMESTAMP, first_seen_at TIMESTAMP NOT NULL, words INTEGER NOT NULL, "access" VARCHAR NOT NULL, rules_version VARCHAR NOT NULL, run_id VARCHAR NOT NULL);
insert into articles values
    ('abc42a8b66865f2e8395', 'abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'dup', 0.8507462686567164, 1.0, 0, 'ferry', 'Harbour Post', 'https://harbour.example/ferry', 'Ferry stays in harbour', 'The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the sound has grown thicker than the bow of the old ship can break. The harbour master said on Monday that twelve lorries wait on the quay, most of them with fish, and that the baker on the island has flour for three more days.', 'Ada Marlow', 'Harbour Post', null, 'en', '2024-01-08 09:30:00', 'document', 'minute', null, null, '2024-01-01 00:01:00', 61, 'full', '2', 'run-16034-000001'),
    ('b51a010e578bc3137300', 'abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'canonical', null, null, 0, 'ferry-2', 'Sound Gazette', null, null, 'HOLM (Sound Wire) - The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the sound has grown thicker than the bow of the old ship can break. The harbour master said on Monday that twelve lorries wait on the quay, most of them with fish, and that the baker on the island has flour for three more days. Nobody on the island is worried yet.', null, null, null, 'en', null, null, null, null, null, '2024-01-01 00:04:00', 71, 'full', '2', 'run-16034-000002'),
    ('28a632bcc5fafa02ff25', '28a632bcc5fafa02ff25', '28a632bcc5fafa02ff25', 'canonical', null, null, 0, 'bees', 'Valley News', null, null, 'The beekeepers of the valley count their hives anew every spring. Nine of eleven report that their bees came through the winter, which was the mildest for thirty years, and that the first willows are already in bloom along the river.', null, null, null, 'en', null, null, null, null, null, '2024-01-01 00:04:00', 41, 'full', '2', 'run-16034-000002'),
    ('91b09f07a5e98e3d0a90', '91b09f07a5e98e3d0a90', '91b09f07a5e98e3d0a90', 'canonical', null, null, 0, 'note', 'Valley News', null, null, 'Short note.', null, null, null, null, null, null, null, null, null, '2024-01-01 00:04:00', 2, 'full', '2', 'run-16034-000002');

CREATE TABLE asked_urls(url VARCHAR NOT NULL, feed VARCHAR NOT NULL, kind VARCHAR NOT NULL, asked_at TIMESTAMP NOT NULL, etag VARCHAR, last_modified VARCHAR, digest VARCHAR, changed_at TIMESTAMP, failures INTEGER NOT NULL, unchanged INTEGER NOT NULL, next_at TIMESTAMP, title VARCHAR, author VARCHAR, published_at TIMESTAMP, published_precision VARCHAR, "language" VARCHAR, run_id VARCHAR NOT NULL);
insert into asked_urls values
    ('https://harbour.example/sitemap.xml', 'Harbour Post', 'sitemap', '2024-01-01 00:00:30', '"1"', null, '5f1d7a84db00d2fce00b', null, 0, 0, null, null, null, null, null, null, 'run-16034-000001'),
    ('https://harbour.example/ferry', 'Harbour Post', 'page', '2024-01-01 00:00:40', '"2"', null, 'b026324c6904b2a9cb4b', null, 0, 0, null, null, null, null, null, null, 'run-16034-000001');

CREATE TABLE backups(path VARCHAR NOT NULL, made_at TIMESTAMP NOT NULL, reason VARCHAR NOT NULL);

CREATE TABLE bands(band_key UBIGINT NOT NULL, article_key UBIGINT NOT NULL);
insert into bands values
    (11064159216481282211, 12377064454129868590),
    (4230805372771864222, 12377064454129868590),
    (9344524025812306179, 12377064454129868590),
    (12737798818458821898, 12377064454129868590),
    (10843480097815127886, 12377064454129868590),
    (17202857265762101984, 12377064454129868590),
    (8373022024496637607, 12377064454129868590),
    (479853716299020008, 12377064454129868590),
    (17424345590442947195, 12377064454129868590),
    (17175248650050398234, 12377064454129868590),
    (12035472877224603998, 12377064454129868590),
    (14103920362720989298, 12377064454129868590),
    (13612422810919474321, 12377064454129868590),
    (2414973013071243239, 12377064454129868590),
    (16564858679528497356, 12377064454129868590),
    (866806286007484987, 12377064454129868590),
    (9857518004652493490, 12377064454129868590),
    (5327935369607549734, 12377064454129868590),
    (3285049884247345582, 12377064454129868590),
    (11232484629190473427, 12377064454129868590),
    (17970361461653583835, 12377064454129868590),
    (298484075785881153, 12377064454129868590),
    (3645630361264536854, 12377064454129868590),
    (8324234636383214250, 12377064454129868590),
    (5453613656209708625, 12377064454129868590),
    (6581734230695954523, 13049744031369380627),
    (4230805372771864222, 13049744031369380627),
    (2024490418521003048, 13049744031369380627),
    (12737798818458821898, 13049744031369380627),
    (10843480097815127886, 13049744031369380627),
    (17202857265762101984, 13049744031369380627),
    (14294219011719497999, 13049744031369380627),
    (15704819117843691268, 13049744031369380627),
    (5748729555375600089, 13049744031369380627),
    (7862857357051977020, 13049744031369380627),
    (12035472877224603998, 13049744031369380627),
    (3910564067552506560, 13049744031369380627),
    (999953859522118267, 13049744031369380627),
    (5664196834645942381, 13049744031369380627),
    (16564858679528497356, 13049744031369380627),
    (13021225304585732908, 13049744031369380627),
    (18357017322918786842, 13049744031369380627),
    (5327935369607549734, 13049744031369380627),
    (15077834907788646994, 13049744031369380627),
    (11232484629190473427, 13049744031369380627),
    (6799605429216471888, 13049744031369380627),
    (16584674439784671239, 13049744031369380627),
    (3645630361264536854, 13049744031369380627),
    (249683606716617777, 13049744031369380627),
    (10669802129790322665, 13049744031369380627),
    (3069284019864578314, 2929084394007886338),
    (13590178135040620832, 2929084394007886338),
    (5914628158371829631, 2929084394007886338),
    (3846994064110093516, 2929084394007886338),
    (15497093807774271659, 2929084394007886338),
    (17199235833932664809, 2929084394007886338),
    (40424892337329188, 2929084394007886338),
    (5274140599326450309, 2929084394007886338),
    (968661183191010794, 2929084394007886338),
    (3884219507656147920, 2929084394007886338),
    (3498759839665361030, 2929084394007886338),
    (16790065248904193355, 2929084394007886338),
    (12762142863041102952, 2929084394007886338),
    (3499153200131825666, 2929084394007886338),
    (15082398183571909860, 2929084394007886338),
    (5292062635742888154, 2929084394007886338),
    (589525607080823461, 2929084394007886338),
    (2016119643009195393, 2929084394007886338),
    (14543044973291073677, 2929084394007886338),
    (7262665586309790661, 2929084394007886338),
    (15578501901923195756, 2929084394007886338),
    (12431761525249875869, 2929084394007886338),
    (14160454728166724454, 2929084394007886338),
    (645729902715665611, 2929084394007886338),
    (12052149181477368911, 2929084394007886338),
    (17032096052028191107, 10498065586597760573);

CREATE TABLE canonical_changes(cluster_id VARCHAR NOT NULL, canonical_id VARCHAR NOT NULL, previous_id VARCHAR, reason VARCHAR NOT NULL, run_id VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL);
insert into canonical_changes values
    ('abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'abc42a8b66865f2e8395', 'the more complete text', 'run-16034-000002', '2024-01-01 00:04:00');

CREATE TABLE clusters(cluster_id VARCHAR NOT NULL, canonical_id VARCHAR NOT NULL, copies INTEGER NOT NULL, outlets INTEGER NOT NULL);
insert into clusters values
    ('abc42a8b66865f2e8395', 'b51a010e578bc3137300', 2, 2),
    ('91b09f07a5e98e3d0a90', '91b09f07a5e98e3d0a90', 1, 1),
    ('28a632bcc5fafa02ff25', '28a632bcc5fafa02ff25', 1, 1);

CREATE TABLE comparisons(article_id VARCHAR NOT NULL, other_id VARCHAR NOT NULL, relation VARCHAR NOT NULL, jaccard DOUBLE NOT NULL, containment DOUBLE NOT NULL, other_containment DOUBLE NOT NULL, shared_words INTEGER NOT NULL, novel_words INTEGER NOT NULL, other_novel_words INTEGER NOT NULL, coverage UBIGINT NOT NULL, other_coverage UBIGINT NOT NULL, shared INTEGER NOT NULL, other_shared_words INTEGER NOT NULL, quoted INTEGER NOT NULL, other_quoted INTEGER NOT NULL, shared_quoted INTEGER NOT NULL, other_shared_quoted INTEGER NOT NULL, shared_facts INTEGER NOT NULL, other_shared_facts INTEGER NOT NULL, swapped_facts INTEGER NOT NULL, other_swapped_facts INTEGER NOT NULL, days_apart INTEGER, accepted BOOLEAN NOT NULL, reason VARCHAR NOT NULL, licensed BOOLEAN NOT NULL, digest_id VARCHAR, override_kind VARCHAR, override_reason VARCHAR, run_id VARCHAR NOT NULL, retold DOUBLE);
insert into comparisons values
    ('abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'dup', 0.8507462686567164, 1.0, 0.8507462686567164, 61, 0, 10, 9223367638806167551, 144115188075855868, 57, 61, 0, 0, 0, 0, 3, 4, 0, 1, null, true, '100% of the shorter story stands in the longer', true, null, null, null, 'run-16034-000002', null);

CREATE TABLE credits(article_id VARCHAR NOT NULL, "name" VARCHAR NOT NULL, "role" VARCHAR NOT NULL);
insert into credits values
    ('abc42a8b66865f2e8395', 'Ada Marlow', 'author'),
    ('abc42a8b66865f2e8395', 'Harbour Post', 'via');

CREATE TABLE desk_format("version" INTEGER NOT NULL);
insert into desk_format values
    (7),
    (8),
    (9),
    (10);

CREATE TABLE fingerprints(article_key UBIGINT NOT NULL, article_id VARCHAR NOT NULL, text_hash UBIGINT NOT NULL, shingles INTEGER NOT NULL, signature BLOB NOT NULL);
insert into fingerprints values
    (12377064454129868590, 'abc42a8b66865f2e8395', 17077297386462997667, 57, '\xFA\x88\xEA\x04Y\xABS\x14\xC06\x19\x00\xE8\xD22\x03\x89]\x02\x04\x0Cw\xD5\x00\x84\xEE+\x02U\xD5\x19\x02f\x5C[\x04\x93"\xAC\x01\xD4\xC0\xB8\x04\xC5>\xB1\x04\xD5\xFB\x1A\x03\x8BD\x9F\x00\x90\xBFZ\x0F\xC1"|\x07\x7F\xC3\xF8\x06\xD5]\xEB\x00\x81+\xF1\x06\x84f\x1F\x03\xDA\xBF*\x00\x094 \x00\x05\x88\xB8\x00\x0E\xA8K\x02\x0E&\xD8\x03\x7F\x14\x94\x01\xC3\x89\xD9\x04+X\xE7\x01\xD6\x84\x91\x02J\x8B\xB0\x03\xA1_\xD9\x00\xBF\x9E\xAD\x0E\xBA\xF6\xE2\x00a+\xC4\x01O\x5C4\x03\x02\xF1\x00\x00w\xD4\x8F\x00\x1DHb\x05\x96\x93D\x01\xD4+\xC4\x033\x94\x81\x0D\xD2-$\x00ft=\x03\xC8\x9B\xFC\x00\x7Fr\x11\x05\x0F!\x82\x01\xEBh\xD8\x03<e\x8E\x07\xDD\x0D\x94\x02KH\xF9\x04_\xE6\x91\x02\x8C@\xAA\x03U4\xE5\x05\xE8\xEA\x0E\x04\x9D\x08\xC3\x05\x98\xB4\x87\x03\xE8\xF2\xD2\x05\x0C\xD1t\x00\xCA\xDB\xC1\x06\xC7d\x9E\x07Q\xD8\xAC\x03\x90\xD3\xE1\x1B\xF7\xC1\xD1\x04\x15\x9DZ\x05\xC8\x5C\xC0\x05\x1Dm\xDC\x02\xC7\xE1{\x09\x0D\x14\x18\x0E@\xEE\xD4\x0C\xCDh\xC7\x04\xCE}\xAE\x00gv\xCB\x00,M\x5C\x03<}\xFA\x04\xC8\x14\x0A\x02u))\x06\x94UR\x05ysy\x00\x15\xB3\x95\x01X\x92\x81\x01D\xB7Z\x06\x90\xF8\xC0\x02(*\xC9\x03\xD7l\x9E\x00\xC6R\xCD\x19o\xF1\x97\x00\x9BtB\x02\xBB\x99u\x03\xFAq\x1F\x00\xC6l\xB3\x01\x8D\x83\xCD\x05\x94\xA1\xCC\x00\xABkO\x00\x82\x5C\xB5\x03S\x813\x06\x13\x11V\x01e\x02\x15\x02/Ci\x00~\xF3\xDE\x04\x03\xD3I\x01gg\x1D\x0AwsQ\x03\x1A\x13,\x09\x1E\xF2!\x04X\x1F\xE2\x04:\xF6\x1D\x01\xAC\x03\x16\x0C\x1D\xEF\xCA\x00\xB1\xBB\xBF\x04\xC7\x9F\xA9\x01\xA3\xFE\x8F\x0F4\x8D\x83\x01v\xF3\xD2\x08K\xF8.\x01\xC6\xEC\xD0\x0D\xBA\x02}\x06\xD4\xF7\x09\x01\x1C87\x05Av\x9C\x01\xF4\xBC9\x06uz\xB8\x0B\xFE\xCA@\x00\x0D$\xD2\x02%\xD1\xB3\x05\xCA\xCA(\x04(v(\x00\x5C\xAF\xEE\x01$\xCC\xE7\x02'),
    (13049744031369380627, 'b51a010e578bc3137300', 6808134972049169735, 67, '\x0F\x05w\x01\xAD\xE9W\x07\xC06\x19\x00\xE8\xD22\x03\x89]\x02\x04\x0Cw\xD5\x00\x84\xEE+\x02U\xD5\x19\x02f\x5C[\x04\x93"\xAC\x01\xC8tQ\x04\xC5>\xB1\x04\xD5\xFB\x1A\x03\x8BD\x9F\x00\x90\xBFZ\x0F\xC1"|\x07\x7F\xC3\xF8\x06\xD5]\xEB\x00\x81+\xF1\x06\x84f\x1F\x03\xDA\xBF*\x00\x094 \x00\x05\x88\xB8\x00\x0E\xA8K\x02\x0E&\xD8\x03\x7F\x14\x94\x01\xC3\x89\xD9\x04+X\xE7\x01\xD6\x84\x91\x02J\x8B\xB0\x03\xA1_\xD9\x00Z\x05\x11\x02\xBA\xF6\xE2\x00a+\xC4\x01O\x5C4\x03\x02\xF1\x00\x00w\xD4\x8F\x00\xF3\x18\xC9\x04\x96\x93D\x01\xD4+\xC4\x033\x94\x81\x0D\xD2-$\x00\xE8J\x83\x02\xC8\x9B\xFC\x00\xE71"\x00\x0F!\x82\x01\x89\xF3e\x01\x0C\xAA\xC4\x02\xDD\x0D\x94\x02/\x27&\x02_\xE6\x91\x02\x8C@\xAA\x03U4\xE5\x05\xE8\xEA\x0E\x04\x9D\x08\xC3\x05\x98\xB4\x87\x03\xE8\xF2\xD2\x05\x0C\xD1t\x00\x82\xE1G\x01\xC7d\x9E\x07Q\xD8\xAC\x03w\xC6\xB9\x1B\xA0/\x1C\x01\x15\x9DZ\x05\xBE\x5CP\x05\x1Dm\xDC\x02\xC7\xE1{\x09\x10\x7F\xFF\x00\xABk\xB9\x04\xCDh\xC7\x04\xCE}\xAE\x00gv\xCB\x00,M\x5C\x03<}\xFA\x04\xC8\x14\x0A\x02u))\x06\x94UR\x05ysy\x00\x0E\x8E^\x00X\x92\x81\x01D\xB7Z\x06\x04\x06t\x02(*\xC9\x03\xD7l\x9E\x00\x89p\xBE\x04o\xF1\x97\x00\x9BtB\x02\xBB\x99u\x03\xFAq\x1F\x00\xC6l\xB3\x01\x8D\x83\xCD\x05\x94\xA1\xCC\x00\xABkO\x00\x82\x5C\xB5\x03\x8C\xD8\xFE\x04\x13\x11V\x01e\x02\x15\x02/Ci\x00~\xF3\xDE\x04\x03\xD3I\x01?\xE3\x16\x03wsQ\x03\x1A\x13,\x09\x1E\xF2!\x04X\x1F\xE2\x04:\xF6\x1D\x01\xC6\x12\x10\x00\x1D\xEF\xCA\x00\xB1\xBB\xBF\x04\xC7\x9F\xA9\x01\xA3\xFE\x8F\x0F4\x8D\x83\x01v\xF3\xD2\x08K\xF8.\x01\xC6\xEC\xD0\x0D\xBA\x02}\x06\xD4\xF7\x09\x01\x1C87\x05Av\x9C\x01j\xA5E\x02\xA7\xE9\x91\x02\xFE\xCA@\x00\x0D$\xD2\x02%\xD1\xB3\x05\xCA\xCA(\x04(v(\x00\x5C\xAF\xEE\x01$\xCC\xE7\x02'),
    (2929084394007886338, '28a632bcc5fafa02ff25', 16898049536266247515, 37, '5\x0D2\x0Az\xCF\xBC\x03\x9A\x17\xD0\x00D=\xA4\x00\xEB\x9E(\x08\xF1\x7F\xF2\x08&\xC5G\x01\x10i2\x16\xF8\x04\xDB\x029d\xE1\x02\xADu"\x04\xE0\xD0;\x08\xBB\x88\x8C\x16\x99\x80V\x12>1\x82\x04\x9F-n\x01pG\x8D\x02\x07\x8BG\x05s\xECm\x05\xF0 \xCD\x04U\x08\x11\x15$B\xF9\x00\xD1\x99l\x15\xEF\x02R\x01\xDB\xD1\xFE\x03\x8F\xC3\x94\x11\xFC=\xF1\x08W\xEC\xCF\x0DZ|[\x006J\xD0\x06\x8D\xB34\x01\x9C3\xE5\x03\xA2~\xB6\x0EA{\xB7\x04m\xA0n\x08wC %\xE9\xFF\xDD\x01k\xFF\xCC\x05\xBE\xC6\x9A\x0D\x88\xB6\xEF\x0A\x1AD\xCE\x04m\x1B\xE8\x0BVe\x83\x03\x9B\x9B\xD7\x13F\xFC\x0B\x06\xC5]\xED\x01O\x0B\xCF\x02c.Z\x09\x01\x10.\x05\xDD\xCB\xCB\x03\x93B\x1E\x03\x96\xEC\xBC\x04\x11\x04j\x0Al\x94\xC9\x04R\x84}\x00\xAE\x81\x07\x09H\x1Dm\x04Y|\xD0\x01\xC6X\x0C\x00\x17\xC3\x8B\x03\xFD\x9D\x1A\x00\x0C3\xC9\x00$*\x07\x02\xE2\x985\x00\xB7\x9B\xD7\x04-H\x80\x05\xDD\xEB\xAC\x04"\x1A\xD8\x07\x1F\x03Z\x08OI\xC8\x12cY\xBD\x01sQ\xE1\x03\xB2A\x0B\x10\xDF\x05~\x060\xFC\x91\x07\xB74\x9D\x0A\xE1\xC6\x81\x06lN\xDA\x03k\xFB\xFC\x05\x086=\x08\xF67d\x01\x14b\xAA\x00\xA2b\x8F\x01\xBA\x96|\x08,\xA8\x0C\x0E\x81)g\x07$\xBD\xB7\x0Dn\xE8\xAF\x11h{\xD8\x05G\x95v\x01gu\xB0\x04?H\x0F\x02\x0A\x043\x06Sc\xFD\x02y>w\x01\x07\xAA\xDD\x009\xDD<\x0B\xBD\xF3\xBC\x01\xE4\xE7\x8C\x03Ge\xB1\x069\x9E\xF9\x06,\x94\x1C\x03\x1FA\x83\x0B\xE4\xC4d\x0F\x86e\x1E\x00]\xBEk\x00\x17x\xD4\x07\xC4`\xFC\x08\xCB\x88\x0E\x0C\x99\xBE\xFF\x01\x08\xB3>\x0A\xB6\xCF\xE1\x01\xFF\xE6\xB9\x03\x8D\xA9\xB2\x06\xE9\xF1\x7F\x02\x8Fs\xF9\x01>\x8D\x1C\x16\xAC\xE1+\x00\xCFT3\x00E\xFF\xE1\x00I\x15\x5C\x02g\xA9v\x03\x8Dm\xE8\x00aJ[\x08\xA1\xCF\x8F\x00\xD3\xAF\x27\x07\x19\x02T\x01\xA7\x8E\xDD\x04'),
    (10498065586597760573, '91b09f07a5e98e3d0a90', 17032096052028191107, 0, '\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF');

CREATE TABLE hot_rows(lane TINYINT NOT NULL, row_key UBIGINT NOT NULL, article_key UBIGINT NOT NULL);

CREATE TABLE index_plan("version" VARCHAR NOT NULL, plan JSON NOT NULL);
insert into index_plan values
    ('1', '{"bands": 25, "increments": [214548472, 3287733501, 2301657549, 194758406, 2850976308, 601149909, 2211431878, 3403347458, 4057003596, 127995867, 2519234709, 3792995019, 3880081671, 2322667597, 590449352, 1924060235, 598187340, 3831694379, 3467719188, 1621712414, 1708008996, 2312516455, 710190855, 2801602349, 3983619012, 1551604281, 1493642992, 2452463100, 3224713426, 2739486816, 3118137613, 542518282, 3793770775, 2964406140, 2678651729, 2782062471, 3225273209, 1520156824, 1498506954, 3278061020, 1159331476, 1531292064, 3847801996, 3233201345, 1838637662, 3785334332, 4143956457, 50118808, 2849459538, 2139362163, 2670162785, 316934274, 492830188, 3379930844, 4078025319, 275167074, 1932357898, 1526046390, 2484164448, 4045158889, 1752934226, 1631242710, 1018023110, 3276716738, 3879985479, 3313975271, 2463934640, 1294333494, 12327951, 3318889349, 2650617233, 656828586, 1402929172, 2485213814, 2263697328, 38689046, 3805092325, 3045314445, 1534461937, 2021386866, 3902128737, 3283900085, 2677311316, 2007436298, 67951712, 1155350711, 3991902525, 3572092472, 2967379673, 2367922581, 4283469031, 300997728, 740196857, 2029264851, 588993561, 3190150641, 4005467022, 824445069, 2992811220, 1994202740, 283468587, 989400710, 3244689101, 2182906552, 3237873595, 895794063, 3964360216, 211760123, 3055975561, 2228494786, 533739719, 739929909, 85384517, 1702152612, 112575333, 461130488, 121575445, 2189618472, 1057468493, 438667483, 3693791921, 1240033649, 2314261807, 995395021, 2374352296, 4156102094, 3616495149, 1195370327], "multipliers": [3582191691, 4270784983, 1892572953, 3715639441, 982527, 1100580627, 2597016983, 4286725387, 1260623519, 2027988865, 793182497, 3406602499, 1599963033, 3332127887, 2968344027, 1458107385, 3408206605, 3741252147, 333433189, 2974788137, 3600853501, 2690998987, 1591023397, 210867113, 1756231447, 3809231353, 3248004053, 1972053305, 235257659, 295613213, 1464304741, 3555906697, 3584620975, 3927359407, 504141779, 3699672547, 1205914607, 3772079037, 1701678785, 2391345325, 2583376155, 1855172563, 4022336275, 2600667151, 2692293247, 797152891, 1652038701, 155929203, 3233158147, 3135500033, 3389645433, 2827350435, 730524177, 2831271345, 335478043, 2345481447, 1458832223, 508895189, 3248219379, 1464824721, 844792893, 799426703, 3617286919, 1474497421, 3933241131, 3537230947, 284887667, 1696949255, 1648211849, 2487899697, 2710258659, 1220802647, 1602030745, 2433652789, 2874412649, 3543681697, 157095131, 293529319, 2148723283, 1065409445, 4199284767, 1379850369, 2131726729, 2564055091, 2408995551, 3832266181, 2484890543, 1908035343, 886704693, 630193459, 3847376081, 4030728237, 3509808659, 826113415, 2522126287, 3464923389, 2471971375, 1026415355, 1116936905, 213025079, 166360907, 718316147, 1536185511, 3580811597, 1817871633, 3525724737, 2281028421, 2567790101, 4222581295, 724897055, 458380767, 566180015, 636665395, 978722703, 1260388839, 3921611449, 767128725, 2241792381, 1715911261, 1984407361, 879046065, 287320367, 3556713839, 3864939139, 1669884643, 4235349659, 3557772807, 348755713], "rows": 5, "sample_scale": 8, "scheme": "affine32", "seed": 1, "shingle_lengths": [5, 9, 12, 15], "version": "1"}');

CREATE TABLE overrides(kind VARCHAR NOT NULL, article_id VARCHAR NOT NULL, other_id VARCHAR, author VARCHAR NOT NULL, reason VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL);

CREATE TABLE pages(article_id VARCHAR NOT NULL, html BLOB NOT NULL);

CREATE TABLE pending_changes(table_name VARCHAR NOT NULL, "key" VARCHAR NOT NULL);

CREATE TABLE raw_documents(article_id VARCHAR NOT NULL, external_id VARCHAR, "source" VARCHAR NOT NULL, feed VARCHAR NOT NULL, uri VARCHAR NOT NULL, media_type VARCHAR NOT NULL, "text" VARCHAR NOT NULL, extra JSON, url VARCHAR, title VARCHAR, author VARCHAR, publisher VARCHAR, "language" VARCHAR, published_at TIMESTAMP, published_precision VARCHAR, published_from VARCHAR, captured_at TIMESTAMP, "encoding" VARCHAR, replaced INTEGER NOT NULL, original BLOB, ingested_at TIMESTAMP NOT NULL, run_id VARCHAR NOT NULL);
insert into raw_documents values
    ('abc42a8b66865f2e8395', 'ferry', 'Harbour Post', 'tests', 'lines.jsonl', 'application/json', 'By Ada Marlow
The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the sound has grown thicker than the bow of the old ship can break. The harbour master said on Monday that twelve lorries wait on the quay, most of them with fish, and that the baker on the island has flour for three more days.
Source: Harbour Post', null, 'https://harbour.example/ferry', 'Ferry stays in harbour', null, null, null, '2024-01-08 09:30:00', 'minute', 'document', null, null, 0, null, '2024-01-01 00:01:00', 'run-16034-000001'),
    ('b51a010e578bc3137300', 'ferry-2', 'Sound Gazette', 'tests', 'lines.jsonl', 'application/json', 'HOLM (Sound Wire) - The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the sound has grown thicker than the bow of the old ship can break. The harbour master said on Monday that twelve lorries wait on the quay, most of them with fish, and that the baker on the island has flour for three more days. Nobody on the island is worried yet.', null, null, null, null, null, null, null, null, null, null, null, 0, null, '2024-01-01 00:04:00', 'run-16034-000002'),
    ('28a632bcc5fafa02ff25', 'bees', 'Valley News', 'tests', 'lines.jsonl', 'application/json', 'The beekeepers of the valley count their hives anew every spring. Nine of eleven report that their bees came through the winter, which was the mildest for thirty years, and that the first willows are already in bloom along the river.', null, null, null, null, null, null, null, null, null, null, null, 0, null, '2024-01-01 00:04:00', 'run-16034-000002'),
    ('91b09f07a5e98e3d0a90', 'note', 'Valley News', 'tests', 'lines.jsonl', 'application/json', 'Short note.', null, null, null, null, null, null, null, null, null, null, null, 0, null, '2024-01-01 00:04:00', 'run-16034-000002');

CREATE TABLE read_files(feed VARCHAR NOT NULL, uri VARCHAR NOT NULL, reading VARCHAR NOT NULL, size_bytes BIGINT NOT NULL, "version" VARCHAR, digest VARCHAR, lines BIGINT, read_at TIMESTAMP NOT NULL, run_id VARCHAR NOT NULL);
insert into read_files values
    ('tests', 'lines.jsonl', '0011223344556677', 1200, null, null, null, '2024-01-01 00:03:00', 'run-16034-000002');

CREATE TABLE rejects(reject_id VARCHAR NOT NULL, "source" VARCHAR NOT NULL, uri VARCHAR NOT NULL, "location" VARCHAR, stage VARCHAR NOT NULL, reason VARCHAR NOT NULL, retriable BOOLEAN NOT NULL, payload BLOB, attempts INTEGER NOT NULL, run_id VARCHAR NOT NULL, first_seen_at TIMESTAMP NOT NULL, resolved_at TIMESTAMP, payload_bytes BIGINT, payload_hash VARCHAR, payload_file VARCHAR, given VARCHAR, last_run_id VARCHAR);
insert into rejects values
    ('c7e16b0552e8d0467410', 'lines.jsonl', 'lines.jsonl', 'line 7', 'parse', 'not a JSON object', false, '[1, 2'::blob, 1, 'run-16034-000002', '2024-01-01 00:03:00', null, null, null, null, null, null);

CREATE TABLE removed_spans(article_id VARCHAR NOT NULL, "start" INTEGER NOT NULL, stop INTEGER NOT NULL, kind VARCHAR NOT NULL, "rule" VARCHAR NOT NULL, "text" VARCHAR NOT NULL, replacement VARCHAR NOT NULL);
insert into removed_spans values
    ('abc42a8b66865f2e8395', 0, 13, 'byline', 'byline.by_name', 'By Ada Marlow', ''),
    ('abc42a8b66865f2e8395', 334, 354, 'agency', 'source.label', 'Source: Harbour Post', '');

CREATE TABLE runs(run_id VARCHAR NOT NULL, flow_run_id VARCHAR, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP, state VARCHAR NOT NULL, copydesk_version VARCHAR NOT NULL, rules_version VARCHAR NOT NULL, settings_hash VARCHAR NOT NULL, "read" BIGINT DEFAULT(0) NOT NULL, "new" BIGINT DEFAULT(0) NOT NULL, unchanged BIGINT DEFAULT(0) NOT NULL, revised BIGINT DEFAULT(0) NOT NULL, rejected BIGINT DEFAULT(0) NOT NULL, canonical BIGINT DEFAULT(0) NOT NULL, reused BIGINT DEFAULT(0) NOT NULL, read_seconds DOUBLE DEFAULT(0) NOT NULL, prepare_seconds DOUBLE DEFAULT(0) NOT NULL, match_seconds DOUBLE DEFAULT(0) NOT NULL, choose_seconds DOUBLE DEFAULT(0) NOT NULL, write_seconds DOUBLE DEFAULT(0) NOT NULL, publish_seconds DOUBLE DEFAULT(0) NOT NULL, withheld BIGINT DEFAULT(0) NOT NULL, snapshot_id VARCHAR, files BIGINT DEFAULT(0) NOT NULL, unchanged_files BIGINT DEFAULT(0) NOT NULL, skipped BIGINT DEFAULT(0) NOT NULL, backfill BOOLEAN DEFAULT(false) NOT NULL, asked BIGINT DEFAULT(0) NOT NULL, unchanged_urls BIGINT DEFAULT(0) NOT NULL);
insert into runs values
    ('run-16034-000001', null, '2024-01-01 00:00:00', '2024-01-01 00:02:00', 'Completed', '1', '2', 'settings', 0, 1, 0, 0, 0, 0, 0, 0.0, 0.0, 0.15304522500082385, 0.13480165300097724, 0.08855711699834501, 0.0, 0, null, 1, 0, 0, false, 0, 0),
    ('run-16034-000002', null, '2024-01-01 00:03:00', '2024-01-01 00:05:00', 'Completed', '1', '2', 'settings', 0, 3, 0, 0, 1, 0, 0, 0.0, 0.0, 0.18954388200108951, 0.13205722500060801, 0.08028445099989767, 0.0, 0, null, 1, 0, 0, false, 0, 0);

CREATE TABLE samples(shingle UBIGINT NOT NULL, article_key UBIGINT NOT NULL);
insert into samples values
    (186897479260176964, 12377064454129868590),
    (974199128648088867, 12377064454129868590),
    (1042115446261817409, 12377064454129868590),
    (1285683897063812654, 12377064454129868590),
    (1466280222917963706, 12377064454129868590),
    (186897479260176964, 13049744031369380627),
    (974199128648088867, 13049744031369380627),
    (1042115446261817409, 13049744031369380627),
    (1285683897063812654, 13049744031369380627),
    (1466280222917963706, 13049744031369380627),
    (114081031888307668, 2929084394007886338),
    (167042897328009750, 2929084394007886338),
    (486888117198291376, 2929084394007886338),
    (877952155368062878, 2929084394007886338),
    (1364850086595195040, 2929084394007886338),
    (1595953575892542112, 2929084394007886338),
    (1708441032795064993, 2929084394007886338),
    (1856278006215248456, 2929084394007886338),
    (2275904764545134045, 2929084394007886338);

CREATE TABLE settings_in_force(settings_hash VARCHAR NOT NULL);
insert into settings_in_force values
    ('settings');

CREATE TABLE snapshots(snapshot_id VARCHAR NOT NULL, articles BIGINT NOT NULL, clusters BIGINT NOT NULL, articles_hash UHUGEINT NOT NULL, decisions_hash UHUGEINT NOT NULL, copydesk_version VARCHAR NOT NULL, rules_version VARCHAR NOT NULL, settings VARCHAR NOT NULL);

CREATE TABLE source_furniture("source" VARCHAR NOT NULL, line VARCHAR NOT NULL, kind VARCHAR, author VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL);

CREATE TABLE sources("name" VARCHAR NOT NULL, kind VARCHAR NOT NULL, "location" VARCHAR NOT NULL, last_run_at TIMESTAMP NOT NULL, last_success_at TIMESTAMP, failures INTEGER NOT NULL, etag VARCHAR, last_modified VARCHAR);
insert into sources values
    ('tests', 'file', 'lines.jsonl', '2024-01-01 00:03:00', '2024-01-01 00:03:00', 0, null, null);

CREATE TABLE tombstone_marks(article_id VARCHAR NOT NULL, mark VARCHAR NOT NULL);

CREATE TABLE tombstones(article_id VARCHAR NOT NULL, "source" VARCHAR NOT NULL, reason VARCHAR NOT NULL, author VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL);

CREATE TABLE versions(article_id VARCHAR NOT NULL, page UBIGINT NOT NULL, previous_id VARCHAR, "version" INTEGER NOT NULL, change VARCHAR NOT NULL, words_added INTEGER, words_removed INTEGER);
insert into versions values
    ('abc42a8b66865f2e8395', 4412190316366886993, null, 1, 'first', 0, 0);

CREATE VIEW shareable_articles AS SELECT * EXCLUDE (title, author, body), md5(concat_ws(chr(31), COALESCE(strlen(title), -1), COALESCE(strlen(author), -1), title, author, body)) AS text_hash FROM articles;
CREATE VIEW article_hashes AS SELECT article_id, md5_number(CAST(json_array(article_id, canonical_id, relation, jaccard, containment, novel_words, external_id, "source", url, origin, place, "language", published_at, published_from, published_precision, modified_at, captured_at, words, "access", rules_version, text_hash) AS VARCHAR)) AS row_hash FROM shareable_articles;
CREATE VIEW article_versions AS SELECT a.url, a.article_id, a."source", a.title, a.published_at, a.modified_at, a.first_seen_at, a.words, a."access", a.relation, a.cluster_id, v."version", v.previous_id, v.change, v.words_added, v.words_removed FROM (articles AS a INNER JOIN versions AS v USING (article_id));
CREATE VIEW canonical_articles AS SELECT a.article_id, a.cluster_id, a.external_id, a."source", a.url, a.title, a.body, a.author, a.origin, a.place, a."language", a.published_at, a.published_from, a.published_precision, a.modified_at, a.captured_at, a.first_seen_at, a.words, a."access", c.copies, c.outlets, a.rules_version, a.run_id FROM (articles AS a INNER JOIN clusters AS c ON ((c.canonical_id = a.article_id)));
CREATE VIEW duplicates AS SELECT a.article_id, a.external_id, a.title, a."source", a.published_at, a.relation, a.jaccard, a.containment, a.novel_words, a.canonical_id, c.external_id AS canonical_external_id, c.title AS canonical_title, c."source" AS canonical_source, c.published_at AS canonical_published_at, a.cluster_id FROM (articles AS a INNER JOIN articles AS c ON ((c.article_id = a.canonical_id))) WHERE (a.relation != 'canonical');
CREATE VIEW matches AS SELECT article_id, other_id, CASE  WHEN ((override_kind = 'merge')) THEN (CASE  WHEN ((relation IN ('shared', 'none'))) THEN ('merged') ELSE relation END) WHEN ((accepted AND ((override_kind = 'split') OR (digest_id IS NOT NULL)))) THEN ('shared') ELSE relation END AS relation, jaccard, containment, other_containment, shared_words, novel_words, other_novel_words, days_apart, CASE  WHEN ((override_kind = 'merge')) THEN (true) WHEN ((override_kind = 'split')) THEN (false) ELSE (accepted AND (digest_id IS NULL)) END AS accepted, CASE  WHEN ((override_kind IS NOT NULL)) THEN (override_reason) WHEN ((accepted AND (digest_id IS NOT NULL))) THEN (('one is a digest of several stories; ' || reason)) ELSE reason END AS reason, (licensed OR (override_kind IS NOT DISTINCT FROM 'merge')) AS licensed, run_id FROM comparisons;
CREATE VIEW recurring_lines AS SELECT "source", regexp_replace(line, '[0-9]', '0', 'g') AS line, count(DISTINCT cluster_id) AS clusters, count(DISTINCT article_id) AS articles, min(line) AS example FROM (SELECT "source", cluster_id, article_id, "trim"(unnest(string_split(body, chr(10))), ((' ' || chr(9)) || chr(13))) AS line FROM articles) WHERE (length(line) BETWEEN 2 AND 300) GROUP BY ALL HAVING (count(DISTINCT cluster_id) >= 3);
CREATE VIEW source_health AS SELECT s."name", s.kind, s."location", s.last_run_at, s.last_success_at, s.failures, COALESCE(d.documents, 0) AS documents, COALESCE(d."partial", 0) AS "partial", COALESCE(r.rejects, 0) AS rejects, d.last_new_at FROM ((sources AS s LEFT JOIN (SELECT feed, count_star() AS documents, count_star() FILTER (WHERE ("access" = 'partial')) AS "partial", max(ingested_at) AS last_new_at FROM (raw_documents INNER JOIN articles USING (article_id)) GROUP BY feed) AS d ON ((d.feed = s."name"))) LEFT JOIN (SELECT "source", count_star() AS rejects FROM rejects WHERE (resolved_at IS NULL) GROUP BY "source") AS r ON ((r."source" = s."name")));
