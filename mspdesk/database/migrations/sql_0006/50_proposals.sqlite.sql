-- A proposal that was sent stays as it was read; what becomes of it is written beside it.
CREATE TRIGGER proposal_frozen
BEFORE UPDATE OF number, edition, opportunity_id, client_id, title, dated_on, valid_until, intro,
  we_see, we_do, you_do, next_step, tier, grid_id, start_on, term_months, payment_type, setup_fee
ON proposal
WHEN OLD.state <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'It was sent and stays as it is. Make a new edition to change it.');
END;
CREATE TRIGGER proposal_kept BEFORE DELETE ON proposal
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'A proposal that was sent is kept.'); END;
CREATE TRIGGER proposal_line_frozen BEFORE UPDATE ON proposal_line
WHEN EXISTS (SELECT 1 FROM proposal
  WHERE id IN (OLD.proposal_id, NEW.proposal_id) AND state <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'It was sent and stays as it is. Make a new edition to change it.');
END;
CREATE TRIGGER proposal_line_kept BEFORE DELETE ON proposal_line
WHEN EXISTS (SELECT 1 FROM proposal WHERE id = OLD.proposal_id AND state <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'It was sent and stays as it is. Make a new edition to change it.');
END;
