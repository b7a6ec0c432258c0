-- The record of a review: an editor's actions, never changed and never removed. Times are UTC.

CREATE TABLE review (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO review VALUES ('schema', 'ocrfix.review/1');

-- Pages as they were read when their review began: JSON, packed by zlib. A review outlives its page's file.
CREATE TABLE reading (sha256 TEXT PRIMARY KEY, page BLOB NOT NULL);

-- `open` counts the edits and doubts that wait for a decision; null where nobody has looked yet.
CREATE TABLE page (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 0, reading TEXT REFERENCES reading (sha256),
    mark TEXT, open INTEGER, indexed INTEGER NOT NULL DEFAULT 0
);

-- One row a step, `undo` and `redo` among them; version n of a page is what its first n rows make of it.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page (id), version INTEGER NOT NULL,
    author TEXT NOT NULL, time TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
    reading TEXT NOT NULL REFERENCES reading (sha256),
    UNIQUE (page, version)
);

-- The texts of reviewed pages, as the ledger has those of pages that were read.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page (id),
    kind TEXT NOT NULL, name TEXT NOT NULL, headline TEXT NOT NULL, text TEXT NOT NULL, byline TEXT,
    box_left INTEGER, box_top INTEGER, box_right INTEGER, box_bottom INTEGER,
    lines TEXT NOT NULL, confidence REAL, continued_from TEXT, continues_on TEXT
);
CREATE INDEX passage_page ON passage (page);
CREATE VIRTUAL TABLE passage_text
    USING fts5 (headline, text, content="passage", content_rowid="id", tokenize="trigram");
CREATE VIRTUAL TABLE passage_terms USING fts5vocab (passage_text, row);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_text (rowid, headline, text) VALUES (new.id, new.headline, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
    INSERT INTO passage_text (passage_text, rowid, headline, text)
    VALUES ('delete', old.id, old.headline, old.text);
END;
