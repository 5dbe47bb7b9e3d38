-- Statements of view/: links, marks, clashes, and dropping what is derived.

-- What rests on a record (4) does not touch whether that stands.
-- name: link_by_target each(id blob)
SELECT l.target, l.id, l.what FROM each JOIN link l ON l.target = each.id WHERE l.what < 4;

-- name: link_by_id each(id blob)
SELECT l.target, l.id, l.what FROM each JOIN link l ON l.id = each.id WHERE l.what < 4;

-- name: link_put each(target blob, id blob, what int, at_used int, pos int)
INSERT INTO link (target, id, what, at_used, pos) SELECT target, id, what, at_used, pos FROM each WHERE true
ON CONFLICT (target, id) DO NOTHING;

-- name: mark_put each(what int, area text, pos int, id blob)
INSERT INTO mark (what, area, pos, id) SELECT what, area, pos, id FROM each WHERE true
ON CONFLICT (what, area, pos) DO NOTHING;

-- name: clash_put each(what int, key blob, area text, ids blob, pos int)
INSERT INTO clash (what, key, area, ids, pos) SELECT what, key, area, ids, pos FROM each WHERE true
ON CONFLICT (what, key) DO UPDATE SET area = excluded.area, ids = excluded.ids, pos = excluded.pos;

-- name: clash_drop each(what int, key blob)
DELETE FROM clash WHERE (what, key) IN (SELECT what, key FROM each);

-- Is a rebuild running, and the epoch.
-- name: view_state ()
SELECT name, value FROM meta WHERE name = 'epoch' OR name = 'rebuilding';
