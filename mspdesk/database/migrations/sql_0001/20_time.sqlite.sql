-- The figures kept from time entries: what a ticket has, and the roll-ups by month.
-- mspdesk.timekeeping rebuilds them and compares them with brute force.
CREATE TRIGGER time_entry_added AFTER INSERT ON time_entry
BEGIN
  UPDATE ticket SET
    logged_minutes = logged_minutes + NEW.minutes,
    billable_minutes = billable_minutes + iif(NEW.kind = 'billable', NEW.minutes, 0)
  WHERE id = NEW.ticket_id;
  INSERT INTO time_by_client_month
    (client_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
  VALUES (
    NEW.client_id, substr(NEW.work_on, 1, 7), NEW.minutes,
    iif(NEW.kind = 'billable', NEW.minutes, 0), NEW.after_minutes,
    iif(NEW.category = 'productive' AND NEW.kind IN ('billable', 'covered', 'prepaid'), NEW.minutes, 0)
  )
  ON CONFLICT (client_id, month) DO UPDATE SET
    minutes = minutes + excluded.minutes,
    billable_minutes = billable_minutes + excluded.billable_minutes,
    after_minutes = after_minutes + excluded.after_minutes,
    productive_minutes = productive_minutes + excluded.productive_minutes;
  INSERT INTO time_by_person_month
    (person_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
  VALUES (
    NEW.person_id, substr(NEW.work_on, 1, 7), NEW.minutes,
    iif(NEW.kind = 'billable', NEW.minutes, 0), NEW.after_minutes,
    iif(NEW.category = 'productive' AND NEW.kind IN ('billable', 'covered', 'prepaid'), NEW.minutes, 0)
  )
  ON CONFLICT (person_id, month) DO UPDATE SET
    minutes = minutes + excluded.minutes,
    billable_minutes = billable_minutes + excluded.billable_minutes,
    after_minutes = after_minutes + excluded.after_minutes,
    productive_minutes = productive_minutes + excluded.productive_minutes;
END;
CREATE TRIGGER time_entry_removed AFTER DELETE ON time_entry
BEGIN
  UPDATE ticket SET
    logged_minutes = logged_minutes - OLD.minutes,
    billable_minutes = billable_minutes - iif(OLD.kind = 'billable', OLD.minutes, 0)
  WHERE id = OLD.ticket_id;
  UPDATE time_by_client_month SET
    minutes = minutes - OLD.minutes,
    billable_minutes = billable_minutes - iif(OLD.kind = 'billable', OLD.minutes, 0),
    after_minutes = after_minutes - OLD.after_minutes,
    productive_minutes = productive_minutes
      - iif(OLD.category = 'productive' AND OLD.kind IN ('billable', 'covered', 'prepaid'), OLD.minutes, 0)
  WHERE client_id = OLD.client_id AND month = substr(OLD.work_on, 1, 7);
  UPDATE time_by_person_month SET
    minutes = minutes - OLD.minutes,
    billable_minutes = billable_minutes - iif(OLD.kind = 'billable', OLD.minutes, 0),
    after_minutes = after_minutes - OLD.after_minutes,
    productive_minutes = productive_minutes
      - iif(OLD.category = 'productive' AND OLD.kind IN ('billable', 'covered', 'prepaid'), OLD.minutes, 0)
  WHERE person_id = OLD.person_id AND month = substr(OLD.work_on, 1, 7);
END;
CREATE TRIGGER time_entry_changed
AFTER UPDATE OF ticket_id, client_id, person_id, work_on, minutes, after_minutes, kind, category
ON time_entry
BEGIN
  UPDATE ticket SET
    logged_minutes = logged_minutes - OLD.minutes,
    billable_minutes = billable_minutes - iif(OLD.kind = 'billable', OLD.minutes, 0)
  WHERE id = OLD.ticket_id;
  UPDATE ticket SET
    logged_minutes = logged_minutes + NEW.minutes,
    billable_minutes = billable_minutes + iif(NEW.kind = 'billable', NEW.minutes, 0)
  WHERE id = NEW.ticket_id;
  UPDATE time_by_client_month SET
    minutes = minutes - OLD.minutes,
    billable_minutes = billable_minutes - iif(OLD.kind = 'billable', OLD.minutes, 0),
    after_minutes = after_minutes - OLD.after_minutes,
    productive_minutes = productive_minutes
      - iif(OLD.category = 'productive' AND OLD.kind IN ('billable', 'covered', 'prepaid'), OLD.minutes, 0)
  WHERE client_id = OLD.client_id AND month = substr(OLD.work_on, 1, 7);
  INSERT INTO time_by_client_month
    (client_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
  VALUES (
    NEW.client_id, substr(NEW.work_on, 1, 7), NEW.minutes,
    iif(NEW.kind = 'billable', NEW.minutes, 0), NEW.after_minutes,
    iif(NEW.category = 'productive' AND NEW.kind IN ('billable', 'covered', 'prepaid'), NEW.minutes, 0)
  )
  ON CONFLICT (client_id, month) DO UPDATE SET
    minutes = minutes + excluded.minutes,
    billable_minutes = billable_minutes + excluded.billable_minutes,
    after_minutes = after_minutes + excluded.after_minutes,
    productive_minutes = productive_minutes + excluded.productive_minutes;
  UPDATE time_by_person_month SET
    minutes = minutes - OLD.minutes,
    billable_minutes = billable_minutes - iif(OLD.kind = 'billable', OLD.minutes, 0),
    after_minutes = after_minutes - OLD.after_minutes,
    productive_minutes = productive_minutes
      - iif(OLD.category = 'productive' AND OLD.kind IN ('billable', 'covered', 'prepaid'), OLD.minutes, 0)
  WHERE person_id = OLD.person_id AND month = substr(OLD.work_on, 1, 7);
  INSERT INTO time_by_person_month
    (person_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
  VALUES (
    NEW.person_id, substr(NEW.work_on, 1, 7), NEW.minutes,
    iif(NEW.kind = 'billable', NEW.minutes, 0), NEW.after_minutes,
    iif(NEW.category = 'productive' AND NEW.kind IN ('billable', 'covered', 'prepaid'), NEW.minutes, 0)
  )
  ON CONFLICT (person_id, month) DO UPDATE SET
    minutes = minutes + excluded.minutes,
    billable_minutes = billable_minutes + excluded.billable_minutes,
    after_minutes = after_minutes + excluded.after_minutes,
    productive_minutes = productive_minutes + excluded.productive_minutes;
END;
