-- A policy may name only what the covering indexes hold (`agency_id`), or every count goes to the table
-- itself. A list of the past reads spans, which stay each reader's own, and through them dossiers that
-- are another agency's now: for its two statements `dossiers` alone is open.
DROP POLICY "reader" ON "dossiers";--> statement-breakpoint
DROP FUNCTION "app_formerly";--> statement-breakpoint
CREATE FUNCTION "app_formerly"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.formerly', true) = 'on', false)
$$;--> statement-breakpoint
CREATE POLICY "reader" ON "dossiers" FOR SELECT USING ((SELECT app_sees_all())
	OR (SELECT app_formerly()) OR "agency_id" = ANY ((SELECT app_agencies())::int[]));
