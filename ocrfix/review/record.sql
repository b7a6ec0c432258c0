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
