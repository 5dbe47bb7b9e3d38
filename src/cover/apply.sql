-- Statements of the writing side of cover/: rows loaded by key, rows written where they differ.

-- name: area_get each(id text)
SELECT a.id, a.known, a.acts, a.pos FROM each JOIN area a ON a.id = each.id;

-- name: area_put each(id text, level int, ended int, known int, acts blob, pos int)
INSERT INTO area (id, level, ended, known, acts, pos)
SELECT id, level, ended, known, acts, pos FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET level = excluded.level, ended = excluded.ended, known = excluded.known,
	acts = excluded.acts, pos = excluded.pos;

-- name: area_drop each(id text)
DELETE FROM area WHERE id IN (SELECT id FROM each);

-- name: area_news (int)
INSERT INTO area_news (id, pos) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET pos = excluded.pos;

-- name: incident_get each(id blob)
SELECT i.id, i.acts FROM each JOIN incident i ON i.id = each.id;

-- name: incident_put each(id blob, name text, area text, exercise int, ended int, level int, level_since int, ended_at int, ended_by blob, purge blob, purge_classes int, known int, acts blob, pos int)
INSERT INTO incident (id, name, area, exercise, ended, level, level_since, ended_at, ended_by, purge, purge_classes, known, acts, pos)
SELECT id, name, area, exercise, ended, level, level_since, ended_at, ended_by, purge, purge_classes, known, acts, pos FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET name = excluded.name, area = excluded.area, exercise = excluded.exercise,
	ended = excluded.ended, level = excluded.level, level_since = excluded.level_since, ended_at = excluded.ended_at,
	ended_by = excluded.ended_by, purge = excluded.purge, purge_classes = excluded.purge_classes, known = excluded.known, acts = excluded.acts, pos = excluded.pos;

-- name: incident_drop each(id blob)
DELETE FROM incident WHERE id IN (SELECT id FROM each);

-- name: round_get each(id blob)
SELECT r.id, r.kind, r.incident, r.area, r.standing, r.question, r.filter, r.expected, r.due, r.opened, r.closes,
	r.state, r.acts, r.pos
FROM each JOIN round r ON r.id = each.id;

-- name: round_put each(id blob, kind text, incident blob, area text, standing int, question text, filter text, expected int, due int, opened int, closes int, state int, acts blob, pos int)
INSERT INTO round (id, kind, incident, area, standing, question, filter, expected, due, opened, closes, state, acts, pos)
SELECT id, kind, incident, area, standing, question, filter, expected, due, opened, closes, state, acts, pos
FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, incident = excluded.incident, area = excluded.area,
	standing = excluded.standing, question = excluded.question, filter = excluded.filter,
	expected = excluded.expected, due = excluded.due, opened = excluded.opened, closes = excluded.closes,
	state = excluded.state, acts = excluded.acts, pos = excluded.pos;

-- name: round_ids ()
SELECT id FROM round;

-- name: subject_get each(id blob)
SELECT s.id, s.type, s.area, s.place, s.flags, s.survivor, s.source, s.areas, s.moved, s.merged, s.acts, s.pos
FROM each JOIN subject s ON s.id = each.id;

-- name: subject_put each(id blob, type int, area text, place text, flags int, survivor blob, source blob, areas text, moved int, merged int, acts blob, pos int)
INSERT INTO subject (id, type, area, place, flags, survivor, source, areas, moved, merged, acts, pos)
SELECT id, type, area, place, flags, survivor, source, areas, moved, merged, acts, pos FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET type = excluded.type, area = excluded.area, place = excluded.place,
	flags = excluded.flags, survivor = excluded.survivor, source = excluded.source, areas = excluded.areas,
	moved = excluded.moved, merged = excluded.merged, acts = excluded.acts, pos = excluded.pos;

-- name: subject_moved_ids ()
SELECT id FROM subject WHERE moved = 1;

-- name: pair_get each(a blob, b blob)
SELECT p.a, p.b, p.state, p.acts, p.pos FROM each JOIN pair p ON p.a = each.a AND p.b = each.b;

-- name: pair_by_a each(id blob)
SELECT p.a, p.b, p.state, p.acts, p.pos FROM each JOIN pair p ON p.a = each.id;

-- name: pair_by_b each(id blob)
SELECT p.a, p.b, p.state, p.acts, p.pos FROM each JOIN pair p ON p.b = each.id;

-- name: pair_put each(a blob, b blob, state int, acts blob, pos int)
INSERT INTO pair (a, b, state, acts, pos) SELECT a, b, state, acts, pos FROM each WHERE true
ON CONFLICT (a, b) DO UPDATE SET state = excluded.state, acts = excluded.acts, pos = excluded.pos;

-- name: pair_drop each(a blob, b blob)
DELETE FROM pair WHERE (a, b) IN (SELECT a, b FROM each);

-- name: target_get each(round blob, area text, subject blob, slot int)
SELECT t.round, t.area, t.subject, t.slot, t.state, t.code, t.next, t.late, t.due, t.origin, t.covered, t.tries,
	t.alone, t.clash, t.acts, t.pos
FROM each JOIN target t ON t.round = each.round AND t.area = each.area AND t.subject = each.subject
	AND t.slot = each.slot;

-- name: target_of_subject each(round blob, area text, subject blob)
SELECT t.round, t.subject, t.slot
FROM each JOIN target t ON t.round = each.round AND t.area = each.area AND t.subject = each.subject;

-- name: target_of_round (blob, int)
SELECT subject, slot FROM target WHERE round = ?1 AND covered >= ?2;

-- name: target_put each(round blob, area text, subject blob, slot int, state int, code int, next int, late int, due int, origin int, covered int, tries int, alone int, clash int, acts blob, pos int)
INSERT INTO target (round, area, subject, slot, state, code, next, late, due, origin, covered, tries, alone, clash, acts, pos)
SELECT round, area, subject, slot, state, code, next, late, due, origin, covered, tries, alone, clash, acts, pos
FROM each WHERE true
ON CONFLICT (round, area, subject, slot) DO UPDATE SET state = excluded.state, code = excluded.code,
	next = excluded.next, late = excluded.late, due = excluded.due, origin = excluded.origin,
	covered = excluded.covered, tries = excluded.tries, alone = excluded.alone, clash = excluded.clash,
	acts = excluded.acts, pos = excluded.pos;

-- name: target_drop each(round blob, area text, subject blob, slot int)
DELETE FROM target WHERE (round, area, subject, slot) IN (SELECT round, area, subject, slot FROM each);

-- name: tally_add each(round blob, area text, expected int, found int, done int, excused int, missing int, late int, pos int)
INSERT INTO tally (round, area, expected, found, done, excused, missing, late, pos)
SELECT round, area, expected, found, done, excused, missing, late, pos FROM each WHERE true
ON CONFLICT (round, area) DO UPDATE SET expected = tally.expected + excluded.expected,
	found = tally.found + excluded.found, done = tally.done + excluded.done,
	excused = tally.excused + excluded.excused, missing = tally.missing + excluded.missing,
	late = tally.late + excluded.late,
	pos = CASE WHEN excluded.pos > tally.pos THEN excluded.pos ELSE tally.pos END;

-- name: day_get each(area text, day int)
SELECT d.area, d.day, d.sums, d.list, d.pos FROM each JOIN area_day d ON d.area = each.area AND d.day = each.day;

-- name: day_put each(area text, day int, sums blob, list blob, pos int)
INSERT INTO area_day (area, day, sums, list, pos) SELECT area, day, sums, list, pos FROM each WHERE true
ON CONFLICT (area, day) DO UPDATE SET sums = excluded.sums, list = excluded.list, pos = excluded.pos;

-- name: ledger_get each(place text, item text, lot text, incident blob, day int)
SELECT l.acts FROM each JOIN ledger l ON l.place = each.place AND l.item = each.item AND l.lot = each.lot
	AND l.incident = each.incident AND l.day = each.day;

-- name: ledger_put each(place text, item text, lot text, incident blob, day int, area text, came int, went int, counted int, counted_at int, net_before int, acts blob, pos int)
INSERT INTO ledger (place, item, lot, incident, day, area, came, went, counted, counted_at, net_before, acts, pos)
SELECT place, item, lot, incident, day, area, came, went, counted, counted_at, net_before, acts, pos FROM each WHERE true
ON CONFLICT (place, item, lot, incident, day) DO UPDATE SET area = excluded.area, came = excluded.came,
	went = excluded.went, counted = excluded.counted, counted_at = excluded.counted_at,
	net_before = excluded.net_before, acts = excluded.acts, pos = excluded.pos;

-- Lots of an item that came from somewhere.
-- name: ledger_came each(lot text, item text)
SELECT l.lot FROM each JOIN ledger l ON l.lot = each.lot AND l.lot <> '' AND l.item = each.item
WHERE substr(l.place, 1, 9) = 'supplier:';

-- name: ledger_drop each(place text, item text, lot text, incident blob, day int)
DELETE FROM ledger WHERE (place, item, lot, incident, day) IN (SELECT place, item, lot, incident, day FROM each);

-- name: duty_get each(id blob)
SELECT d.id, d.acts FROM each JOIN duty d ON d.id = each.id;

-- name: duty_put each(id blob, acts blob)
INSERT INTO duty (id, acts) SELECT id, acts FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET acts = excluded.acts;

-- name: duty_drop each(id blob)
DELETE FROM duty WHERE id IN (SELECT id FROM each);

-- name: published_put each(key blob, id blob, what int, area text, stands int, who int, issued int, pos int)
INSERT INTO published (key, id, what, area, stands, who, issued, pos)
SELECT key, id, what, area, stands, who, issued, pos FROM each WHERE true
ON CONFLICT (key, id) DO UPDATE SET area = excluded.area, stands = excluded.stands, pos = excluded.pos;

-- name: gone_put each(area text, type text, key blob, pos int)
INSERT INTO gone (area, type, key, pos) SELECT area, type, key, pos FROM each WHERE true
ON CONFLICT (area, type, key) DO UPDATE SET pos = excluded.pos;

-- name: gone_drop each(area text, type text, key blob)
DELETE FROM gone WHERE (area, type, key) IN (SELECT area, type, key FROM each);

-- name: match_of each(mac int)
SELECT m.mac, m.subject, m.label FROM each JOIN match m ON m.mac = each.mac;

-- name: match_put each(mac int, subject blob, label int)
INSERT INTO match (mac, subject, label) SELECT mac, subject, label FROM each WHERE true
ON CONFLICT (mac, subject) DO NOTHING;

-- name: match_drop each(mac int, subject blob)
DELETE FROM match WHERE (mac, subject) IN (SELECT mac, subject FROM each);

-- name: person_get each(id blob)
SELECT p.id, p.said, p.macs FROM each JOIN person p ON p.id = each.id;

-- name: person_put each(id blob, said blob, macs blob)
INSERT INTO person (id, said, macs) SELECT id, said, macs FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET said = excluded.said, macs = excluded.macs;

-- name: person_drop each(id blob)
DELETE FROM person WHERE id IN (SELECT id FROM each);

-- name: ruling_put each(id blob)
INSERT INTO ruling (id) SELECT id FROM each WHERE true ON CONFLICT (id) DO NOTHING;

-- name: ruling_drop each(id blob)
DELETE FROM ruling WHERE id IN (SELECT id FROM each);

-- name: suspect_put each(a blob, b blob, label int, mac int)
INSERT INTO suspect (a, b, label, mac) SELECT a, b, label, mac FROM each WHERE true
ON CONFLICT (a, b, label, mac) DO NOTHING;

-- name: suspect_drop each(a blob, b blob, label int, mac int)
DELETE FROM suspect WHERE (a, b, label, mac) IN (SELECT a, b, label, mac FROM each);
