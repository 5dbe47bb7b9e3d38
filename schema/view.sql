-- Derived tables: each is a function of the set of standing records, made again by `bulou rebuild`.
-- pos columns are the newest journal position that touched the row. acts columns hold the packed acts that
-- a row is folded from (view/effects.h).

DROP TABLE IF EXISTS link;
DROP TABLE IF EXISTS outbox;
DROP TABLE IF EXISTS mark;
DROP TABLE IF EXISTS ruling;
DROP TABLE IF EXISTS clash;
DROP TABLE IF EXISTS area;
DROP TABLE IF EXISTS area_news;
DROP TABLE IF EXISTS incident;
DROP TABLE IF EXISTS subject;
DROP TABLE IF EXISTS pair;
DROP TABLE IF EXISTS person;
DROP TABLE IF EXISTS match;
DROP TABLE IF EXISTS suspect;
DROP TABLE IF EXISTS round;
DROP TABLE IF EXISTS target;
DROP TABLE IF EXISTS tally;
DROP TABLE IF EXISTS area_day;
DROP TABLE IF EXISTS ledger;
DROP TABLE IF EXISTS duty;
DROP TABLE IF EXISTS published;
DROP TABLE IF EXISTS gone;
DROP TABLE IF EXISTS look_of;
DROP TABLE IF EXISTS account_day;
DROP TABLE IF EXISTS exported;

-- Corrections, voids and approvals: which record names which; what rests on what; and which matters were raised about a subject.
CREATE TABLE link (
	target BLOB NOT NULL,           -- the record named; 5: the subject
	id BLOB NOT NULL,               -- the record that names it
	what BIGINT NOT NULL,           -- 1 corrects 2 voids 3 approves 4 rests on it 5 raises a matter about it
	at_used BIGINT NOT NULL,
	pos BIGINT NOT NULL,
	PRIMARY KEY (target, id)
) WITHOUT ROWID;
CREATE INDEX link_id ON link (id, target);

-- Numbers that came from each device.
CREATE TABLE outbox (
	device BLOB PRIMARY KEY,
	ranges BLOB NOT NULL,           -- packed [from, to] ascending
	last_seq BIGINT NOT NULL,       -- 1 … last_seq have all come
	top BIGINT NOT NULL             -- the greatest that came
) WITHOUT ROWID;

-- Records with a mark that somebody should look at: unconfirmed, clock, newer, held.
CREATE TABLE mark (
	what BIGINT NOT NULL,           -- 1 unconfirmed 2 held 4 clock 8 newer
	area TEXT NOT NULL,
	pos BIGINT NOT NULL,
	id BLOB NOT NULL,
	round BLOB NOT NULL,            -- in which it was done; 16 zero bytes: in none
	PRIMARY KEY (what, area, pos)
) WITHOUT ROWID;
-- What waits in a round, whatever waits elsewhere.
CREATE INDEX mark_round ON mark (round, what, area, pos);

-- Voids and approvals that stand: a held record that one of them names is held no longer.
CREATE TABLE ruling (
	id BLOB PRIMARY KEY
) WITHOUT ROWID;

-- Clashes: standing records that exclude each other.
CREATE TABLE clash (
	what BIGINT NOT NULL,           -- 1 corrections 2 state field 3 pair 4 round 5 area 6 version 7 target
	key BLOB NOT NULL,              -- of the thing they disagree about
	area TEXT NOT NULL,
	ids BLOB NOT NULL,              -- 16 bytes each, ascending
	pos BIGINT NOT NULL,
	PRIMARY KEY (what, key)
) WITHOUT ROWID;

-- Areas: one row an id. Its code, name and parent are dated: acts hold the versions, and whoever reads them asks for a day.
CREATE TABLE area (
	id TEXT PRIMARY KEY,
	level BIGINT NOT NULL,          -- 0 unknown 1 province 2 prefecture 3 county 4 township 5 village 6 grid
	ended BIGINT NOT NULL,          -- local day it ended, or a large number
	known BIGINT NOT NULL,          -- 0: only named by others so far
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX area_pos ON area (pos);

-- When any area last changed, or ceased to be: one row, id 1. Every request asks.
CREATE TABLE area_news (
	id BIGINT PRIMARY KEY,
	pos BIGINT NOT NULL
) WITHOUT ROWID;

-- Incidents.
CREATE TABLE incident (
	id BLOB PRIMARY KEY,
	name TEXT NOT NULL,
	area TEXT NOT NULL,
	exercise BIGINT NOT NULL,
	ended BIGINT NOT NULL,          -- 1: ended
	level BIGINT NOT NULL,          -- of the response; 0: nobody said
	level_since BIGINT NOT NULL,    -- ms; 0: nobody said
	ended_at BIGINT NOT NULL,       -- ms; 0: it goes on
	ended_by BLOB NOT NULL,         -- the record that ended it; 16 zero bytes: it goes on
	purge BLOB NOT NULL,            -- by class the record that orders its purge, given since it ended; empty: none
	purge_classes BIGINT NOT NULL,  -- bit 1 << class: those that one orders
	known BIGINT NOT NULL,
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL
) WITHOUT ROWID;

-- Subjects of the roster: dwellings, people, stores, matters, sites and others. Their ids are random and their rows wide: so
-- the ids lie in an index of their own, and the rows in the order in which they came, which is grid after grid.
CREATE TABLE subject (
	id BLOB NOT NULL PRIMARY KEY,
	type BIGINT NOT NULL,           -- 0 not known yet, else enum subject_type
	area TEXT NOT NULL,             -- now
	place TEXT NOT NULL,            -- dwelling: compound, building, unit, floor, room divided by U+001F
	flags BIGINT NOT NULL,          -- bit 1 << code of each flag
	survivor BLOB NOT NULL,         -- of its cluster; itself when not merged
	source BLOB NOT NULL,           -- the record that defines it (its sealed parts hold the rest)
	areas TEXT NOT NULL,            -- where rows of it may lie, divided by U+001F: a superset, it only grows
	moved BIGINT NOT NULL,          -- 1: has moves
	merged BIGINT NOT NULL,         -- 1: one of a cluster of several
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL
);
CREATE INDEX subject_area ON subject (area, type, id);
CREATE INDEX subject_moved ON subject (id) WHERE moved = 1;
-- Who has a flag, or was merged: few of many, and asked of all areas at once while somebody draws up a round.
CREATE INDEX subject_flagged ON subject (type, area, flags, merged, survivor, id) WHERE flags > 0 OR merged = 1;
CREATE INDEX subject_waiting ON subject (id) WHERE type = 0;

-- Pairs of subjects: said to be one, or said not to be.
CREATE TABLE pair (
	a BLOB NOT NULL,                -- the smaller id
	b BLOB NOT NULL,
	state BIGINT NOT NULL,          -- 1 one 2 not one
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL,
	PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b, a);

-- People: the standing records that say who somebody is, and the hashes that follow from them all.
CREATE TABLE person (
	id BLOB PRIMARY KEY,
	said BLOB NOT NULL,             -- (at_used 8, id 16) of each record, ascending
	macs BLOB NOT NULL              -- (mac 8, label 8) as they lie in match, ascending
) WITHOUT ROWID;

-- Equality by keyed hash: document number, name + birth + area, name + phone. Refilled with the keys at hand.
CREATE TABLE match (
	mac BIGINT NOT NULL,            -- the first 8 bytes of the HMAC
	subject BLOB NOT NULL,
	label BIGINT NOT NULL,          -- 1 document 2 name, birth, area 3 name, phone
	PRIMARY KEY (mac, subject)
) WITHOUT ROWID;

-- Subjects that a match holds to be one, until somebody merges or parts them. Two may match by several hashes of one
-- label, and cease to by one of them.
CREATE TABLE suspect (
	a BLOB NOT NULL,
	b BLOB NOT NULL,
	label BIGINT NOT NULL,
	mac BIGINT NOT NULL,            -- that both have
	PRIMARY KEY (a, b, label, mac)
) WITHOUT ROWID;

-- Rounds.
CREATE TABLE round (
	id BLOB PRIMARY KEY,
	kind TEXT NOT NULL,             -- sweep, ask …
	incident BLOB NOT NULL,
	area TEXT NOT NULL,             -- its top
	standing BIGINT NOT NULL,
	question TEXT NOT NULL,
	filter TEXT NOT NULL,
	expected BIGINT NOT NULL,       -- as opened
	due BIGINT NOT NULL,
	opened BIGINT NOT NULL,         -- at_used of the opening
	closes BIGINT NOT NULL,         -- covers up to here are done; a large number while open
	state BIGINT NOT NULL,          -- 0 not known yet 1 open 2 closed 3 cancelled
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL
) WITHOUT ROWID;

-- Targets: what is asked of a subject in a round, in one area.
CREATE TABLE target (
	round BLOB NOT NULL,
	area TEXT NOT NULL,             -- '' for acts that answer no target (state 0)
	subject BLOB NOT NULL,
	slot BIGINT NOT NULL,
	state BIGINT NOT NULL,          -- 0 stray 1 open 2 done 3 excused 4 answers for another of its cluster, or for what needs none
	code BIGINT NOT NULL,           -- outcome of the latest attempt, cover or excuse
	next BIGINT NOT NULL,           -- next action
	late BIGINT NOT NULL,           -- 1: covered after the closing time
	due BIGINT NOT NULL,            -- ms, or a large number
	origin BIGINT NOT NULL,         -- 0 none 1 listed 2 found 3 obliged 4 moved in
	covered BIGINT NOT NULL,        -- at_used of the newest cover, or 0
	tries BIGINT NOT NULL,
	alone BIGINT NOT NULL,          -- 1: no other row shares its answers, and its subject neither moved nor merged
	clash BIGINT NOT NULL,          -- 1: live, and listed as a clash
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL,
	PRIMARY KEY (round, area, subject, slot)
) WITHOUT ROWID;

-- Counts of a round in a lowest area; the roster's sizes lie here too, under the ids 0…01 (dwellings) and on.
CREATE TABLE tally (
	round BLOB NOT NULL,
	area TEXT NOT NULL,             -- '' holds the sum of the pieces of a closed round
	expected BIGINT NOT NULL,
	found BIGINT NOT NULL,
	done BIGINT NOT NULL,
	excused BIGINT NOT NULL,
	missing BIGINT NOT NULL,
	late BIGINT NOT NULL,
	pos BIGINT NOT NULL,
	PRIMARY KEY (round, area)
) WITHOUT ROWID;

-- What was done in an area on a local day: sums of figures, and the positions of the records behind them.
CREATE TABLE area_day (
	area TEXT NOT NULL,
	day BIGINT NOT NULL,
	sums BLOB NOT NULL,             -- packed (scope 16, figure u16, n i64) ascending
	list BLOB NOT NULL,             -- packed ascending positions of the standing records that count
	pos BIGINT NOT NULL,
	PRIMARY KEY (area, day)
) WITHOUT ROWID;

-- Goods: what moved and what was counted, by place, item and local day; an incident has a ledger of its own, so that an
-- exercise in a real store is no part of what lies there. What names a lot has rows of the lot besides.
CREATE TABLE ledger (
	place TEXT NOT NULL,            -- 'store:UUID', 'supplier:AREA', 'dwelling:UUID', 'used:AREA', 'spoiled:AREA', 'lost:AREA' …
	item TEXT NOT NULL,
	lot TEXT NOT NULL,              -- '' for all of the item, else the id of the lot: that part of it alone
	incident BLOB NOT NULL,
	day BIGINT NOT NULL,
	area TEXT NOT NULL,
	came BIGINT NOT NULL,           -- thousandths of a unit
	went BIGINT NOT NULL,
	counted BIGINT NOT NULL,        -- of the day's latest count; -1 = none that day
	counted_at BIGINT NOT NULL,
	net_before BIGINT NOT NULL,     -- came − went of the day up to that count
	acts BLOB NOT NULL,
	pos BIGINT NOT NULL,
	PRIMARY KEY (place, item, lot, incident, day)
) WITHOUT ROWID;
CREATE INDEX ledger_area ON ledger (area, place, item, day);
CREATE INDEX ledger_lot ON ledger (lot) WHERE lot <> '';

-- Duty: who was or is to be at a post, when; what rests were too short follows, and is counted in area_day.
CREATE TABLE duty (
	id BLOB PRIMARY KEY,            -- who works there
	acts BLOB NOT NULL
) WITHOUT ROWID;

-- What is told to whoever works here, and who has read it; what is published of days, begun, shared and due: the records by what
-- they are about, as long as they are known. One that stands no longer stays as its own mark, for who had it.
CREATE TABLE published (
	key BLOB NOT NULL,              -- 1, 3: the notice; 2: the issue of a list (published_issue); 4, 5: the days (published_days); 6: a bulletin; 7: an incident; 8: refusal_key
	id BLOB NOT NULL,               -- the record
	what BIGINT NOT NULL,           -- 1 notice 2 piece of a list of risk areas 3 read 4 bulletin 5 a draft of one 6 is it shared 7 daily
					-- 8 a refusal that somebody has seen to
	area TEXT NOT NULL,
	stands BIGINT NOT NULL,
	who BIGINT NOT NULL, -- a digest of the account that said it; 2: of the list's source, 0 where none is told
	issued BIGINT NOT NULL, -- 2: when the list was issued, ms; else 0
	pos BIGINT NOT NULL,
	PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE INDEX published_pos ON published (what, pos);
-- Which issue of a source came after which.
CREATE INDEX published_issued ON published (who, issued, stands, key) WHERE what = 2;

-- Rows that left an area, for readers who follow it.
CREATE TABLE gone (
	area TEXT NOT NULL,
	type TEXT NOT NULL,             -- subject, target
	key BLOB NOT NULL,
	pos BIGINT NOT NULL,
	PRIMARY KEY (area, type, key)
) WITHOUT ROWID;

-- Who was looked at: the entries of the journal that name each subject.
CREATE TABLE look_of (
	subject BLOB NOT NULL,          -- or a record that names none
	pos BIGINT NOT NULL,            -- of the entry
	day BIGINT NOT NULL,            -- local, of the entry
	account TEXT NOT NULL,          -- who looked
	PRIMARY KEY (subject, pos)
) WITHOUT ROWID;
CREATE INDEX look_of_account ON look_of (account, day, subject);

-- What each account did on a local day, by the server's clock: whether somebody looks more than the work needs.
CREATE TABLE account_day (
	day BIGINT NOT NULL,
	account TEXT NOT NULL,
	looks BIGINT NOT NULL,          -- entries that show fields in plain
	subjects BIGINT NOT NULL,       -- different ones that they name
	records BIGINT NOT NULL,        -- handed in
	reviewed BIGINT NOT NULL,       -- pos of the newest entry by which that day was gone into; 0: none
	PRIMARY KEY (day, account)
) WITHOUT ROWID;

-- Copies that left as files.
CREATE TABLE exported (
	id BLOB PRIMARY KEY,            -- of the entry
	pos BIGINT NOT NULL,            -- 0: only named so far
	until BIGINT NOT NULL,          -- the last local day on which it may be kept
	destroyed BIGINT NOT NULL       -- pos of the first entry that says it is gone; 0: none
) WITHOUT ROWID;
CREATE INDEX exported_pos ON exported (pos);
