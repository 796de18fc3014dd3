-- Who looked at which secret is written once and stays.
CREATE FUNCTION vault_look_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The list of looks into the vault is never changed.'; END $$;
CREATE TRIGGER vault_look_is_kept BEFORE UPDATE OR DELETE ON vault_look
FOR EACH ROW EXECUTE FUNCTION vault_look_is_kept();
CREATE TRIGGER vault_look_stays BEFORE TRUNCATE ON vault_look
FOR EACH STATEMENT EXECUTE FUNCTION vault_look_is_kept();
