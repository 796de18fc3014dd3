-- What was issued is never changed. Imported history may go, but only with its whole batch.
CREATE TRIGGER invoice_is_kept BEFORE UPDATE ON invoice WHEN OLD.state = 'issued'
BEGIN SELECT RAISE(ABORT, 'An issued invoice is never changed.'); END;
CREATE TRIGGER invoice_stays BEFORE DELETE ON invoice
WHEN OLD.state = 'issued' AND NOT EXISTS (
  SELECT 1 FROM batch WHERE id = OLD.batch_id AND undone_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'An issued invoice is never changed.'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER invoice_is_not_replaced BEFORE INSERT ON invoice
WHEN EXISTS (SELECT 1 FROM invoice WHERE id = NEW.id AND state = 'issued')
  OR EXISTS (SELECT 1 FROM invoice WHERE "key" = NEW."key" AND state = 'issued')
  OR EXISTS (SELECT 1 FROM invoice WHERE number = NEW.number AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'An issued invoice is never changed.'); END;

CREATE TRIGGER invoice_line_is_kept BEFORE UPDATE ON invoice_line
WHEN EXISTS (SELECT 1 FROM invoice WHERE id IN (OLD.invoice_id, NEW.invoice_id) AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'The lines of an issued invoice are never changed.'); END;
CREATE TRIGGER invoice_line_stays BEFORE DELETE ON invoice_line
WHEN NOT EXISTS (SELECT 1 FROM batch WHERE id = OLD.batch_id AND undone_at IS NOT NULL)
  AND EXISTS (SELECT 1 FROM invoice WHERE id = OLD.invoice_id AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'The lines of an issued invoice are never changed.'); END;
CREATE TRIGGER invoice_line_comes_before BEFORE INSERT ON invoice_line
WHEN EXISTS (
    SELECT 1 FROM invoice WHERE id = NEW.invoice_id AND state = 'issued'
      AND (NEW.batch_id IS NULL OR batch_id IS NULL OR batch_id <> NEW.batch_id)
  )
  OR EXISTS (SELECT 1 FROM invoice_line WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'The lines of an issued invoice are never changed.'); END;

CREATE TRIGGER invoice_tax_is_kept BEFORE UPDATE ON invoice_tax
WHEN EXISTS (SELECT 1 FROM invoice WHERE id IN (OLD.invoice_id, NEW.invoice_id) AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'The tax of an issued invoice is never changed.'); END;
CREATE TRIGGER invoice_tax_stays BEFORE DELETE ON invoice_tax
WHEN NOT EXISTS (SELECT 1 FROM batch WHERE id = OLD.batch_id AND undone_at IS NOT NULL)
  AND EXISTS (SELECT 1 FROM invoice WHERE id = OLD.invoice_id AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'The tax of an issued invoice is never changed.'); END;
CREATE TRIGGER invoice_tax_comes_before BEFORE INSERT ON invoice_tax
WHEN EXISTS (
    SELECT 1 FROM invoice WHERE id = NEW.invoice_id AND state = 'issued'
      AND (NEW.batch_id IS NULL OR batch_id IS NULL OR batch_id <> NEW.batch_id)
  )
  OR EXISTS (SELECT 1 FROM invoice_tax WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'The tax of an issued invoice is never changed.'); END;

CREATE TRIGGER invoice_time_is_kept BEFORE UPDATE ON invoice_time
WHEN EXISTS (SELECT 1 FROM invoice WHERE id IN (OLD.invoice_id, NEW.invoice_id) AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'The time on an issued invoice is never changed.'); END;
CREATE TRIGGER invoice_time_stays BEFORE DELETE ON invoice_time
WHEN EXISTS (SELECT 1 FROM invoice WHERE id = OLD.invoice_id AND state = 'issued')
BEGIN SELECT RAISE(ABORT, 'The time on an issued invoice is never changed.'); END;
CREATE TRIGGER invoice_time_comes_before BEFORE INSERT ON invoice_time
WHEN EXISTS (SELECT 1 FROM invoice WHERE id = NEW.invoice_id AND state = 'issued')
  OR EXISTS (SELECT 1 FROM invoice_time WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'The time on an issued invoice is never changed.'); END;

-- What is open on each invoice, so that the board of money never reads ten years.
CREATE TRIGGER receivable_of_new AFTER INSERT ON invoice WHEN NEW.state = 'issued' BEGIN
  DELETE FROM receivable WHERE invoice_id = coalesce(NEW.applies_to_id, NEW.id);
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i
    WHERE i.id = coalesce(NEW.applies_to_id, NEW.id) AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
END;
CREATE TRIGGER receivable_of_issued AFTER UPDATE OF state ON invoice WHEN NEW.state = 'issued' BEGIN
  DELETE FROM receivable WHERE invoice_id = coalesce(NEW.applies_to_id, NEW.id);
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i
    WHERE i.id = coalesce(NEW.applies_to_id, NEW.id) AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
END;
CREATE TRIGGER receivable_of_gone AFTER DELETE ON invoice WHEN OLD.state = 'issued' BEGIN
  DELETE FROM receivable WHERE invoice_id = coalesce(OLD.applies_to_id, OLD.id);
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i
    WHERE i.id = OLD.applies_to_id AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
END;
CREATE TRIGGER allocation_in AFTER INSERT ON allocation BEGIN
  DELETE FROM receivable WHERE invoice_id = NEW.invoice_id;
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i WHERE i.id = NEW.invoice_id AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
  DELETE FROM unapplied WHERE payment_id = NEW.payment_id;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = NEW.payment_id
  ) WHERE rest <> 0;
END;
CREATE TRIGGER allocation_out AFTER DELETE ON allocation BEGIN
  DELETE FROM receivable WHERE invoice_id = OLD.invoice_id;
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i WHERE i.id = OLD.invoice_id AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
  DELETE FROM unapplied WHERE payment_id = OLD.payment_id;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = OLD.payment_id
  ) WHERE rest <> 0;
END;
CREATE TRIGGER allocation_moved AFTER UPDATE ON allocation BEGIN
  DELETE FROM receivable WHERE invoice_id = OLD.invoice_id;
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i WHERE i.id = OLD.invoice_id AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
  DELETE FROM unapplied WHERE payment_id = OLD.payment_id;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = OLD.payment_id
  ) WHERE rest <> 0;
  DELETE FROM receivable WHERE invoice_id = NEW.invoice_id;
  INSERT INTO receivable (invoice_id, client_id, issued_on, due_on, total, open)
  SELECT * FROM (
    SELECT i.id, i.client_id, i.issued_on, i.due_on, i.total, i.total
      + coalesce((SELECT sum(c.total) FROM invoice c
                  WHERE c.applies_to_id = i.id AND c.state = 'issued'), 0)
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) AS rest
    FROM invoice i WHERE i.id = NEW.invoice_id AND i.state = 'issued' AND i.kind = 'invoice'
  ) WHERE rest <> 0;
  DELETE FROM unapplied WHERE payment_id = NEW.payment_id;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = NEW.payment_id
  ) WHERE rest <> 0;
END;
CREATE TRIGGER payment_in AFTER INSERT ON payment BEGIN
  DELETE FROM unapplied WHERE payment_id = NEW.id;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = NEW.id
  ) WHERE rest <> 0;
END;
CREATE TRIGGER payment_moved AFTER UPDATE ON payment BEGIN
  DELETE FROM unapplied WHERE payment_id = NEW.id;
  INSERT INTO unapplied (payment_id, client_id, amount)
  SELECT * FROM (
    SELECT p.id, p.client_id, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0) AS rest
    FROM payment p WHERE p.id = NEW.id
  ) WHERE rest <> 0;
END;
CREATE TRIGGER payment_out AFTER DELETE ON payment BEGIN
  DELETE FROM unapplied WHERE payment_id = OLD.id;
END;
