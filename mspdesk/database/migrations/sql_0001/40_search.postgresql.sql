-- Search of tickets and notes as somebody types, with the same answers as FTS5 in a file: words
-- are letters and digits, small, and without the accents of Latin letters. The words are cut here
-- and not by the server's parser, which would keep addresses, hyphens and numbers whole. Raised
-- digits and fractions are named one by one: a server does not call them letters or digits.
-- A big import puts a row into fts_pause, and fills the index when it is done.
CREATE TABLE fts_pause (id integer PRIMARY KEY);

CREATE FUNCTION fts_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT left(word, 500))), ''::tsvector)
    FROM regexp_split_to_table(
        lower(
            normalize(
                regexp_replace(normalize(said, NFD), '([A-Za-z])[\u0300-\u036f]+', '\1', 'g'), NFC
            )
        ),
        '[^[:alnum:]\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b]+'
    ) AS word
    WHERE word <> ''
$$;

CREATE TABLE fts_ticket (ticket_id integer PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX fts_ticket_words ON fts_ticket USING gin (words);
CREATE TABLE fts_note (note_id integer PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX fts_note_words ON fts_note USING gin (words);

CREATE FUNCTION fts_ticket_filled(wanted integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO fts_ticket (ticket_id, words)
    SELECT ticket.id, fts_words(ticket.title || ' ' || coalesce(ticket_text.description, ''))
    FROM ticket LEFT JOIN ticket_text ON ticket_text.ticket_id = ticket.id
    WHERE ticket.id = wanted
    ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words
$$;

CREATE FUNCTION fts_ticket_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fts_pause) THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'ticket' AND TG_OP = 'DELETE' THEN
        DELETE FROM fts_ticket WHERE ticket_id = OLD.id;
    ELSIF TG_TABLE_NAME = 'ticket' THEN
        PERFORM fts_ticket_filled(NEW.id);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM fts_ticket_filled(OLD.ticket_id);
    ELSE
        PERFORM fts_ticket_filled(NEW.ticket_id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER fts_ticket_moved AFTER INSERT OR DELETE OR UPDATE OF title ON ticket
FOR EACH ROW EXECUTE FUNCTION fts_ticket_moved();
CREATE TRIGGER fts_ticket_text_moved AFTER INSERT OR DELETE OR UPDATE OF description ON ticket_text
FOR EACH ROW EXECUTE FUNCTION fts_ticket_moved();

CREATE FUNCTION fts_note_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fts_pause) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        DELETE FROM fts_note WHERE note_id = OLD.id;
    ELSE
        INSERT INTO fts_note (note_id, words) VALUES (NEW.id, fts_words(NEW.text))
        ON CONFLICT (note_id) DO UPDATE SET words = excluded.words;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER fts_note_moved AFTER INSERT OR DELETE OR UPDATE OF text ON ticket_note
FOR EACH ROW EXECUTE FUNCTION fts_note_moved();
