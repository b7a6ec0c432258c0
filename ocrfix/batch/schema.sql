-- The ledger of a collection. Times are UTC, boxes are pixels of the scan: left, top, right, bottom.

CREATE TABLE collection (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO collection VALUES ('schema', 'ocrfix.collection/1');

CREATE TABLE run (
    id INTEGER PRIMARY KEY, begun TEXT NOT NULL, ended TEXT, jobs TEXT, outcome TEXT,
    done INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0,
    seconds REAL
);

CREATE TABLE orders (hash TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE file (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, place TEXT NOT NULL,
    sha256 TEXT, size INTEGER, mtime_ns INTEGER, pages INTEGER,
    same_as INTEGER REFERENCES file (id),
    title TEXT, date TEXT, number TEXT, language TEXT
);
CREATE INDEX file_sha256 ON file (sha256);

CREATE TABLE issue (id INTEGER PRIMARY KEY, title TEXT, date TEXT, pages INTEGER NOT NULL);

CREATE TABLE page (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES file (id),
    number INTEGER NOT NULL, part TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    verdict TEXT, source_hash TEXT, settings_hash TEXT REFERENCES orders (hash),
    attempts INTEGER NOT NULL DEFAULT 0, error TEXT, hint TEXT, cause TEXT,
    seconds REAL, peak_mb REAL, finished TEXT, suffixes TEXT,
    language TEXT, characters INTEGER, articles INTEGER, doubts INTEGER, edits INTEGER,
    reading_mean REAL, reading_p5 REAL, structure_mean REAL, structure_p5 REAL,
    repair_mean REAL, repair_p5 REAL,
    printed_title TEXT, printed_date TEXT, printed_weekday INTEGER, printed_number TEXT,
    issue INTEGER REFERENCES issue (id), issue_number TEXT,
    UNIQUE (file, number, part)
);
CREATE INDEX page_state ON page (state);
CREATE INDEX page_issue ON page (issue);

-- Texts end with two newlines, so that their last characters begin an entry of the trigram index as well.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, name TEXT NOT NULL, headline TEXT NOT NULL, text TEXT NOT NULL, byline TEXT,
    box_left INTEGER, box_top INTEGER, box_right INTEGER, box_bottom INTEGER,
    lines TEXT NOT NULL, confidence REAL, continued_from TEXT, continues_on TEXT,
    goes_on_in INTEGER REFERENCES passage (id) ON DELETE SET NULL
);
CREATE INDEX passage_page ON passage (page);
CREATE INDEX passage_goes_on_in ON passage (goes_on_in) WHERE goes_on_in IS NOT NULL;

CREATE VIEW article AS SELECT * FROM passage WHERE kind = 'article';

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

CREATE TABLE remark (
    page INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, words TEXT NOT NULL, count INTEGER NOT NULL
);
CREATE INDEX remark_page ON remark (page);

CREATE TABLE contradiction (
    issue INTEGER REFERENCES issue (id), page INTEGER REFERENCES page (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX contradiction_page ON contradiction (page);
