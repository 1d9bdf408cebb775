-- the terms of a draw: chosen by its owner within the policy, made stronger after the platform's own silence
ALTER TABLE draws ADD COLUMN mode TEXT NOT NULL DEFAULT 'uniform';
ALTER TABLE draws ADD COLUMN nonces TEXT NOT NULL DEFAULT 'none';
ALTER TABLE draws ADD COLUMN dice TEXT NOT NULL DEFAULT 'none';
ALTER TABLE draws ADD COLUMN beacon TEXT NOT NULL DEFAULT 'none';
