-- Statements of the reading side. Those of the folds are in apply.sql.

-- ---- areas ----

-- name: cover_area_newest ()
SELECT (SELECT pos FROM area_news WHERE id = 1), (SELECT value FROM meta WHERE name = 'epoch');

-- name: cover_area_all ()
SELECT id, level, ended, known, acts, pos FROM area ORDER BY id;

-- ---- tallies ----

-- name: cover_tally (blob)
SELECT area, expected, found, done, excused, missing, late, pos FROM tally
WHERE round = ?1 AND area > '' ORDER BY area;

-- ---- subjects: columns in the order of subject_row() ----

-- name: cover_subject (blob)
SELECT id, type, area, place, flags, survivor, source, moved, pos FROM subject WHERE id = ?1;

-- name: cover_subjects each(id blob)
SELECT s.id, s.type, s.area, s.place, s.flags, s.survivor, s.source, s.moved, s.pos FROM each CROSS JOIN subject s
WHERE s.id = each.id AND s.type > 0;

-- name: cover_subject_page (text, int, blob, int, int)
SELECT id, type, area, place, flags, survivor, source, moved, pos FROM subject
WHERE area = ?1 AND type = +?2 AND id > ?3 AND pos > ?4 ORDER BY id LIMIT ?5;

-- name: cover_subject_ids (text, int)
SELECT id, flags FROM subject WHERE area = ?1 AND type = +?2 AND survivor = id ORDER BY id;

-- Which of a type are several that are one: few, from the index alone.
-- name: cover_merged (int)
SELECT id, survivor FROM subject WHERE type = +?1 AND merged = 1 AND (flags > 0 OR merged = 1);

-- The newest erasure: of one person, or of keys.
-- name: cover_erased ()
SELECT coalesce(max(pos), 0) FROM journal WHERE type > 2 AND type = 7;

-- Who of some areas has any flag, or is several.
-- name: cover_flagged_of each(area text, type int)
SELECT s.id, s.survivor, s.flags, s.area, s.merged FROM each CROSS JOIN subject s
WHERE s.type = +each.type AND s.area = each.area AND (s.flags > 0 OR s.merged = 1);

-- How many of an area have all these flags, each once who is several: from the index alone.
-- name: cover_flagged_count each(area text, type int, need int)
SELECT s.area, count(*) FROM each CROSS JOIN subject s
WHERE s.type = +each.type AND s.area = each.area AND (s.flags > 0 OR s.merged = 1)
	AND (s.flags & each.need) = each.need AND s.survivor = s.id GROUP BY s.area ORDER BY s.area;

-- name: cover_homes each(id blob)
SELECT s.survivor, s.id FROM each CROSS JOIN subject s WHERE s.id = each.id AND s.type = 1;

-- name: cover_suspects ()
SELECT DISTINCT p.a, p.b, p.label, sa.area, sb.area
FROM suspect p JOIN subject sa ON sa.id = p.a JOIN subject sb ON sb.id = p.b
LEFT JOIN pair w ON w.a = p.a AND w.b = p.b AND w.state = 2
WHERE sa.survivor <> sb.survivor AND w.a IS NULL ORDER BY p.a, p.b, p.label;

-- ---- rounds: columns in the order of round_row(); the last is the sum of the pieces ----

-- name: cover_round (blob)
SELECT r.id, r.incident, r.kind, r.area, r.question, r.filter, r.standing, r.expected, r.due, r.opened,
	r.closes, r.state, CASE WHEN t.pos > r.pos THEN t.pos ELSE r.pos END, coalesce(t.expected, 0)
FROM round r LEFT JOIN tally t ON t.round = r.id AND t.area = ''
WHERE r.id = ?1 AND r.state > 0;

-- name: cover_rounds ()
SELECT r.id, r.incident, r.kind, r.area, r.question, r.filter, r.standing, r.expected, r.due, r.opened,
	r.closes, r.state, CASE WHEN t.pos > r.pos THEN t.pos ELSE r.pos END, coalesce(t.expected, 0)
FROM round r LEFT JOIN tally t ON t.round = r.id AND t.area = ''
WHERE r.state > 0 ORDER BY r.opened DESC, r.id DESC;

-- What a round asks of: the type of one of its subjects.
-- name: cover_round_of (blob)
SELECT s.type FROM target t JOIN subject s ON s.id = t.subject
WHERE t.round = ?1 AND t.area > '' AND s.type > 0 LIMIT 1;

-- ---- targets: columns in the order of target_row() ----

-- name: cover_missing (blob, text, blob, int, int)
SELECT round, area, subject, slot, state, code, next, late, due, origin, covered, tries, pos FROM target
WHERE round = ?1 AND area = ?2 AND (subject, slot) > (?3, ?4) AND state = 1
ORDER BY subject, slot LIMIT ?5;

-- name: cover_missing_of each(round blob, area text)
SELECT t.round, t.area, t.subject, t.slot, t.state, t.code, t.next, t.late, t.due, t.origin, t.covered, t.tries, t.pos
FROM each CROSS JOIN target t
WHERE t.round = each.round AND t.area = each.area AND t.state = 1;

-- Those beyond their own time, or, without one, beyond the round's.
-- name: cover_overdue each(round blob, area text, now int, round_past int, far int)
SELECT count(*) FROM each CROSS JOIN target t
WHERE t.round = each.round AND t.area = each.area AND t.state = 1
	AND ((t.due > 0 AND t.due < each.now) OR (each.round_past = 1 AND (t.due = 0 OR t.due = each.far)));

-- When those that are done were answered last, by the hour (of UTC, whose hours are everybody's).
-- name: cover_progress each(round blob, area text)
SELECT t.area, t.covered / 3600000, count(*) FROM each CROSS JOIN target t
WHERE t.round = each.round AND t.area = each.area AND t.state = 2 GROUP BY t.area, t.covered / 3600000;

-- The doors of one building; what is no door is left to whoever asks.
-- name: cover_missing_at each(round blob, area text, place text)
SELECT t.round, t.area, t.subject, t.slot, t.state, t.code, t.next, t.late, t.due, t.origin, t.covered, t.tries, t.pos
FROM each CROSS JOIN target t CROSS JOIN subject s
WHERE t.round = each.round AND t.area = each.area AND t.state = 1 AND s.id = t.subject
	AND (s.type <> 1 OR s.place LIKE each.place);

-- name: cover_target_due each(round blob, area text, since int, up_to int)
SELECT t.round, t.area, t.subject, t.slot, t.state, t.code, t.next, t.late, t.due, t.origin, t.covered, t.tries, t.pos
FROM each CROSS JOIN target t
WHERE t.round = each.round AND t.area = each.area AND t.due >= each.since AND t.due <= each.up_to
	AND t.state >= 1 AND t.state <= 3;

-- name: cover_target_page (blob, text, blob, int, int, int)
SELECT round, area, subject, slot, state, code, next, late, due, origin, covered, tries, pos FROM target
WHERE round = ?1 AND area = ?2 AND (subject, slot) > (?3, ?4) AND pos > ?5 AND state >= 1 AND state <= 3
ORDER BY subject, slot LIMIT ?6;

-- name: cover_target (blob, text, blob, int)
SELECT round, area, subject, slot, state, code, next, late, due, origin, covered, tries, pos FROM target
WHERE round = ?1 AND area = ?2 AND subject = ?3 AND slot = ?4 AND state >= 1 AND state <= 3;

-- A subject's acts: those that make it, and those of its targets in every round of these areas.
-- name: cover_subject_acts (blob)
SELECT areas, acts FROM subject WHERE id = ?1;

-- name: cover_subject_targets each(area text, subject blob)
SELECT t.acts FROM each CROSS JOIN round r CROSS JOIN target t
WHERE t.round = r.id AND t.area = each.area AND t.subject = each.subject;

-- The same of many subjects at once.
-- name: cover_households each(area text, subject blob)
SELECT t.subject, t.acts FROM each CROSS JOIN round r CROSS JOIN target t
WHERE t.round = r.id AND t.area = each.area AND t.subject = each.subject
	AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.id = r.incident AND i.exercise = 1);

-- name: cover_subject_rows each(id blob)
SELECT s.id, s.areas FROM each CROSS JOIN subject s WHERE s.id = each.id;

-- name: cover_dwelling_areas each(id blob)
SELECT s.id, s.area FROM each CROSS JOIN subject s WHERE s.id = each.id AND s.type = 1;

-- People who are asked something in an area by an open round, and are listed in another; for each kind of round.
-- name: cover_asked_here (text, int, blob, int)
SELECT DISTINCT t.subject, s.flags, t.area, r.kind
FROM round r CROSS JOIN target t CROSS JOIN subject s
WHERE r.state = 1 AND t.round = r.id AND t.area = ?1 AND t.state BETWEEN 1 AND 2
	AND s.id = t.subject AND s.type = +?2 AND s.area <> t.area AND s.survivor = s.id AND t.subject > ?3
ORDER BY t.subject, r.kind LIMIT ?4;

-- name: cover_asked_in each(area text, subject blob)
SELECT DISTINCT t.subject, s.flags, t.area, r.kind
FROM each CROSS JOIN subject s CROSS JOIN round r CROSS JOIN target t
WHERE s.id = each.subject AND s.type = 2 AND s.survivor = s.id AND r.state = 1
	AND t.round = r.id AND t.area = each.area AND t.subject = s.id AND t.state BETWEEN 1 AND 2 AND s.area <> t.area
ORDER BY t.subject, t.area, r.kind;

-- The rounds that have targets, each found by one step in the index.
-- name: cover_target_rounds ()
WITH RECURSIVE r(id) AS (
	SELECT (SELECT round FROM target ORDER BY round LIMIT 1)
	UNION ALL
	SELECT (SELECT round FROM target WHERE round > r.id ORDER BY round LIMIT 1) FROM r WHERE r.id IS NOT NULL)
SELECT id FROM r WHERE id IS NOT NULL;

-- After target_row's columns: the acts, and the subject's type and area.
-- name: cover_strays each(round blob)
SELECT t.round, t.area, t.subject, t.slot, t.state, t.code, t.next, t.late, t.due, t.origin, t.covered, t.tries, t.pos,
	t.acts, s.type, s.area
FROM each CROSS JOIN target t LEFT JOIN subject s ON s.id = t.subject
WHERE t.round = each.round AND t.area = '' AND t.state = 0;

-- ---- figures ----

-- name: cover_incidents ()
SELECT id, name, area, exercise, ended, level, level_since, ended_at, ended_by, purge, purge_classes, acts
FROM incident WHERE known = 1 ORDER BY id;

-- The incident itself is a scope of its own. One that nobody has declared yet may be an exercise: it counts by itself only.
-- name: cover_scope_incidents ()
SELECT id, id, CASE WHEN known = 1 THEN exercise ELSE 1 END FROM incident;

-- name: cover_scope_rounds ()
SELECT r.id, r.incident, CASE WHEN i.known = 1 THEN i.exercise ELSE 1 END FROM round r LEFT JOIN incident i ON i.id = r.incident
WHERE r.state > 0;

-- name: cover_days each(area text, from_day int, to_day int)
SELECT d.area, d.day, d.sums FROM each CROSS JOIN area_day d
WHERE d.area = each.area AND d.day >= each.from_day AND d.day <= each.to_day;

-- name: cover_day_lists each(area text, from_day int, to_day int)
SELECT d.area, d.day, d.sums, d.list, d.pos FROM each CROSS JOIN area_day d
WHERE d.area = each.area AND d.day >= each.from_day AND d.day <= each.to_day;

-- Every area that has days, in the tree or not, each found by one step in the index.
-- name: cover_day_areas ()
WITH RECURSIVE a(area) AS (
	SELECT (SELECT area FROM area_day ORDER BY area LIMIT 1)
	UNION ALL
	SELECT (SELECT area FROM area_day WHERE area > a.area ORDER BY area LIMIT 1) FROM a WHERE a.area IS NOT NULL)
SELECT area FROM a WHERE area IS NOT NULL;

-- name: cover_entries each(pos int)
SELECT j.pos, j.bits, j.id, j.received, j.at_used, j.via, j.open FROM each CROSS JOIN journal j
WHERE j.pos = each.pos AND j.type = 1;

-- Members of clusters that survive under another's id, each once: all that were joined are in a pair.
-- name: cover_joined ()
SELECT s.id, s.survivor FROM pair p JOIN subject s ON s.id = p.a WHERE s.survivor <> s.id
UNION
SELECT s.id, s.survivor FROM pair p JOIN subject s ON s.id = p.b WHERE s.survivor <> s.id;

-- ---- goods ----

-- What has moved or been counted in these areas at any time.
-- name: cover_goods_of each(area text)
SELECT DISTINCT l.place, l.item FROM each CROSS JOIN ledger l WHERE l.area = each.area AND l.lot = '';

-- name: cover_goods_all ()
SELECT place, item, lot, incident, day, area, came, went, counted, counted_at, net_before FROM ledger WHERE lot = '';

-- name: cover_goods_days each(place text, item text)
SELECT l.place, l.item, l.lot, l.incident, l.day, l.area, l.came, l.went, l.counted, l.counted_at, l.net_before
FROM each CROSS JOIN ledger l WHERE l.place = each.place AND l.item = each.item AND l.lot = '';

-- What the days of a shelf say.
-- name: cover_goods_said each(place text, item text, lot text)
SELECT l.incident, l.acts FROM each CROSS JOIN ledger l WHERE l.place = each.place AND l.item = each.item AND l.lot = each.lot;

-- Those of every lot, and of one.
-- name: cover_goods_lots ()
SELECT place, item, lot, incident, day, area, came, went, counted, counted_at, net_before FROM ledger WHERE lot <> '';

-- name: cover_goods_lot each(lot text)
SELECT l.place, l.item, l.lot, l.incident, l.day, l.area, l.came, l.went, l.counted, l.counted_at, l.net_before
FROM each CROSS JOIN ledger l WHERE l.lot = each.lot AND l.lot <> '';

-- ---- things somebody should look at ----

-- name: cover_clashes ()
SELECT what, area, ids FROM clash ORDER BY what, key;

-- name: cover_marked (int)
SELECT area, pos, id FROM mark WHERE what = ?1 ORDER BY area, pos;

-- Held records, or unconfirmed ones, that nobody has approved or voided. A void is undone by a later void only.
-- name: cover_held (int)
SELECT m.area, m.pos, m.id FROM mark m WHERE m.what = ?1 AND NOT EXISTS (
	SELECT 1 FROM link l JOIN ruling f ON f.id = l.id
	WHERE l.target = m.id AND l.id <> m.id AND l.what IN (2, 3) AND NOT (l.what = 2 AND EXISTS (
		SELECT 1 FROM link o WHERE o.id = m.id AND o.what = 2
			AND (o.at_used > l.at_used OR (o.at_used = l.at_used AND o.id > l.id)))))
ORDER BY m.area, m.pos;

-- Those of a round.
-- name: cover_held_in each(round blob)
SELECT m.area, m.pos, m.id FROM each CROSS JOIN mark m WHERE m.what = 2 AND m.round = each.round AND NOT EXISTS (
	SELECT 1 FROM link l JOIN ruling f ON f.id = l.id
	WHERE l.target = m.id AND l.id <> m.id AND l.what IN (2, 3) AND NOT (l.what = 2 AND EXISTS (
		SELECT 1 FROM link o WHERE o.id = m.id AND o.what = 2
			AND (o.at_used > l.at_used OR (o.at_used = l.at_used AND o.id > l.id)))))
ORDER BY m.area, m.pos;

-- Keys that are named by acts, but that nobody has defined: subjects, rounds, incidents.
-- name: cover_waiting_subjects ()
SELECT id, acts FROM subject WHERE type = 0 ORDER BY id;

-- name: cover_waiting_rounds ()
SELECT id, acts FROM round WHERE state = 0 ORDER BY id;

-- name: cover_waiting_incidents ()
SELECT id, acts FROM incident WHERE known = 0 ORDER BY id;

-- name: cover_waiting_areas ()
SELECT id, acts FROM area WHERE known = 0 ORDER BY id;

-- name: cover_waiting_links ()
SELECT l.id, l.target FROM link l
WHERE l.what < 5 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = l.target AND j.type = 1) ORDER BY l.id, l.target;

-- name: cover_raised each(id blob)
SELECT l.id, l.at_used FROM each JOIN link l ON l.target = each.id WHERE l.what = 5;

-- name: cover_waiting_lots ()
SELECT l.lot, l.acts FROM ledger l
WHERE l.lot <> '' AND NOT EXISTS (SELECT 1 FROM ledger s
	WHERE s.lot = l.lot AND s.lot <> '' AND s.item = l.item AND substr(s.place, 1, 9) = 'supplier:');

-- The same of some keys: the acts that wait there.
-- name: cover_waiting_subjects_of each(id blob)
SELECT s.acts FROM each CROSS JOIN subject s WHERE s.id = each.id AND s.type = 0;

-- name: cover_waiting_rounds_of each(id blob)
SELECT r.acts FROM each CROSS JOIN round r WHERE r.id = each.id AND r.state = 0;

-- name: cover_waiting_incidents_of each(id blob)
SELECT i.acts FROM each CROSS JOIN incident i WHERE i.id = each.id AND i.known = 0;

-- name: cover_waiting_areas_of each(id text)
SELECT a.acts FROM each CROSS JOIN area a WHERE a.id = each.id AND a.known = 0;

-- name: cover_waiting_pairs_of each(a blob, b blob)
SELECT p.acts FROM each CROSS JOIN pair p LEFT JOIN subject sa ON sa.id = p.a LEFT JOIN subject sb ON sb.id = p.b
WHERE p.a = each.a AND p.b = each.b AND (coalesce(sa.type, 0) = 0 OR coalesce(sb.type, 0) = 0);

-- name: cover_waiting_targets_of each(round blob, subject blob, slot int)
SELECT t.acts FROM each CROSS JOIN target t
WHERE t.round = each.round AND t.area = '' AND t.subject = each.subject AND t.slot = each.slot AND t.state = 0;

-- name: cover_waiting_lots_of each(lot text)
SELECT l.acts FROM each CROSS JOIN ledger l
WHERE l.lot = each.lot AND l.lot <> '' AND NOT EXISTS (SELECT 1 FROM ledger s
	WHERE s.lot = l.lot AND s.lot <> '' AND s.item = l.item AND substr(s.place, 1, 9) = 'supplier:');

-- name: cover_waiting_links_of each(id blob)
SELECT l.id, l.target FROM each CROSS JOIN link l
WHERE l.id = each.id AND l.what < 5 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = l.target AND j.type = 1);

-- name: cover_pairs ()
SELECT p.a, p.b, p.acts, coalesce(sa.type, 0), coalesce(sb.type, 0)
FROM pair p LEFT JOIN subject sa ON sa.id = p.a LEFT JOIN subject sb ON sb.id = p.b
WHERE coalesce(sa.type, 0) = 0 OR coalesce(sb.type, 0) = 0 ORDER BY p.a, p.b;

-- name: cover_record_open each(id blob)
SELECT j.id, j.open FROM each CROSS JOIN journal j WHERE j.id = each.id AND j.type = 1;

-- ---- changes ----

-- name: cover_touched_all (int)
SELECT round, area, pos FROM tally WHERE area > '' AND pos > ?1 ORDER BY round, area;

-- name: cover_touched each(round blob, area text, pos int)
SELECT t.round, t.area, t.pos FROM each CROSS JOIN tally t
WHERE t.round = each.round AND t.area = each.area AND t.pos > each.pos;

-- Rounds that may have ceased to be somebody's: those that changed, or (?2 = 1) all.
-- name: cover_rounds_lost (int, int)
SELECT id FROM round WHERE pos > ?1 OR ?2 = 1 ORDER BY id;

-- name: cover_gone_all (int)
SELECT area, type, key, pos FROM gone WHERE pos > ?1;

-- name: cover_gone each(area text, pos int)
SELECT g.area, g.type, g.key, g.pos FROM each CROSS JOIN gone g WHERE g.area = each.area AND g.pos > each.pos;

-- What is told, as far as anything of it changed since (?2); a thing of which nothing stands has a count of 0.
-- name: cover_published (int, int, blob, int)
SELECT key, CAST(sum(stands) AS BIGINT), max(pos), max(CASE WHEN stands = 1 THEN area ELSE '' END) FROM published
WHERE what = +?1 AND key > ?3 AND key IN (SELECT key FROM published WHERE what = +?1 AND pos > ?2)
GROUP BY key ORDER BY key LIMIT ?4;

-- Of each source that an issue of a list has: 0 for one that no piece names, and whether another issue of it came by then (?2).
-- name: cover_published_replaced (blob, int)
SELECT p.who, CASE WHEN EXISTS (SELECT 1 FROM published o WHERE o.what = 2 AND o.who = p.who AND o.issued > p.issued AND o.issued <= ?2
	AND o.stands = 1) THEN 1 ELSE 0 END
FROM (SELECT DISTINCT who, issued FROM published WHERE key = ?1 AND what = 2 AND stands = 1) p;

-- The issue before each that came in that time, with whether all of the later ones stand.
-- name: cover_published_left (int, int)
SELECT p.key, CAST(min(o.stands) AS BIGINT), max(p.pos)
FROM (SELECT who, issued, max(stands) AS stands FROM published WHERE what = 2 AND issued > ?1 AND issued <= ?2 GROUP BY who, issued) o
CROSS JOIN published p WHERE p.what = 2 AND p.who = o.who AND p.stands = 1
	AND p.issued = (SELECT max(q.issued) FROM published q WHERE q.what = 2 AND q.who = o.who AND q.issued < o.issued AND q.stands = 1)
GROUP BY p.key;

-- The same of those of which something changed since.
-- name: cover_published_moved (int)
SELECT p.key, CAST(min(o.stands) AS BIGINT), max(p.pos)
FROM (SELECT c.who, c.issued, max(c.stands) AS stands FROM published c WHERE c.what = 2 AND c.pos > ?1 GROUP BY c.who, c.issued) o
CROSS JOIN published p WHERE p.what = 2 AND p.who = o.who AND p.stands = 1
	AND p.issued = (SELECT max(q.issued) FROM published q WHERE q.what = 2 AND q.who = o.who AND q.issued < o.issued AND q.stands = 1)
GROUP BY p.key;

-- Of notices and of who has read them: two steps into the index.
-- name: cover_published_newest ()
SELECT CASE WHEN coalesce(n, 0) > coalesce(r, 0) THEN n ELSE coalesce(r, 0) END FROM
	(SELECT (SELECT max(pos) FROM published WHERE what = 1) AS n, (SELECT max(pos) FROM published WHERE what = 3) AS r) AS two;

-- name: cover_published_who (blob, int)
SELECT DISTINCT who FROM published WHERE key = ?1 AND what = +?2 AND stands = 1 ORDER BY who;

-- name: cover_settled (blob)
SELECT area FROM published WHERE key = ?1 AND what = 8 AND stands = 1;

-- name: cover_published_parts (blob, int)
SELECT id FROM published WHERE key = ?1 AND what = +?2 AND stands = 1 ORDER BY id;

-- name: cover_subjects_lie each(id blob)
SELECT s.area, s.moved, s.acts, s.type, s.id FROM each CROSS JOIN subject s WHERE s.id = each.id AND s.area > '';

-- name: cover_subject_areas each(id blob)
SELECT s.id, s.area FROM each CROSS JOIN subject s WHERE s.id = each.id AND s.type > 0;

-- ---- recount: what the tallies must be, from the rows ----

-- name: cover_recount_targets ()
SELECT round, area, CAST(sum(CASE WHEN origin IN (2, 4) THEN 1 ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN state = 2 THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN state = 3 THEN 1 ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN state = 1 THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(late) AS BIGINT)
FROM target WHERE state >= 1 AND state <= 3 GROUP BY round, area ORDER BY round, area;

-- name: cover_recount_subjects ()
SELECT type, area, count(*) FROM subject WHERE type > 0 AND survivor = id GROUP BY type, area ORDER BY type, area;

-- name: cover_recount_tallies ()
SELECT round, area, expected, found, done, excused, missing, late FROM tally ORDER BY round, area;

-- The pieces of closed rounds, by area and as their sum. A round that was asked something singly, too (it was a standing
-- one before it was corrected), expects more than its pieces.
-- name: cover_recount_pieces ()
SELECT r.id, CAST(sum(CASE WHEN t.area = '' THEN t.expected ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN t.area > '' THEN t.expected ELSE 0 END) AS BIGINT)
FROM round r JOIN tally t ON t.round = r.id
WHERE r.state > 0 AND r.standing = 0
	AND NOT EXISTS (SELECT 1 FROM target o WHERE o.round = r.id AND o.origin = 3)
GROUP BY r.id ORDER BY r.id;
