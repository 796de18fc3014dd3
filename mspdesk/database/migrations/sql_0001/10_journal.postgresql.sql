-- The journal only grows.
CREATE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The journal is never changed.'; END $$;
CREATE TRIGGER step_is_kept BEFORE UPDATE OR DELETE ON step
FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
CREATE TRIGGER step_stays BEFORE TRUNCATE ON step
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept();
CREATE TRIGGER change_is_kept BEFORE UPDATE OR DELETE ON change
FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
CREATE TRIGGER change_stays BEFORE TRUNCATE ON change
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept();
