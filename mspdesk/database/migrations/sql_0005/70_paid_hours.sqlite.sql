-- The table was copied, and a copy would give the ids of rows that are gone once more: the journal
-- names rows by them.
DELETE FROM sqlite_sequence WHERE name = 'paid_hours';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'paid_hours', max(
    coalesce((SELECT max(id) FROM paid_hours), 0),
    coalesce((SELECT max(row_id) FROM change WHERE table_name = 'paid_hours'), 0)
);
