-- The figures kept from time entries: what a ticket has, and the roll-ups by month.
-- mspdesk.timekeeping rebuilds them and compares them with brute force.
CREATE FUNCTION time_entry_counts(entry time_entry, sign integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  counted integer := sign * entry.minutes;
  billable integer := CASE WHEN entry.kind = 'billable' THEN counted ELSE 0 END;
  late integer := sign * entry.after_minutes;
  productive integer := CASE
    WHEN entry.category = 'productive' AND entry.kind IN ('billable', 'covered', 'prepaid')
    THEN counted ELSE 0 END;
  in_month text := to_char(entry.work_on, 'YYYY-MM');
BEGIN
  UPDATE ticket SET
    logged_minutes = logged_minutes + counted,
    billable_minutes = ticket.billable_minutes + billable
  WHERE id = entry.ticket_id;
  INSERT INTO time_by_client_month AS kept
    (client_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
  VALUES (entry.client_id, in_month, counted, billable, late, productive)
  ON CONFLICT (client_id, month) DO UPDATE SET
    minutes = kept.minutes + excluded.minutes,
    billable_minutes = kept.billable_minutes + excluded.billable_minutes,
    after_minutes = kept.after_minutes + excluded.after_minutes,
    productive_minutes = kept.productive_minutes + excluded.productive_minutes;
  INSERT INTO time_by_person_month AS kept
    (person_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
  VALUES (entry.person_id, in_month, counted, billable, late, productive)
  ON CONFLICT (person_id, month) DO UPDATE SET
    minutes = kept.minutes + excluded.minutes,
    billable_minutes = kept.billable_minutes + excluded.billable_minutes,
    after_minutes = kept.after_minutes + excluded.after_minutes,
    productive_minutes = kept.productive_minutes + excluded.productive_minutes;
END $$;
CREATE FUNCTION time_entry_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM time_entry_counts(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM time_entry_counts(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER time_entry_added AFTER INSERT ON time_entry
FOR EACH ROW EXECUTE FUNCTION time_entry_moved();
CREATE TRIGGER time_entry_removed AFTER DELETE ON time_entry
FOR EACH ROW EXECUTE FUNCTION time_entry_moved();
CREATE TRIGGER time_entry_changed
AFTER UPDATE OF ticket_id, client_id, person_id, work_on, minutes, after_minutes, kind, category
ON time_entry FOR EACH ROW EXECUTE FUNCTION time_entry_moved();
