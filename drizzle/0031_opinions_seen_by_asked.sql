-- Who was asked an opinion sees that it was, so that it can be urged about it. The dossier stays unseen.
CREATE POLICY "asked" ON "consultations" FOR SELECT
	USING ("asked_id" = ANY ((SELECT app_task_agencies())::int[]));
