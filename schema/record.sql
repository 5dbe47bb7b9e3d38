-- The enduring tables. This file is only ever added to; doc/format/record.md says what the bytes mean.

-- The journal: everything that was accepted, refused, changed, looked at or erased, in one order.
CREATE TABLE journal (
	pos INTEGER PRIMARY KEY,        -- 1, 2, 3 … without gaps (SQLite: the row number itself)
	type BIGINT NOT NULL,           -- 1 record 2 refusal 3 login 4 device 5 look 6 key 7 erasure
	bits BIGINT NOT NULL,           -- 1 confirmed 2 held 4 clock moved 8 newer
	id BLOB NOT NULL,               -- of the record, key, device; else of the entry
	batch BLOB,                     -- the import it came with
	received BIGINT NOT NULL,       -- ms since 1970, this server's clock
	at_used BIGINT NOT NULL,        -- ms since 1970, the sender's clock put right
	via TEXT NOT NULL,              -- user of the session that handed it in
	digest BLOB NOT NULL,           -- BLAKE2b-256
	open BLOB NOT NULL,             -- canonical JSON without sealed fields
	sealed BLOB                     -- the sealed parts
);

-- Finds a record by its id: duplicates, corrections, one record.
CREATE UNIQUE INDEX journal_record ON journal (id) WHERE type = 1;

-- Finds what is not a record: refusals by id; keys, logins and devices in order.
CREATE INDEX journal_refusal ON journal (id) WHERE type = 2;
CREATE INDEX journal_refused ON journal (pos) WHERE type = 2;
CREATE INDEX journal_other ON journal (type, pos) WHERE type > 2;

-- Facts about this copy of the data, not part of the journal: epoch, safe_pos, schema, restoring.
CREATE TABLE meta (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
