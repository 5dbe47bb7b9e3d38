-- What the gate asks about the things that a record names.

-- name: guard_round_area (blob)
SELECT area FROM round WHERE id = ?1;

-- name: guard_incident_area (blob)
SELECT area FROM incident WHERE id = ?1;

-- A subject and all that it was merged with.
-- name: guard_same (blob)
SELECT b.id FROM subject a JOIN subject b ON b.survivor = a.survivor WHERE a.id = ?1 ORDER BY b.id;

-- Subjects that match one of these, and that nobody has merged or parted.
-- name: guard_suspects (blob)
WITH me AS (SELECT survivor FROM subject WHERE id = ?1)
SELECT DISTINCT CASE WHEN sa.survivor = me.survivor THEN p.b ELSE p.a END
FROM me CROSS JOIN suspect p JOIN subject sa ON sa.id = p.a JOIN subject sb ON sb.id = p.b
LEFT JOIN pair w ON w.a = p.a AND w.b = p.b AND w.state = 2
WHERE me.survivor IN (sa.survivor, sb.survivor) AND sa.survivor <> sb.survivor AND w.a IS NULL
ORDER BY 1;
