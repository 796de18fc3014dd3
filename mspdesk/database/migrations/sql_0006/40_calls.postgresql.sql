-- A published script stays as it was said; what was not used yet can be taken back to a draft.
CREATE FUNCTION script_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_on IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A published script is kept.';
  END IF;
  IF (NEW.script_id, NEW.number, NEW.market, NEW.offer, NEW.why, NEW.dates, NEW.used)
    IS DISTINCT FROM
    (OLD.script_id, OLD.number, OLD.market, OLD.offer, OLD.why, OLD.dates, OLD.used)
    OR (NEW.published_on IS DISTINCT FROM OLD.published_on
      AND EXISTS (SELECT 1 FROM call_record WHERE version_id = OLD.id)) THEN
    RAISE EXCEPTION 'A published script is never changed. Begin a new version.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER script_version_frozen BEFORE UPDATE OR DELETE ON script_version
FOR EACH ROW EXECUTE FUNCTION script_version_frozen();
CREATE FUNCTION script_slot_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM script_version
    WHERE id = OLD.version_id AND published_on IS NOT NULL) THEN
    RAISE EXCEPTION 'A published script is never changed. Begin a new version.';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER script_slot_frozen BEFORE UPDATE OR DELETE ON script_slot
FOR EACH ROW EXECUTE FUNCTION script_slot_frozen();
