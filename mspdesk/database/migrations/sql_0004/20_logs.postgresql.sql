-- How many troubleshooting logs of a ticket have no end yet.
UPDATE ticket SET open_logs =
  (SELECT count(*) FROM tsr_log WHERE tsr_log.ticket_id = ticket.id AND ended_at IS NULL)
WHERE id IN (SELECT ticket_id FROM tsr_log WHERE ended_at IS NULL);
UPDATE ticket SET log_answer = 'opened'
WHERE id IN (SELECT ticket_id FROM tsr_log WHERE ticket_id IS NOT NULL)
  OR id IN (SELECT ticket_id FROM vendor_call_log WHERE ticket_id IS NOT NULL);
CREATE FUNCTION tsr_log_counts(log tsr_log, sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF log.ticket_id IS NOT NULL AND log.ended_at IS NULL THEN
    UPDATE ticket SET open_logs = open_logs + sign WHERE id = log.ticket_id;
  END IF;
END $$;
CREATE FUNCTION tsr_log_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM tsr_log_counts(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM tsr_log_counts(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tsr_log_added AFTER INSERT ON tsr_log
FOR EACH ROW EXECUTE FUNCTION tsr_log_moved();
CREATE TRIGGER tsr_log_removed AFTER DELETE ON tsr_log
FOR EACH ROW EXECUTE FUNCTION tsr_log_moved();
CREATE TRIGGER tsr_log_changed AFTER UPDATE OF ticket_id, ended_at ON tsr_log
FOR EACH ROW EXECUTE FUNCTION tsr_log_moved();
