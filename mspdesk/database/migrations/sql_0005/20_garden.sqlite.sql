-- What was billed to each client and what it cost, by month and kind of line.
-- mspdesk.garden rebuilds it and compares it with brute force.
--
-- An issued invoice counts by its lines, each on its own day or else on that of the issue; time and
-- trips of a project's ticket are project. What the lines do not say of its sum (history that came
-- without lines) is other: the sum is other, and each line takes its amount out of it again.
-- A credit that voids an invoice takes that one's lines back where they stood, cost and all.
-- Write-offs are money lost, not work taken back, and do not count.
CREATE VIEW money_part AS
SELECT i.id AS invoice_id, NULL AS line_id, i.client_id AS client_id, i.issued_on AS day,
  'other' AS kind, i.subtotal AS amount, 0 AS cost
FROM invoice i
WHERE i.state = 'issued' AND i.kind <> 'write_off' AND i.issued_on IS NOT NULL
UNION ALL
SELECT i.id, l.id, i.client_id, l."on",
  iif(l.kind IN ('time', 'trip') AND coalesce(t.project, '') <> '', 'project', l.kind), l.amount,
  (abs(coalesce(l.unit_cost, 0) * l.quantity) + 5000) / 10000
    * iif(coalesce(l.unit_cost, 0) * l.quantity < 0, -1, 1)
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id LEFT JOIN ticket t ON t.id = l.ticket_id
WHERE l."on" IS NOT NULL AND i.state = 'issued' AND i.kind <> 'write_off'
  AND i.issued_on IS NOT NULL AND NOT (i.void AND i.applies_to_id IS NOT NULL)
UNION ALL
SELECT i.id, l.id, i.client_id, i.issued_on,
  iif(l.kind IN ('time', 'trip') AND coalesce(t.project, '') <> '', 'project', l.kind), l.amount,
  (abs(coalesce(l.unit_cost, 0) * l.quantity) + 5000) / 10000
    * iif(coalesce(l.unit_cost, 0) * l.quantity < 0, -1, 1)
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id LEFT JOIN ticket t ON t.id = l.ticket_id
WHERE l."on" IS NULL AND i.state = 'issued' AND i.kind <> 'write_off'
  AND i.issued_on IS NOT NULL AND NOT (i.void AND i.applies_to_id IS NOT NULL)
UNION ALL
SELECT i.id, l.id, i.client_id, i.issued_on, 'other', -l.amount, 0
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
WHERE i.state = 'issued' AND i.kind <> 'write_off' AND i.issued_on IS NOT NULL
  AND NOT (i.void AND i.applies_to_id IS NOT NULL)
UNION ALL
SELECT c.id, l.id, c.client_id, coalesce(l."on", i.issued_on),
  iif(l.kind IN ('time', 'trip') AND coalesce(t.project, '') <> '', 'project', l.kind), -l.amount,
  -(abs(coalesce(l.unit_cost, 0) * l.quantity) + 5000) / 10000
    * iif(coalesce(l.unit_cost, 0) * l.quantity < 0, -1, 1)
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
JOIN invoice c ON c.applies_to_id = i.id LEFT JOIN ticket t ON t.id = l.ticket_id
WHERE c.applies_to_id IS NOT NULL AND c.void AND c.state = 'issued' AND c.kind <> 'write_off'
  AND c.issued_on IS NOT NULL
UNION ALL
SELECT c.id, l.id, c.client_id, c.issued_on, 'other', l.amount, 0
FROM invoice_line l JOIN invoice c ON c.applies_to_id = l.invoice_id
WHERE c.applies_to_id IS NOT NULL AND c.void AND c.state = 'issued' AND c.kind <> 'write_off'
  AND c.issued_on IS NOT NULL;

CREATE TRIGGER money_of_new AFTER INSERT ON invoice WHEN NEW.state = 'issued'
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, sum(amount), sum(cost)
  FROM money_part WHERE invoice_id = NEW.id
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;
CREATE TRIGGER money_of_issued AFTER UPDATE OF state ON invoice
WHEN NEW.state = 'issued' AND OLD.state <> 'issued'
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, sum(amount), sum(cost)
  FROM money_part WHERE invoice_id = NEW.id
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;
-- What was issued is never changed; imported history comes and goes line by line.
CREATE TRIGGER money_of_gone BEFORE DELETE ON invoice WHEN OLD.state = 'issued'
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, -sum(amount), -sum(cost)
  FROM money_part WHERE invoice_id = OLD.id
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;
CREATE TRIGGER money_of_line AFTER INSERT ON invoice_line
WHEN (SELECT state FROM invoice WHERE id = NEW.invoice_id) = 'issued'
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, sum(amount), sum(cost)
  FROM money_part WHERE line_id = NEW.id
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;
CREATE TRIGGER money_of_line_gone BEFORE DELETE ON invoice_line
WHEN (SELECT state FROM invoice WHERE id = OLD.invoice_id) = 'issued'
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, -sum(amount), -sum(cost)
  FROM money_part WHERE line_id = OLD.id
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;
-- A ticket that joins a project, or leaves one, takes along what was billed for it.
CREATE TRIGGER money_leaves_project BEFORE UPDATE OF project ON ticket
WHEN (OLD.project = '') <> (NEW.project = '')
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, -sum(amount), -sum(cost)
  FROM money_part WHERE line_id IN (SELECT id FROM invoice_line WHERE ticket_id = OLD.id)
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;
CREATE TRIGGER money_joins_project AFTER UPDATE OF project ON ticket
WHEN (OLD.project = '') <> (NEW.project = '')
BEGIN
  INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
  SELECT client_id, substr(day, 1, 7), kind, sum(amount), sum(cost)
  FROM money_part WHERE line_id IN (SELECT id FROM invoice_line WHERE ticket_id = NEW.id)
  GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
  ON CONFLICT (client_id, month, kind) DO UPDATE SET
    amount = amount + excluded.amount, cost = cost + excluded.cost;
END;

-- Books of before have invoices already.
INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
SELECT client_id, substr(day, 1, 7), kind, sum(amount), sum(cost)
FROM money_part
GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0;
