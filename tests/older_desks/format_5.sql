-- A desk of format 5 with four documents and a reject, as the copydesk of that format wrote it.

CREATE TABLE articles(article_id VARCHAR NOT NULL, cluster_id VARCHAR NOT NULL, canonical_id VARCHAR NOT NULL, relation VARCHAR NOT NULL, jaccard DOUBLE, containment DOUBLE, novel_words INTEGER NOT NULL, external_id VARCHAR, "source" VARCHAR NOT NULL, url VARCHAR, title VARCHAR, body VARCHAR NOT NULL, author VARCHAR, origin VARCHAR, place VARCHAR, "language" VARCHAR, published_at TIMESTAMP, published_from VARCHAR, published_precision VARCHAR, modified_at TIMESTAMP, captured_at TIMESTAMP, first_seen_at TIMESTAMP NOT NULL, words INTEGER NOT NULL, "access" VARCHAR NOT NULL, rules_version VARCHAR NOT NULL, run_id VARCHAR NOT NULL);
insert into articles values
    ('abc42a8b66865f2e8395', 'abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'dup', 0.8507462686567164, 1.0, 0, 'ferry', 'Harbour Post', 'https://harbour.example/ferry', 'Ferry stays in harbour', 'The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the sound has grown thicker than the bow of the old ship can break. The harbour master said on Monday that twelve lorries wait on the quay, most of them with fish, and that the baker on the island has flour for three more days.', 'Ada Marlow', 'Harbour Post', null, 'en', '2024-01-08 09:30:00', 'document', 'minute', null, null, '2024-01-01 00:01:00', 61, 'full', '2', 'run-16034-000001'),
    ('b51a010e578bc3137300', 'abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'canonical', null, null, 0, 'ferry-2', 'Sound Gazette', null, null, 'HOLM (Sound Wire) - The ferry between Holm and the mainland stays in harbour until Thursday, because the ice in the sound has grown thicker than the bow of the old ship can break. The harbour master said on Monday that twelve lorries wait on the quay, most of them with fish, and that the baker on the island has flour for three more days. Nobody on the island is worried yet.', null, null, null, 'en', null, null, null, null, null, '2024-01-01 00:04:00', 71, 'full', '2', 'run-16034-000002'),
    ('28a632bcc5fafa02ff25', '28a632bcc5fafa02ff25', '28a632bcc5fafa02ff25', 'canonical', null, null, 0, 'bees', 'Valley News', null, null, 'The beekeepers of the valley count their hives anew every spring. Nine of eleven report that their bees came through the winter, which was the mildest for thirty years, and that the first willows are already in bloom along the river.', null, null, null, 'en', null, null, null, null, null, '2024-01-01 00:04:00', 41, 'full', '2', 'run-16034-000002'),
    ('91b09f07a5e98e3d0a90', '91b09f07a5e98e3d0a90', '91b09f07a5e98e3d0a90', 'canonical', null, null, 0, 'note', 'Valley News', null, null, 'Short note.', null, null, null, null, null, null, null, null, null, '2024-01-01 00:04:00', 2, 'full', '2', 'run-16034-000002');

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

CREATE TABLE comparisons(article_id VARCHAR NOT NULL, other_id VARCHAR NOT NULL, relation VARCHAR NOT NULL, jaccard DOUBLE NOT NULL, containment DOUBLE NOT NULL, other_containment DOUBLE NOT NULL, shared_words INTEGER NOT NULL, novel_words INTEGER NOT NULL, other_novel_words INTEGER NOT NULL, coverage UBIGINT NOT NULL, other_coverage UBIGINT NOT NULL, shared INTEGER NOT NULL, other_shared_words INTEGER NOT NULL, quoted INTEGER NOT NULL, other_quoted INTEGER NOT NULL, shared_quoted INTEGER NOT NULL, other_shared_quoted INTEGER NOT NULL, shared_facts INTEGER NOT NULL, other_shared_facts INTEGER NOT NULL, swapped_facts INTEGER NOT NULL, other_swapped_facts INTEGER NOT NULL, days_apart INTEGER, accepted BOOLEAN NOT NULL, reason VARCHAR NOT NULL, licensed BOOLEAN NOT NULL, digest_id VARCHAR, override_kind VARCHAR, override_reason VARCHAR, run_id VARCHAR NOT NULL);
insert into comparisons values
    ('abc42a8b66865f2e8395', 'b51a010e578bc3137300', 'dup', 0.8507462686567164, 1.0, 0.8507462686567164, 61, 0, 10, 9223367638806167551, 144115188075855868, 57, 61, 0, 0, 0, 0, 3, 4, 0, 1, null, true, '100% of the shorter story stands in the longer', true, null, null, null, 'run-16034-000002');

CREATE TABLE credits(article_id VARCHAR NOT NULL, "name" VARCHAR NOT NULL, "role" VARCHAR NOT NULL);
insert into credits values
    ('abc42a8b66865f2e8395', 'Ada Marlow', 'author'),
    ('abc42a8b66865f2e8395', 'Harbour Post', 'via');

CREATE TABLE desk_format("version" INTEGER NOT NULL);
insert into desk_format values
    (5);

CREATE TABLE fingerprints(article_key UBIGINT NOT NULL, article_id VARCHAR NOT NULL, text_hash UBIGINT NOT NULL, shingles INTEGER NOT NULL, signature BLOB NOT NULL);
insert into fingerprints values
    (12377064454129868590, 'abc42a8b66865f2e8395', 17077297386462997667, 57, '\xfa\x88\xea\x04Y\xabS\x14\xc06\x19\x00\xe8\xd22\x03\x89]\x02\x04\x0cw\xd5\x00\x84\xee+\x02U\xd5\x19\x02f\x5c[\x04\x93"\xac\x01\xd4\xc0\xb8\x04\xc5>\xb1\x04\xd5\xfb\x1a\x03\x8bD\x9f\x00\x90\xbfZ\x0f\xc1"|\x07\x7f\xc3\xf8\x06\xd5]\xeb\x00\x81+\xf1\x06\x84f\x1f\x03\xda\xbf*\x00\x094 \x00\x05\x88\xb8\x00\x0e\xa8K\x02\x0e&\xd8\x03\x7f\x14\x94\x01\xc3\x89\xd9\x04+X\xe7\x01\xd6\x84\x91\x02J\x8b\xb0\x03\xa1_\xd9\x00\xbf\x9e\xad\x0e\xba\xf6\xe2\x00a+\xc4\x01O\x5c4\x03\x02\xf1\x00\x00w\xd4\x8f\x00\x1dHb\x05\x96\x93D\x01\xd4+\xc4\x033\x94\x81\x0d\xd2-$\x00ft=\x03\xc8\x9b\xfc\x00\x7fr\x11\x05\x0f!\x82\x01\xebh\xd8\x03<e\x8e\x07\xdd\x0d\x94\x02KH\xf9\x04_\xe6\x91\x02\x8c@\xaa\x03U4\xe5\x05\xe8\xea\x0e\x04\x9d\x08\xc3\x05\x98\xb4\x87\x03\xe8\xf2\xd2\x05\x0c\xd1t\x00\xca\xdb\xc1\x06\xc7d\x9e\x07Q\xd8\xac\x03\x90\xd3\xe1\x1b\xf7\xc1\xd1\x04\x15\x9dZ\x05\xc8\x5c\xc0\x05\x1dm\xdc\x02\xc7\xe1{\x09\x0d\x14\x18\x0e@\xee\xd4\x0c\xcdh\xc7\x04\xce}\xae\x00gv\xcb\x00,M\x5c\x03<}\xfa\x04\xc8\x14\x0a\x02u))\x06\x94UR\x05ysy\x00\x15\xb3\x95\x01X\x92\x81\x01D\xb7Z\x06\x90\xf8\xc0\x02(*\xc9\x03\xd7l\x9e\x00\xc6R\xcd\x19o\xf1\x97\x00\x9btB\x02\xbb\x99u\x03\xfaq\x1f\x00\xc6l\xb3\x01\x8d\x83\xcd\x05\x94\xa1\xcc\x00\xabkO\x00\x82\x5c\xb5\x03S\x813\x06\x13\x11V\x01e\x02\x15\x02/Ci\x00~\xf3\xde\x04\x03\xd3I\x01gg\x1d\x0awsQ\x03\x1a\x13,\x09\x1e\xf2!\x04X\x1f\xe2\x04:\xf6\x1d\x01\xac\x03\x16\x0c\x1d\xef\xca\x00\xb1\xbb\xbf\x04\xc7\x9f\xa9\x01\xa3\xfe\x8f\x0f4\x8d\x83\x01v\xf3\xd2\x08K\xf8.\x01\xc6\xec\xd0\x0d\xba\x02}\x06\xd4\xf7\x09\x01\x1c87\x05Av\x9c\x01\xf4\xbc9\x06uz\xb8\x0b\xfe\xca@\x00\x0d$\xd2\x02%\xd1\xb3\x05\xca\xca(\x04(v(\x00\x5c\xaf\xee\x01$\xcc\xe7\x02'::blob),
    (13049744031369380627, 'b51a010e578bc3137300', 6808134972049169735, 67, '\x0f\x05w\x01\xad\xe9W\x07\xc06\x19\x00\xe8\xd22\x03\x89]\x02\x04\x0cw\xd5\x00\x84\xee+\x02U\xd5\x19\x02f\x5c[\x04\x93"\xac\x01\xc8tQ\x04\xc5>\xb1\x04\xd5\xfb\x1a\x03\x8bD\x9f\x00\x90\xbfZ\x0f\xc1"|\x07\x7f\xc3\xf8\x06\xd5]\xeb\x00\x81+\xf1\x06\x84f\x1f\x03\xda\xbf*\x00\x094 \x00\x05\x88\xb8\x00\x0e\xa8K\x02\x0e&\xd8\x03\x7f\x14\x94\x01\xc3\x89\xd9\x04+X\xe7\x01\xd6\x84\x91\x02J\x8b\xb0\x03\xa1_\xd9\x00Z\x05\x11\x02\xba\xf6\xe2\x00a+\xc4\x01O\x5c4\x03\x02\xf1\x00\x00w\xd4\x8f\x00\xf3\x18\xc9\x04\x96\x93D\x01\xd4+\xc4\x033\x94\x81\x0d\xd2-$\x00\xe8J\x83\x02\xc8\x9b\xfc\x00\xe71"\x00\x0f!\x82\x01\x89\xf3e\x01\x0c\xaa\xc4\x02\xdd\x0d\x94\x02/\x27&\x02_\xe6\x91\x02\x8c@\xaa\x03U4\xe5\x05\xe8\xea\x0e\x04\x9d\x08\xc3\x05\x98\xb4\x87\x03\xe8\xf2\xd2\x05\x0c\xd1t\x00\x82\xe1G\x01\xc7d\x9e\x07Q\xd8\xac\x03w\xc6\xb9\x1b\xa0/\x1c\x01\x15\x9dZ\x05\xbe\x5cP\x05\x1dm\xdc\x02\xc7\xe1{\x09\x10\x7f\xff\x00\xabk\xb9\x04\xcdh\xc7\x04\xce}\xae\x00gv\xcb\x00,M\x5c\x03<}\xfa\x04\xc8\x14\x0a\x02u))\x06\x94UR\x05ysy\x00\x0e\x8e^\x00X\x92\x81\x01D\xb7Z\x06\x04\x06t\x02(*\xc9\x03\xd7l\x9e\x00\x89p\xbe\x04o\xf1\x97\x00\x9btB\x02\xbb\x99u\x03\xfaq\x1f\x00\xc6l\xb3\x01\x8d\x83\xcd\x05\x94\xa1\xcc\x00\xabkO\x00\x82\x5c\xb5\x03\x8c\xd8\xfe\x04\x13\x11V\x01e\x02\x15\x02/Ci\x00~\xf3\xde\x04\x03\xd3I\x01?\xe3\x16\x03wsQ\x03\x1a\x13,\x09\x1e\xf2!\x04X\x1f\xe2\x04:\xf6\x1d\x01\xc6\x12\x10\x00\x1d\xef\xca\x00\xb1\xbb\xbf\x04\xc7\x9f\xa9\x01\xa3\xfe\x8f\x0f4\x8d\x83\x01v\xf3\xd2\x08K\xf8.\x01\xc6\xec\xd0\x0d\xba\x02}\x06\xd4\xf7\x09\x01\x1c87\x05Av\x9c\x01j\xa5E\x02\xa7\xe9\x91\x02\xfe\xca@\x00\x0d$\xd2\x02%\xd1\xb3\x05\xca\xca(\x04(v(\x00\x5c\xaf\xee\x01$\xcc\xe7\x02'::blob),
    (2929084394007886338, '28a632bcc5fafa02ff25', 16898049536266247515, 37, '5\x0d2\x0az\xcf\xbc\x03\x9a\x17\xd0\x00D=\xa4\x00\xeb\x9e(\x08\xf1\x7f\xf2\x08&\xc5G\x01\x10i2\x16\xf8\x04\xdb\x029d\xe1\x02\xadu"\x04\xe0\xd0;\x08\xbb\x88\x8c\x16\x99\x80V\x12>1\x82\x04\x9f-n\x01pG\x8d\x02\x07\x8bG\x05s\xecm\x05\xf0 \xcd\x04U\x08\x11\x15$B\xf9\x00\xd1\x99l\x15\xef\x02R\x01\xdb\xd1\xfe\x03\x8f\xc3\x94\x11\xfc=\xf1\x08W\xec\xcf\x0dZ|[\x006J\xd0\x06\x8d\xb34\x01\x9c3\xe5\x03\xa2~\xb6\x0eA{\xb7\x04m\xa0n\x08wC %\xe9\xff\xdd\x01k\xff\xcc\x05\xbe\xc6\x9a\x0d\x88\xb6\xef\x0a\x1aD\xce\x04m\x1b\xe8\x0bVe\x83\x03\x9b\x9b\xd7\x13F\xfc\x0b\x06\xc5]\xed\x01O\x0b\xcf\x02c.Z\x09\x01\x10.\x05\xdd\xcb\xcb\x03\x93B\x1e\x03\x96\xec\xbc\x04\x11\x04j\x0al\x94\xc9\x04R\x84}\x00\xae\x81\x07\x09H\x1dm\x04Y|\xd0\x01\xc6X\x0c\x00\x17\xc3\x8b\x03\xfd\x9d\x1a\x00\x0c3\xc9\x00$*\x07\x02\xe2\x985\x00\xb7\x9b\xd7\x04-H\x80\x05\xdd\xeb\xac\x04"\x1a\xd8\x07\x1f\x03Z\x08OI\xc8\x12cY\xbd\x01sQ\xe1\x03\xb2A\x0b\x10\xdf\x05~\x060\xfc\x91\x07\xb74\x9d\x0a\xe1\xc6\x81\x06lN\xda\x03k\xfb\xfc\x05\x086=\x08\xf67d\x01\x14b\xaa\x00\xa2b\x8f\x01\xba\x96|\x08,\xa8\x0c\x0e\x81)g\x07$\xbd\xb7\x0dn\xe8\xaf\x11h{\xd8\x05G\x95v\x01gu\xb0\x04?H\x0f\x02\x0a\x043\x06Sc\xfd\x02y>w\x01\x07\xaa\xdd\x009\xdd<\x0b\xbd\xf3\xbc\x01\xe4\xe7\x8c\x03Ge\xb1\x069\x9e\xf9\x06,\x94\x1c\x03\x1fA\x83\x0b\xe4\xc4d\x0f\x86e\x1e\x00]\xbek\x00\x17x\xd4\x07\xc4`\xfc\x08\xcb\x88\x0e\x0c\x99\xbe\xff\x01\x08\xb3>\x0a\xb6\xcf\xe1\x01\xff\xe6\xb9\x03\x8d\xa9\xb2\x06\xe9\xf1\x7f\x02\x8fs\xf9\x01>\x8d\x1c\x16\xac\xe1+\x00\xcfT3\x00E\xff\xe1\x00I\x15\x5c\x02g\xa9v\x03\x8dm\xe8\x00aJ[\x08\xa1\xcf\x8f\x00\xd3\xaf\x27\x07\x19\x02T\x01\xa7\x8e\xdd\x04'::blob),
    (10498065586597760573, '91b09f07a5e98e3d0a90', 17032096052028191107, 0, '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'::blob);

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

CREATE TABLE rejects(reject_id VARCHAR NOT NULL, "source" VARCHAR NOT NULL, uri VARCHAR NOT NULL, "location" VARCHAR, stage VARCHAR NOT NULL, reason VARCHAR NOT NULL, retriable BOOLEAN NOT NULL, payload BLOB, attempts INTEGER NOT NULL, run_id VARCHAR NOT NULL, first_seen_at TIMESTAMP NOT NULL, resolved_at TIMESTAMP);
insert into rejects values
    ('c7e16b0552e8d0467410', 'lines.jsonl', 'lines.jsonl', 'line 7', 'parse', 'not a JSON object', false, '[1, 2'::blob, 1, 'run-16034-000002', '2024-01-01 00:03:00', null);

CREATE TABLE removed_spans(article_id VARCHAR NOT NULL, "start" INTEGER NOT NULL, stop INTEGER NOT NULL, kind VARCHAR NOT NULL, "rule" VARCHAR NOT NULL, "text" VARCHAR NOT NULL, replacement VARCHAR NOT NULL);
insert into removed_spans values
    ('abc42a8b66865f2e8395', 0, 13, 'byline', 'byline.by_name', 'By Ada Marlow', ''),
    ('abc42a8b66865f2e8395', 334, 354, 'agency', 'source.label', 'Source: Harbour Post', '');

CREATE TABLE runs(run_id VARCHAR NOT NULL, flow_run_id VARCHAR, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP, state VARCHAR NOT NULL, copydesk_version VARCHAR NOT NULL, rules_version VARCHAR NOT NULL, settings_hash VARCHAR NOT NULL, "read" BIGINT DEFAULT(0) NOT NULL, "new" BIGINT DEFAULT(0) NOT NULL, unchanged BIGINT DEFAULT(0) NOT NULL, revised BIGINT DEFAULT(0) NOT NULL, rejected BIGINT DEFAULT(0) NOT NULL, canonical BIGINT DEFAULT(0) NOT NULL, reused BIGINT DEFAULT(0) NOT NULL, read_seconds DOUBLE DEFAULT(0) NOT NULL, prepare_seconds DOUBLE DEFAULT(0) NOT NULL, match_seconds DOUBLE DEFAULT(0) NOT NULL, choose_seconds DOUBLE DEFAULT(0) NOT NULL, write_seconds DOUBLE DEFAULT(0) NOT NULL, publish_seconds DOUBLE DEFAULT(0) NOT NULL, withheld BIGINT NOT NULL DEFAULT(0), snapshot_id VARCHAR);
insert into runs values
    ('run-16034-000001', null, '2024-01-01 00:00:00', '2024-01-01 00:02:00', 'Completed', '1', '2', 'settings', 0, 1, 0, 0, 0, 0, 0, 0.0, 0.0, 0.15304522500082385, 0.13480165300097724, 0.08855711699834501, 0.0, 0, null),
    ('run-16034-000002', null, '2024-01-01 00:03:00', '2024-01-01 00:05:00', 'Completed', '1', '2', 'settings', 0, 3, 0, 0, 1, 0, 0, 0.0, 0.0, 0.18954388200108951, 0.13205722500060801, 0.08028445099989767, 0.0, 0, null);

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

CREATE TABLE sources("name" VARCHAR NOT NULL, kind VARCHAR NOT NULL, "location" VARCHAR NOT NULL, last_run_at TIMESTAMP NOT NULL, last_success_at TIMESTAMP, failures INTEGER NOT NULL, etag VARCHAR, last_modified VARCHAR);
insert into sources values
    ('tests', 'file', 'lines.jsonl', '2024-01-01 00:03:00', '2024-01-01 00:03:00', 0, null, null);

CREATE TABLE snapshots(snapshot_id VARCHAR NOT NULL, articles BIGINT NOT NULL, clusters BIGINT NOT NULL, articles_hash UHUGEINT NOT NULL, decisions_hash UHUGEINT NOT NULL, copydesk_version VARCHAR NOT NULL, rules_version VARCHAR NOT NULL, settings VARCHAR NOT NULL);

CREATE TABLE source_furniture("source" VARCHAR NOT NULL, line VARCHAR NOT NULL, kind VARCHAR, author VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL);

CREATE TABLE tombstone_marks(article_id VARCHAR NOT NULL, mark VARCHAR NOT NULL);

CREATE TABLE tombstones(article_id VARCHAR NOT NULL, "source" VARCHAR NOT NULL, reason VARCHAR NOT NULL, author VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL);

CREATE VIEW article_versions AS SELECT url, article_id, "source", title, published_at, modified_at, first_seen_at, words, "access", relation, cluster_id, row_number() OVER (PARTITION BY "source", url ORDER BY COALESCE(modified_at, published_at, captured_at, first_seen_at), article_id) AS "version", lag(article_id) OVER (PARTITION BY "source", url ORDER BY COALESCE(modified_at, published_at, captured_at, first_seen_at), article_id) AS previous_id FROM articles WHERE (url IS NOT NULL);
CREATE VIEW canonical_articles AS SELECT a.article_id, a.cluster_id, a.external_id, a."source", a.url, a.title, a.body, a.author, a.origin, a.place, a."language", a.published_at, a.published_from, a.published_precision, a.modified_at, a.captured_at, a.first_seen_at, a.words, a."access", c.copies, c.outlets, a.rules_version, a.run_id FROM (articles AS a INNER JOIN clusters AS c ON ((c.canonical_id = a.article_id)));
CREATE VIEW duplicates AS SELECT a.article_id, a.external_id, a.title, a."source", a.published_at, a.relation, a.jaccard, a.containment, a.novel_words, a.canonical_id, c.external_id AS canonical_external_id, c.title AS canonical_title, c."source" AS canonical_source, c.published_at AS canonical_published_at, a.cluster_id FROM (articles AS a INNER JOIN articles AS c ON ((c.article_id = a.canonical_id))) WHERE (a.relation != 'canonical');
CREATE VIEW matches AS SELECT article_id, other_id, CASE  WHEN ((override_kind = 'merge')) THEN ("if"((relation IN ('shared', 'none')), 'merged', relation)) WHEN ((accepted AND ((override_kind = 'split') OR (digest_id IS NOT NULL)))) THEN ('shared') ELSE relation END AS relation, jaccard, containment, other_containment, shared_words, novel_words, other_novel_words, days_apart, CASE  WHEN ((override_kind = 'merge')) THEN (true) WHEN ((override_kind = 'split')) THEN (false) ELSE (accepted AND (digest_id IS NULL)) END AS accepted, CASE  WHEN ((override_kind IS NOT NULL)) THEN (override_reason) WHEN ((accepted AND (digest_id IS NOT NULL))) THEN (('one is a digest of several stories; ' || reason)) ELSE reason END AS reason, (licensed OR (override_kind IS NOT DISTINCT FROM 'merge')) AS licensed, run_id FROM comparisons;
CREATE VIEW recurring_lines AS SELECT "source", regexp_replace(line, '[0-9]', '0', 'g') AS line, count(DISTINCT cluster_id) AS clusters, count(DISTINCT article_id) AS articles, min(line) AS example FROM (SELECT "source", cluster_id, article_id, "trim"(unnest(string_split(body, chr(10))), ((' ' || chr(9)) || chr(13))) AS line FROM articles) WHERE (length(line) BETWEEN 2 AND 300) GROUP BY ALL HAVING (count(DISTINCT cluster_id) >= 3);
CREATE VIEW source_health AS SELECT s."name", s.kind, s."location", s.last_run_at, s.last_success_at, s.failures, COALESCE(d.documents, 0) AS documents, COALESCE(d."partial", 0) AS "partial", COALESCE(r.rejects, 0) AS rejects, d.last_new_at FROM ((sources AS s LEFT JOIN (SELECT feed, count_star() AS documents, count_star() FILTER (WHERE ("access" = 'partial')) AS "partial", max(ingested_at) AS last_new_at FROM (raw_documents INNER JOIN articles USING (article_id)) GROUP BY feed) AS d ON ((d.feed = s."name"))) LEFT JOIN (SELECT "source", count_star() AS rejects FROM rejects WHERE (resolved_at IS NULL) GROUP BY "source") AS r ON ((r."source" = s."name")));
