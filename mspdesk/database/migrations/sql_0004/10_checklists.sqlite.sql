-- What results say is counted on the run; what an open run still needs, on its ticket.
-- mspdesk.checklists compares both with brute force.
CREATE TRIGGER run_result_added AFTER INSERT ON run_result
BEGIN
  UPDATE checklist_run SET
    marked = marked + (NEW.state <> ''),
    needed_marked = needed_marked + (NEW.state <> '' AND NEW.needed),
    problems = problems + (NEW.state = 'attention'),
    skipped = skipped + (NEW.state IN ('na', 'not_seen'))
  WHERE id = NEW.run_id;
END;
CREATE TRIGGER run_result_removed AFTER DELETE ON run_result
BEGIN
  UPDATE checklist_run SET
    marked = marked - (OLD.state <> ''),
    needed_marked = needed_marked - (OLD.state <> '' AND OLD.needed),
    problems = problems - (OLD.state = 'attention'),
    skipped = skipped - (OLD.state IN ('na', 'not_seen'))
  WHERE id = OLD.run_id;
END;
CREATE TRIGGER run_result_changed AFTER UPDATE OF run_id, state, needed ON run_result
BEGIN
  UPDATE checklist_run SET
    marked = marked - (OLD.state <> ''),
    needed_marked = needed_marked - (OLD.state <> '' AND OLD.needed),
    problems = problems - (OLD.state = 'attention'),
    skipped = skipped - (OLD.state IN ('na', 'not_seen'))
  WHERE id = OLD.run_id;
  UPDATE checklist_run SET
    marked = marked + (NEW.state <> ''),
    needed_marked = needed_marked + (NEW.state <> '' AND NEW.needed),
    problems = problems + (NEW.state = 'attention'),
    skipped = skipped + (NEW.state IN ('na', 'not_seen'))
  WHERE id = NEW.run_id;
END;
CREATE TRIGGER checklist_run_added AFTER INSERT ON checklist_run
WHEN NEW.ticket_id IS NOT NULL AND NEW.state IN ('planned', 'in_progress')
BEGIN
  UPDATE ticket SET open_steps = open_steps + NEW.needed - NEW.needed_marked
  WHERE id = NEW.ticket_id;
END;
CREATE TRIGGER checklist_run_removed AFTER DELETE ON checklist_run
WHEN OLD.ticket_id IS NOT NULL AND OLD.state IN ('planned', 'in_progress')
BEGIN
  UPDATE ticket SET open_steps = open_steps - OLD.needed + OLD.needed_marked
  WHERE id = OLD.ticket_id;
END;
CREATE TRIGGER checklist_run_changed
AFTER UPDATE OF ticket_id, state, needed, needed_marked ON checklist_run
WHEN OLD.ticket_id IS NOT NULL OR NEW.ticket_id IS NOT NULL
BEGIN
  UPDATE ticket SET open_steps = open_steps - OLD.needed + OLD.needed_marked
  WHERE id = OLD.ticket_id AND OLD.state IN ('planned', 'in_progress');
  UPDATE ticket SET open_steps = open_steps + NEW.needed - NEW.needed_marked
  WHERE id = NEW.ticket_id AND NEW.state IN ('planned', 'in_progress');
END;
-- What was in force once stays as it was.
CREATE TRIGGER checklist_revision_frozen
BEFORE UPDATE OF checklist_id, number, body ON checklist_revision
BEGIN
  SELECT RAISE(ABORT, 'A revision of a checklist is never changed.');
END;
CREATE TRIGGER sop_revision_frozen BEFORE UPDATE OF sop_id, number, body ON sop_revision
BEGIN
  SELECT RAISE(ABORT, 'A revision of a procedure is never changed.');
END;
