-- who did what an entry tells of, by the pseudonym of the account: so that everybody finds the receipts of their own acts
ALTER TABLE log_documents ADD COLUMN actor TEXT NOT NULL DEFAULT '';
CREATE INDEX log_documents_by_actor_id ON log_documents (actor, id);
