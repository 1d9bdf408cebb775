-- draws whose entries nobody signs up for: ties, drawn numbers, experts
ALTER TABLE draws ADD COLUMN entries TEXT NOT NULL DEFAULT 'signups';
ALTER TABLE draws ADD COLUMN winners INTEGER NOT NULL DEFAULT 1;
ALTER TABLE draws ADD COLUMN alternates INTEGER NOT NULL DEFAULT 0;
-- who is behind the blind labels of a draw that nobody signed up for
CREATE TABLE draw_entries (
    draw_id TEXT NOT NULL REFERENCES draws,
    label TEXT NOT NULL,
    registry_id TEXT NOT NULL,
    label_nonce TEXT NOT NULL,
    PRIMARY KEY (draw_id, label)
);
CREATE UNIQUE INDEX draw_entries_by_draw_id_registry_id ON draw_entries (draw_id, registry_id);
