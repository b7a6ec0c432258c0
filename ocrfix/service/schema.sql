-- The jobs of `ocrfix serve`. Times are UTC. Scans lie in scans/NUMBER, results in results/NUMBER/.

CREATE TABLE service (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO service VALUES ('schema', 'ocrfix.service/1');

CREATE TABLE orders (hash TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE job (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    language TEXT NOT NULL, engine TEXT NOT NULL, formats TEXT NOT NULL,
    order_hash TEXT NOT NULL REFERENCES orders (hash),
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0, counted INTEGER NOT NULL DEFAULT 0,
    accepted TEXT NOT NULL, ended TEXT, error TEXT, hint TEXT
);
CREATE INDEX job_state ON job (state);

CREATE TABLE page (
    job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, part TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0, error TEXT, hint TEXT, figures TEXT,
    PRIMARY KEY (job, number, part)
);
CREATE INDEX page_state ON page (state);
