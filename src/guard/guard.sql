-- What the gate asks about the things that a record names.

-- name: guard_subject_area (blob)
SELECT area FROM subject WHERE id = ?1;

-- name: guard_round_area (blob)
SELECT area FROM round WHERE id = ?1;
