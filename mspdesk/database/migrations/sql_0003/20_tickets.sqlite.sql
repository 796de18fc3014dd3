-- What ended by a day, for the backlog of any past one.
CREATE INDEX ix_ticket_ended ON ticket (coalesce(completed_at, closed_at));
