-- What the gate asks about the things that a record names.

-- name: guard_round_area (blob)
SELECT area FROM round WHERE id = ?1;

-- name: guard_incident_area (blob)
SELECT area FROM incident WHERE id = ?1;

-- A subject and all that it was merged with: only where it was, all subjects are gone through.
-- name: guard_same (blob)
SELECT b.id FROM subject a JOIN subject b ON b.survivor = a.survivor WHERE a.id = ?1 AND a.merged = 1
UNION SELECT id FROM subject WHERE id = ?1 ORDER BY 1;

-- Subjects that match one of these, and that nobody has merged or parted.
-- name: guard_suspects (blob)
WITH me AS (SELECT survivor FROM subject WHERE id = ?1)
SELECT DISTINCT CASE WHEN sa.survivor = me.survivor THEN p.b ELSE p.a END
FROM me CROSS JOIN suspect p JOIN subject sa ON sa.id = p.a JOIN subject sb ON sb.id = p.b
LEFT JOIN pair w ON w.a = p.a AND w.b = p.b AND w.state = 2
WHERE me.survivor IN (sa.survivor, sb.survivor) AND sa.survivor <> sb.survivor AND w.a IS NULL
ORDER BY 1;

-- The looks at one subject, newest first.
-- name: guard_looks (blob, int, int)
SELECT pos FROM look_of WHERE subject = ?1 AND pos < ?2 ORDER BY pos DESC LIMIT ?3;

-- What accounts that looked did, day by day.
-- name: guard_account_days (int, int)
SELECT day, account, looks, subjects, records, reviewed FROM account_day
WHERE day >= ?1 AND day <= ?2 AND looks > 0 ORDER BY day, account;

-- name: guard_account_day (int, text)
SELECT looks, reviewed FROM account_day WHERE day = ?1 AND account = ?2;

-- Copies, newest first; of those to be kept no longer than a day, or only of those that are still there.
-- name: guard_exported (int, int, int, int)
SELECT id, pos, until, destroyed FROM exported
WHERE pos > 0 AND pos < ?1 AND until < ?2 AND destroyed < ?3 ORDER BY pos DESC LIMIT ?4;

-- name: guard_exported_one (blob)
SELECT id, pos, until, destroyed FROM exported WHERE id = ?1 AND pos > 0;
