-- A published script stays as it was said; what was not used yet can be taken back to a draft.
CREATE TRIGGER script_version_frozen BEFORE UPDATE ON script_version
WHEN OLD.published_on IS NOT NULL AND (NEW.script_id <> OLD.script_id
  OR NEW.number <> OLD.number OR NEW.market <> OLD.market OR NEW.offer <> OLD.offer
  OR NEW.why <> OLD.why OR NEW.dates <> OLD.dates OR NEW.used <> OLD.used
  OR (NEW.published_on IS NOT OLD.published_on
    AND EXISTS (SELECT 1 FROM call_record WHERE version_id = OLD.id)))
BEGIN SELECT RAISE(ABORT, 'A published script is never changed. Begin a new version.'); END;
CREATE TRIGGER script_version_kept BEFORE DELETE ON script_version
WHEN OLD.published_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'A published script is kept.'); END;
CREATE TRIGGER script_slot_frozen BEFORE UPDATE ON script_slot
WHEN EXISTS (SELECT 1 FROM script_version
  WHERE id IN (OLD.version_id, NEW.version_id) AND published_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'A published script is never changed. Begin a new version.'); END;
CREATE TRIGGER script_slot_kept BEFORE DELETE ON script_slot
WHEN EXISTS (SELECT 1 FROM script_version
  WHERE id = OLD.version_id AND published_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'A published script is kept.'); END;
