-- From the first signature on nothing in a review changes; signed by both it stays as it is.
CREATE TRIGGER review_closed BEFORE UPDATE ON review
WHEN OLD.signed_on IS NOT NULL AND (OLD.lead_id IS NULL OR OLD.lead_signed_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'A signed review is never changed.'); END;
CREATE TRIGGER review_signed
BEFORE UPDATE OF person_id, year, quarter, their_words, lead_words, next_steps ON review
WHEN (OLD.signed_on IS NOT NULL OR OLD.lead_signed_on IS NOT NULL)
  AND NOT (OLD.signed_on IS NOT NULL AND (OLD.lead_id IS NULL OR OLD.lead_signed_on IS NOT NULL))
  AND (NEW.person_id <> OLD.person_id OR NEW.year <> OLD.year OR NEW.quarter <> OLD.quarter
    OR NEW.their_words IS NOT OLD.their_words OR NEW.lead_words IS NOT OLD.lead_words
    OR NEW.next_steps IS NOT OLD.next_steps)
BEGIN SELECT RAISE(ABORT, 'Somebody signed this review. Take the signature back first.'); END;
CREATE TRIGGER review_kept BEFORE DELETE ON review
WHEN OLD.signed_on IS NOT NULL OR OLD.lead_signed_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'A signed review is kept.'); END;
CREATE TRIGGER review_goal_added BEFORE INSERT ON review_goal
WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.review_id
  AND (signed_on IS NOT NULL OR lead_signed_on IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'Somebody signed this review. Take the signature back first.'); END;
CREATE TRIGGER review_goal_changed BEFORE UPDATE ON review_goal
WHEN EXISTS (SELECT 1 FROM review WHERE id IN (OLD.review_id, NEW.review_id)
  AND (signed_on IS NOT NULL OR lead_signed_on IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'Somebody signed this review. Take the signature back first.'); END;
CREATE TRIGGER review_goal_removed BEFORE DELETE ON review_goal
WHEN EXISTS (SELECT 1 FROM review WHERE id = OLD.review_id
  AND (signed_on IS NOT NULL OR lead_signed_on IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'Somebody signed this review. Take the signature back first.'); END;
