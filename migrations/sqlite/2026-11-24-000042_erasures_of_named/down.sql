DROP INDEX log_documents_by_actor_id;
ALTER TABLE log_documents DROP COLUMN actor;
