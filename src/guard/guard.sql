-- What the gate asks about the things that a record names.

-- name: guard_subject_area (blob)
SELECT area FROM subject WHERE id = ?1;

-- name: guard_round_area (blob)
SELECT area FROM round WHERE id = ?1;

-- The rounds of an incident: under their ids lie data keys.
-- name: guard_rounds_of (blob)
SELECT id FROM round WHERE incident = ?1;
