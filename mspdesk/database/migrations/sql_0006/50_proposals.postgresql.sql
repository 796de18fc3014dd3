-- A proposal that was sent stays as it was read; what becomes of it is written beside it.
CREATE FUNCTION proposal_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A proposal that was sent is kept.';
  END IF;
  IF (NEW.number, NEW.edition, NEW.opportunity_id, NEW.client_id, NEW.title, NEW.dated_on,
      NEW.valid_until, NEW.intro, NEW.we_see, NEW.we_do, NEW.you_do, NEW.next_step, NEW.tier,
      NEW.grid_id, NEW.start_on, NEW.term_months, NEW.payment_type, NEW.setup_fee)
    IS DISTINCT FROM
    (OLD.number, OLD.edition, OLD.opportunity_id, OLD.client_id, OLD.title, OLD.dated_on,
      OLD.valid_until, OLD.intro, OLD.we_see, OLD.we_do, OLD.you_do, OLD.next_step, OLD.tier,
      OLD.grid_id, OLD.start_on, OLD.term_months, OLD.payment_type, OLD.setup_fee)
  THEN
    RAISE EXCEPTION 'It was sent and stays as it is. Make a new edition to change it.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_frozen BEFORE UPDATE OR DELETE ON proposal
FOR EACH ROW EXECUTE FUNCTION proposal_frozen();
CREATE FUNCTION proposal_line_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM proposal WHERE id = OLD.proposal_id AND state <> 'draft')
    OR (TG_OP = 'UPDATE' AND EXISTS (
      SELECT 1 FROM proposal WHERE id = NEW.proposal_id AND state <> 'draft')) THEN
    RAISE EXCEPTION 'It was sent and stays as it is. Make a new edition to change it.';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_line_frozen BEFORE UPDATE OR DELETE ON proposal_line
FOR EACH ROW EXECUTE FUNCTION proposal_line_frozen();
