-- From the first signature on nothing in a review changes; signed by both it stays as it is.
CREATE FUNCTION review_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signed_on IS NULL AND OLD.lead_signed_on IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A signed review is kept.';
  END IF;
  IF OLD.signed_on IS NOT NULL AND (OLD.lead_id IS NULL OR OLD.lead_signed_on IS NOT NULL) THEN
    RAISE EXCEPTION 'A signed review is never changed.';
  END IF;
  IF (NEW.person_id, NEW.year, NEW.quarter, NEW.their_words, NEW.lead_words, NEW.next_steps)
    IS DISTINCT FROM
    (OLD.person_id, OLD.year, OLD.quarter, OLD.their_words, OLD.lead_words, OLD.next_steps) THEN
    RAISE EXCEPTION 'Somebody signed this review. Take the signature back first.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_frozen BEFORE UPDATE OR DELETE ON review
FOR EACH ROW EXECUTE FUNCTION review_frozen();
CREATE FUNCTION review_goal_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held integer;
BEGIN
  held := CASE WHEN TG_OP = 'INSERT' THEN NEW.review_id ELSE OLD.review_id END;
  IF EXISTS (SELECT 1 FROM review WHERE id = held
    AND (signed_on IS NOT NULL OR lead_signed_on IS NOT NULL)) THEN
    RAISE EXCEPTION 'Somebody signed this review. Take the signature back first.';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_goal_frozen BEFORE INSERT OR UPDATE OR DELETE ON review_goal
FOR EACH ROW EXECUTE FUNCTION review_goal_frozen();
