-- How many troubleshooting logs of a ticket have no end yet.
UPDATE ticket SET open_logs =
  (SELECT count(*) FROM tsr_log WHERE tsr_log.ticket_id = ticket.id AND ended_at IS NULL)
WHERE id IN (SELECT ticket_id FROM tsr_log WHERE ended_at IS NULL);
UPDATE ticket SET log_answer = 'opened'
WHERE id IN (SELECT ticket_id FROM tsr_log WHERE ticket_id IS NOT NULL)
  OR id IN (SELECT ticket_id FROM vendor_call_log WHERE ticket_id IS NOT NULL);
CREATE TRIGGER tsr_log_added AFTER INSERT ON tsr_log
WHEN NEW.ticket_id IS NOT NULL AND NEW.ended_at IS NULL
BEGIN
  UPDATE ticket SET open_logs = open_logs + 1 WHERE id = NEW.ticket_id;
END;
CREATE TRIGGER tsr_log_removed AFTER DELETE ON tsr_log
WHEN OLD.ticket_id IS NOT NULL AND OLD.ended_at IS NULL
BEGIN
  UPDATE ticket SET open_logs = open_logs - 1 WHERE id = OLD.ticket_id;
END;
CREATE TRIGGER tsr_log_changed AFTER UPDATE OF ticket_id, ended_at ON tsr_log
BEGIN
  UPDATE ticket SET open_logs = open_logs - 1
  WHERE id = OLD.ticket_id AND OLD.ended_at IS NULL;
  UPDATE ticket SET open_logs = open_logs + 1
  WHERE id = NEW.ticket_id AND NEW.ended_at IS NULL;
END;
