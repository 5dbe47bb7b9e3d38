-- Statements of view/: links, marks, clashes, and dropping what is derived.

-- What rests on a record (4), or raises a matter about a subject (5), does not touch whether that stands.
-- name: link_by_target each(id blob)
SELECT l.target, l.id, l.what FROM each JOIN link l ON l.target = each.id WHERE l.what < 4;

-- name: link_by_id each(id blob)
SELECT l.target, l.id, l.what FROM each JOIN link l ON l.id = each.id WHERE l.what < 4;

-- name: link_put each(target blob, id blob, what int, at_used int, pos int)
INSERT INTO link (target, id, what, at_used, pos) SELECT target, id, what, at_used, pos FROM each WHERE true
ON CONFLICT (target, id) DO NOTHING;

-- name: mark_put each(what int, area text, pos int, id blob, round blob)
INSERT INTO mark (what, area, pos, id, round) SELECT what, area, pos, id, round FROM each WHERE true
ON CONFLICT (what, area, pos) DO NOTHING;

-- name: clash_put each(what int, key blob, area text, ids blob, pos int)
INSERT INTO clash (what, key, area, ids, pos) SELECT what, key, area, ids, pos FROM each WHERE true
ON CONFLICT (what, key) DO UPDATE SET area = excluded.area, ids = excluded.ids, pos = excluded.pos;

-- name: clash_drop each(what int, key blob)
DELETE FROM clash WHERE (what, key) IN (SELECT what, key FROM each);

-- Is a rebuild running, and the epoch.
-- name: view_state ()
SELECT name, value FROM meta WHERE name = 'epoch' UNION ALL SELECT name, value FROM meta WHERE name = 'rebuilding';

-- Which of these has this account looked at on this day already.
-- name: look_known each(account text, day int, subject blob)
SELECT account, day, subject FROM each
WHERE EXISTS (SELECT 1 FROM look_of l WHERE l.account = each.account AND l.day = each.day AND l.subject = each.subject);

-- name: look_put each(subject blob, pos int, day int, account text)
INSERT INTO look_of (subject, pos, day, account) SELECT subject, pos, day, account FROM each WHERE true
ON CONFLICT (subject, pos) DO NOTHING;

-- name: account_day_add each(day int, account text, looks int, subjects int, records int, reviewed int)
INSERT INTO account_day (day, account, looks, subjects, records, reviewed)
SELECT day, account, looks, subjects, records, reviewed FROM each WHERE true
ON CONFLICT (day, account) DO UPDATE SET looks = account_day.looks + excluded.looks,
	subjects = account_day.subjects + excluded.subjects, records = account_day.records + excluded.records,
	reviewed = CASE WHEN excluded.reviewed > account_day.reviewed THEN excluded.reviewed ELSE account_day.reviewed END;

-- An export and the word that it is gone, in whichever order.
-- name: exported_put each(id blob, pos int, until int, destroyed int)
INSERT INTO exported (id, pos, until, destroyed) SELECT id, pos, until, destroyed FROM each WHERE true
ON CONFLICT (id) DO UPDATE SET pos = exported.pos + excluded.pos, until = exported.until + excluded.until,
	destroyed = CASE WHEN exported.destroyed = 0 OR (excluded.destroyed > 0 AND excluded.destroyed < exported.destroyed)
		THEN excluded.destroyed ELSE exported.destroyed END;
