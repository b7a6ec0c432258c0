-- The lessons of a collection: what its review taught.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO meta VALUES ('schema', 'ocrfix.lessons/1');
CREATE TABLE lesson (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, other TEXT NOT NULL,
    weight REAL NOT NULL, witnesses INTEGER NOT NULL, against INTEGER NOT NULL,
    pages TEXT NOT NULL, editors TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    content TEXT NOT NULL, held_back TEXT, wanted INTEGER NOT NULL DEFAULT 1,
    UNIQUE (kind, text, other)
);
