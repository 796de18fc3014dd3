-- Search of tickets and notes as somebody types. The words stay where they are; these tables hold
-- the index only. A big import puts a row into fts_pause, and rebuilds the index when it is done.
CREATE TABLE fts_pause (id INTEGER PRIMARY KEY);

CREATE VIEW fts_ticket_words AS
SELECT ticket.id AS id, ticket.title AS title, coalesce(ticket_text.description, '') AS description
FROM ticket LEFT JOIN ticket_text ON ticket_text.ticket_id = ticket.id;

CREATE VIRTUAL TABLE fts_ticket USING fts5(
    title, description, content='fts_ticket_words', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail=column
);

CREATE VIRTUAL TABLE fts_note USING fts5(
    text, content='ticket_note', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail=none
);

CREATE TRIGGER fts_ticket_opened AFTER INSERT ON ticket
WHEN NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_ticket (rowid, title, description) VALUES (new.id, new.title, '');
END;

CREATE TRIGGER fts_ticket_named AFTER UPDATE OF title ON ticket
WHEN old.title IS NOT new.title AND NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_ticket (fts_ticket, rowid, title, description) VALUES (
        'delete', old.id, old.title,
        coalesce((SELECT description FROM ticket_text WHERE ticket_id = old.id), '')
    );
    INSERT INTO fts_ticket (rowid, title, description) VALUES (
        new.id, new.title,
        coalesce((SELECT description FROM ticket_text WHERE ticket_id = new.id), '')
    );
END;

CREATE TRIGGER fts_ticket_gone AFTER DELETE ON ticket
WHEN NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_ticket (fts_ticket, rowid, title, description)
    VALUES ('delete', old.id, old.title, '');
END;

CREATE TRIGGER fts_ticket_described AFTER INSERT ON ticket_text
WHEN new.description <> '' AND NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_ticket (fts_ticket, rowid, title, description)
    SELECT 'delete', id, title, '' FROM ticket WHERE id = new.ticket_id;
    INSERT INTO fts_ticket (rowid, title, description)
    SELECT id, title, new.description FROM ticket WHERE id = new.ticket_id;
END;

CREATE TRIGGER fts_ticket_redescribed AFTER UPDATE OF description ON ticket_text
WHEN old.description IS NOT new.description AND NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_ticket (fts_ticket, rowid, title, description)
    SELECT 'delete', id, title, old.description FROM ticket WHERE id = old.ticket_id;
    INSERT INTO fts_ticket (rowid, title, description)
    SELECT id, title, new.description FROM ticket WHERE id = new.ticket_id;
END;

CREATE TRIGGER fts_ticket_undescribed AFTER DELETE ON ticket_text
WHEN old.description <> '' AND NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_ticket (fts_ticket, rowid, title, description)
    SELECT 'delete', id, title, old.description FROM ticket WHERE id = old.ticket_id;
    INSERT INTO fts_ticket (rowid, title, description)
    SELECT id, title, '' FROM ticket WHERE id = old.ticket_id;
END;

CREATE TRIGGER fts_note_written AFTER INSERT ON ticket_note
WHEN NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_note (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER fts_note_changed AFTER UPDATE OF text ON ticket_note
WHEN old.text IS NOT new.text AND NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_note (fts_note, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO fts_note (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER fts_note_gone AFTER DELETE ON ticket_note
WHEN NOT EXISTS (SELECT 1 FROM fts_pause)
BEGIN
    INSERT INTO fts_note (fts_note, rowid, text) VALUES ('delete', old.id, old.text);
END;
