-- Who looked at which secret is written once and stays.
CREATE TRIGGER vault_look_is_kept BEFORE UPDATE ON vault_look
BEGIN SELECT RAISE(ABORT, 'The list of looks into the vault is never changed.'); END;
CREATE TRIGGER vault_look_stays BEFORE DELETE ON vault_look
BEGIN SELECT RAISE(ABORT, 'The list of looks into the vault is never changed.'); END;
