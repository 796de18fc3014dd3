-- What results say is counted on the run; what an open run still needs, on its ticket.
-- mspdesk.checklists compares both with brute force.
CREATE FUNCTION run_result_counts(result run_result, sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE checklist_run SET
    marked = marked + sign * (result.state <> '')::integer,
    needed_marked = needed_marked + sign * (result.state <> '' AND result.needed)::integer,
    problems = problems + sign * (result.state = 'attention')::integer,
    skipped = skipped + sign * (result.state IN ('na', 'not_seen'))::integer
  WHERE id = result.run_id;
END $$;
CREATE FUNCTION run_result_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM run_result_counts(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM run_result_counts(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER run_result_added AFTER INSERT ON run_result
FOR EACH ROW EXECUTE FUNCTION run_result_moved();
CREATE TRIGGER run_result_removed AFTER DELETE ON run_result
FOR EACH ROW EXECUTE FUNCTION run_result_moved();
CREATE TRIGGER run_result_changed AFTER UPDATE OF run_id, state, needed ON run_result
FOR EACH ROW EXECUTE FUNCTION run_result_moved();
CREATE FUNCTION checklist_run_counts(run checklist_run, sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF run.ticket_id IS NOT NULL AND run.state IN ('planned', 'in_progress') THEN
    UPDATE ticket SET open_steps = open_steps + sign * (run.needed - run.needed_marked)
    WHERE id = run.ticket_id;
  END IF;
END $$;
CREATE FUNCTION checklist_run_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM checklist_run_counts(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM checklist_run_counts(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER checklist_run_added AFTER INSERT ON checklist_run
FOR EACH ROW EXECUTE FUNCTION checklist_run_moved();
CREATE TRIGGER checklist_run_removed AFTER DELETE ON checklist_run
FOR EACH ROW EXECUTE FUNCTION checklist_run_moved();
CREATE TRIGGER checklist_run_changed
AFTER UPDATE OF ticket_id, state, needed, needed_marked ON checklist_run
FOR EACH ROW EXECUTE FUNCTION checklist_run_moved();
-- What was in force once stays as it was.
CREATE FUNCTION revision_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A revision is never changed.';
END $$;
CREATE TRIGGER checklist_revision_frozen
BEFORE UPDATE OF checklist_id, number, body ON checklist_revision
FOR EACH ROW EXECUTE FUNCTION revision_frozen();
CREATE TRIGGER sop_revision_frozen BEFORE UPDATE OF sop_id, number, body ON sop_revision
FOR EACH ROW EXECUTE FUNCTION revision_frozen();
