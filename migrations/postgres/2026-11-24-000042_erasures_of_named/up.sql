-- a person may be forgotten who has no account: one an organisation named in its filings
ALTER TABLE erasures ALTER COLUMN account_id DROP NOT NULL;
ALTER TABLE erasures ADD COLUMN org_id TEXT REFERENCES organisations;
ALTER TABLE erasures ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE erasures ALTER COLUMN person DROP DEFAULT;
CREATE UNIQUE INDEX erasures_named_once ON erasures (org_id, person) WHERE state = 'asked';
