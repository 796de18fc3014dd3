-- Answers that were sent stay as they were given.
CREATE FUNCTION audit_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'sent' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'Answers that were sent are kept.';
  END IF;
  IF (NEW.client_id, NEW.kind, NEW.title, NEW.asked_by, NEW.asked_on, NEW.before_id)
    IS DISTINCT FROM
    (OLD.client_id, OLD.kind, OLD.title, OLD.asked_by, OLD.asked_on, OLD.before_id)
  THEN
    RAISE EXCEPTION 'These answers were sent. Begin a new audit from them.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_frozen BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_frozen();
CREATE FUNCTION audit_question_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM audit WHERE id = OLD.audit_id AND state = 'sent') THEN
    RAISE EXCEPTION 'These answers were sent. Begin a new audit from them.';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_question_frozen BEFORE UPDATE OR DELETE ON audit_question
FOR EACH ROW EXECUTE FUNCTION audit_question_frozen();
