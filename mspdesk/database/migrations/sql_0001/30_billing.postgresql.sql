-- What was issued is never changed. Imported history may go, but only with its whole batch.
CREATE FUNCTION invoice_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An issued invoice is never changed.';
END $$;
CREATE FUNCTION batch_is_undone(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT which IS NOT NULL
    AND EXISTS (SELECT 1 FROM batch WHERE id = which AND undone_at IS NOT NULL)
$$;
CREATE FUNCTION invoice_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF batch_is_undone(OLD.batch_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'An issued invoice is never changed.';
END $$;
CREATE TRIGGER invoice_is_kept BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION invoice_is_kept();
CREATE TRIGGER invoice_stays BEFORE DELETE ON invoice
FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION invoice_goes();
CREATE TRIGGER invoice_is_not_emptied BEFORE TRUNCATE ON invoice
FOR EACH STATEMENT EXECUTE FUNCTION invoice_is_kept();

CREATE FUNCTION invoice_part_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  brought bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF TG_TABLE_NAME <> 'invoice_time' THEN
      brought := (to_jsonb(NEW) ->> 'batch_id')::bigint;
    END IF;
    IF EXISTS (
      SELECT 1 FROM invoice WHERE id = NEW.invoice_id AND state = 'issued'
        AND (brought IS NULL OR batch_id IS DISTINCT FROM brought)
    ) THEN
      RAISE EXCEPTION 'What stands on an issued invoice is never changed.';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'invoice_time'
     AND batch_is_undone((to_jsonb(OLD) ->> 'batch_id')::bigint) THEN
    RETURN OLD;
  END IF;
  IF EXISTS (SELECT 1 FROM invoice WHERE id = OLD.invoice_id AND state = 'issued')
     OR (TG_OP = 'UPDATE' AND EXISTS (
       SELECT 1 FROM invoice WHERE id = (to_jsonb(NEW) ->> 'invoice_id')::bigint
         AND state = 'issued')) THEN
    RAISE EXCEPTION 'What stands on an issued invoice is never changed.';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_line_is_kept BEFORE INSERT OR UPDATE OR DELETE ON invoice_line
FOR EACH ROW EXECUTE FUNCTION invoice_part_is_kept();
CREATE TRIGGER invoice_line_is_not_emptied BEFORE TRUNCATE ON invoice_line
FOR EACH STATEMENT EXECUTE FUNCTION invoice_is_kept();
CREATE TRIGGER invoice_tax_is_kept BEFORE INSERT OR UPDATE OR DELETE ON invoice_tax
FOR EACH ROW EXECUTE FUNCTION invoice_part_is_kept();
CREATE TRIGGER invoice_tax_is_not_emptied BEFORE TRUNCATE ON invoice_tax
FOR EACH STATEMENT EXECUTE FUNCTION invoice_is_kept();
CREATE TRIGGER invoice_time_is_kept BEFORE INSERT OR UPDATE OR DELETE ON invoice_time
FOR EACH ROW EXECUTE FUNCTION invoice_part_is_kept();
CREATE TRIGGER invoice_time_is_not_emptied BEFORE TRUNCATE ON invoice_time
FOR EACH STATEMENT EXECUTE FUNCTION invoice_is_kept();

-- What is open on each invoice, so that the board of money never reads ten years.
CREATE FUNCTION refresh_receivable(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM receivable WHERE invoice_id = which;
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i WHERE i.id = which AND i.state = 'issued' AND i.kind = 'invoice'
  ) AS found WHERE rest <> 0;
END $$;
CREATE FUNCTION refresh_unapplied(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM unapplied WHERE payment_id = which;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = which
  ) AS found WHERE rest <> 0;
END $$;
CREATE FUNCTION receivable_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM refresh_receivable(coalesce(OLD.applies_to_id, OLD.id));
  ELSE
    PERFORM refresh_receivable(coalesce(NEW.applies_to_id, NEW.id));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER receivable_of_new AFTER INSERT ON invoice
FOR EACH ROW WHEN (NEW.state = 'issued') EXECUTE FUNCTION receivable_moved();
CREATE TRIGGER receivable_of_issued AFTER UPDATE OF state ON invoice
FOR EACH ROW WHEN (NEW.state = 'issued') EXECUTE FUNCTION receivable_moved();
CREATE TRIGGER receivable_of_gone AFTER DELETE ON invoice
FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION receivable_moved();
CREATE FUNCTION allocation_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM refresh_receivable(OLD.invoice_id);
    PERFORM refresh_unapplied(OLD.payment_id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM refresh_receivable(NEW.invoice_id);
    PERFORM refresh_unapplied(NEW.payment_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER allocation_moved AFTER INSERT OR UPDATE OR DELETE ON allocation
FOR EACH ROW EXECUTE FUNCTION allocation_moved();
CREATE FUNCTION payment_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_unapplied(CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
  RETURN NULL;
END $$;
CREATE TRIGGER payment_moved AFTER INSERT OR UPDATE OR DELETE ON payment
FOR EACH ROW EXECUTE FUNCTION payment_moved();
