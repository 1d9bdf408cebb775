-- who may sign up for a draw: whoever fulfils the conditions, or a list that is fixed with its notice
ALTER TABLE draws ADD COLUMN pool TEXT NOT NULL DEFAULT 'open';
