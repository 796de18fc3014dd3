-- The journal only grows.
CREATE TRIGGER step_is_kept BEFORE UPDATE ON step
BEGIN SELECT RAISE(ABORT, 'The journal is never changed.'); END;
CREATE TRIGGER step_stays BEFORE DELETE ON step
BEGIN SELECT RAISE(ABORT, 'The journal is never changed.'); END;
CREATE TRIGGER change_is_kept BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'The journal is never changed.'); END;
CREATE TRIGGER change_stays BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'The journal is never changed.'); END;
