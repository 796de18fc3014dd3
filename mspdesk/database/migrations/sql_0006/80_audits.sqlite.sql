-- Answers that were sent stay as they were given.
CREATE TRIGGER audit_frozen
BEFORE UPDATE OF client_id, kind, title, asked_by, asked_on, before_id ON audit
WHEN OLD.state = 'sent'
BEGIN SELECT RAISE(ABORT, 'These answers were sent. Begin a new audit from them.'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
WHEN OLD.state = 'sent'
BEGIN SELECT RAISE(ABORT, 'Answers that were sent are kept.'); END;
CREATE TRIGGER audit_question_frozen BEFORE UPDATE ON audit_question
WHEN EXISTS (SELECT 1 FROM audit WHERE id IN (OLD.audit_id, NEW.audit_id) AND state = 'sent')
BEGIN SELECT RAISE(ABORT, 'These answers were sent. Begin a new audit from them.'); END;
CREATE TRIGGER audit_question_kept BEFORE DELETE ON audit_question
WHEN EXISTS (SELECT 1 FROM audit WHERE id = OLD.audit_id AND state = 'sent')
BEGIN SELECT RAISE(ABORT, 'Answers that were sent are kept.'); END;
