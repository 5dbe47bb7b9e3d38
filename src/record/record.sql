-- The journal's statements. An entry is read with its columns in the order of entry_take() in journal.c.

-- name: journal_exists ()
-- only: sqlite
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal';
-- name: journal_exists ()
-- only: postgres
SELECT count(*) FROM pg_catalog.pg_class
WHERE oid = to_regclass('journal');

-- name: journal_newest ()
SELECT coalesce(max(pos), 0) FROM journal;

-- name: journal_top ()
SELECT pos, digest FROM journal ORDER BY pos DESC LIMIT 1;

-- name: journal_put each(pos int, type int, bits int, id blob, batch blob, received int, at_used int, via text, digest blob, open blob, sealed blob)
INSERT INTO journal (pos, type, bits, id, batch, received, at_used, via, digest, open, sealed)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, sealed FROM each;

-- name: journal_find each(i int, id blob)
SELECT each.i, journal.pos, journal.type, journal.bits, journal.id, journal.batch, journal.received,
	journal.at_used, journal.via, journal.digest, journal.open, journal.sealed
FROM each CROSS JOIN journal
WHERE journal.id = each.id AND journal.type = 1;

-- name: journal_refused each(i int, id blob)
SELECT each.i, journal.pos
FROM each CROSS JOIN journal
WHERE journal.id = each.id AND journal.type = 2;

-- Refusals with their columns, as journal_find; an id may have been refused more than once.
-- name: journal_find_refusals each(i int, id blob)
SELECT each.i, journal.pos, journal.type, journal.bits, journal.id, journal.batch, journal.received,
	journal.at_used, journal.via, journal.digest, journal.open, journal.sealed
FROM each CROSS JOIN journal
WHERE journal.id = each.id AND journal.type = 2;

-- name: journal_refusals_of (blob, int)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, sealed
FROM journal WHERE type = 2 AND id = ?1 ORDER BY pos DESC LIMIT ?2;

-- Refusals are few among many records, and have an index in their order.
-- name: journal_after_refusals (int, int)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, sealed
FROM journal WHERE type = 2 AND pos > ?1 ORDER BY pos LIMIT ?2;

-- What is sealed is no part of the views.
-- name: journal_after_open (int, int)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, NULL
FROM journal WHERE pos > ?1 ORDER BY pos LIMIT ?2;

-- name: journal_after (int, int)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, sealed
FROM journal WHERE pos > ?1 ORDER BY pos LIMIT ?2;

-- The first seven parameters are the types that are wanted, or 0.
-- name: journal_after_types (int, int, int, int, int, int, int, int, int)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, sealed
FROM journal WHERE type IN (?1, ?2, ?3, ?4, ?5, ?6, ?7) AND pos > ?8 ORDER BY pos LIMIT ?9;

-- One type that is no record or refusal, by its own index.
-- name: journal_after_other (int, int, int)
SELECT pos, type, bits, id, batch, received, at_used, via, digest, open, sealed
FROM journal WHERE type > 2 AND type = +?1 AND pos > ?2 ORDER BY pos LIMIT ?3;

-- name: journal_keys (int)
SELECT pos, type, id, open, sealed
FROM journal WHERE type > 2 AND type = 6 AND pos > ?1
UNION ALL SELECT pos, type, id, open, sealed FROM journal WHERE type > 2 AND type = 7 AND pos > ?1
ORDER BY pos;

-- The only changes in place: an erasure, a purge, and a restore that did not end.
-- name: journal_reseal each(pos int, digest blob, sealed blob)
UPDATE journal SET digest = each.digest, sealed = each.sealed
FROM each WHERE journal.pos = each.pos;

-- name: journal_cut (int)
DELETE FROM journal WHERE pos > ?1;

-- name: meta_get (text)
SELECT value FROM meta WHERE name = ?1;

-- name: meta_set (text, text)
INSERT INTO meta (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: meta_unset (text)
DELETE FROM meta WHERE name = ?1;

-- name: outbox_load each(i int, device blob)
SELECT each.i, outbox.ranges
FROM each CROSS JOIN outbox
WHERE outbox.device = each.device;

-- name: outbox_store each(device blob, ranges blob, last_seq int, top int)
INSERT INTO outbox (device, ranges, last_seq, top)
SELECT device, ranges, last_seq, top FROM each WHERE true
ON CONFLICT (device) DO UPDATE SET ranges = excluded.ranges, last_seq = excluded.last_seq,
	top = excluded.top;
