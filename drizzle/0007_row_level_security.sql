-- The second lock (docs/decisions/0006-two-locks.md). Who reads, or which part of the program works, is
-- said at the start of every transaction (store/scope.ts); where nothing is said there are no rows.
CREATE FUNCTION "app_named"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.reader', true), '') <> ''
$$;--> statement-breakpoint
CREATE FUNCTION "app_opens"("what" text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(what = ANY (pg_catalog.string_to_array(pg_catalog.current_setting('app.opens', true), ',')), false)
$$;--> statement-breakpoint
-- Only the program itself writes, under a name of its own; readers' transactions read.
CREATE FUNCTION "app_writes"("what" text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.reader', true) = 'system'
		AND what = ANY (pg_catalog.string_to_array(pg_catalog.current_setting('app.opens', true), ',')), false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_sees_all"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.dossiers', true) = 'all', false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_agencies"() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.agencies', true), ''), '{}')::int[]
$$;--> statement-breakpoint
-- Dossiers that were the reader's at the instant asked about and are another agency's now.
CREATE FUNCTION "app_formerly"() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.formerly', true), ''), '{}')::bigint[]
$$;--> statement-breakpoint
CREATE FUNCTION "app_account"() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT nullif(pg_catalog.current_setting('app.account', true), '')::int
$$;--> statement-breakpoint
-- Facts of an agency. Every function is asked once for a statement (its own SELECT, an InitPlan) and the
-- row is compared with an array: a look-up for each row would cost a hundred times as much.
CREATE POLICY "program" ON "dossiers" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "dossiers" FOR SELECT USING ((SELECT app_sees_all())
	OR "agency_id" = ANY ((SELECT app_agencies())::int[]) OR "id" = ANY ((SELECT app_formerly())::bigint[]));--> statement-breakpoint
CREATE POLICY "program" ON "dossier_spans" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "dossier_spans" FOR SELECT USING ((SELECT app_sees_all())
	OR "agency_id" = ANY ((SELECT app_agencies())::int[]));--> statement-breakpoint
-- These two are read of one dossier at a time, by its id, so a look-up of that dossier (under its own
-- policy) is one row of an index; whoever sees all never comes to it.
CREATE POLICY "program" ON "due_dates" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "due_dates" FOR SELECT USING ((SELECT app_sees_all())
	OR EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
CREATE POLICY "program" ON "messages" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "messages" FOR SELECT USING ((SELECT app_sees_all())
	OR EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
CREATE POLICY "program" ON "freshness" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "freshness" FOR SELECT USING ((SELECT app_sees_all())
	OR (SELECT app_opens('operations')) OR "agency_id" = ANY ((SELECT app_agencies())::int[]));--> statement-breakpoint
CREATE POLICY "program" ON "quarantine" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "quarantine" FOR SELECT USING ((SELECT app_opens('quarantine')));--> statement-breakpoint
CREATE POLICY "program" ON "verifications" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "verifications" FOR SELECT USING ((SELECT app_opens('operations')));--> statement-breakpoint
-- The ledger names dossiers. Whatever changes something appends; who reads the rules sees when they changed.
CREATE POLICY "program" ON "ledger" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "append" ON "ledger" FOR INSERT WITH CHECK ((SELECT app_named()));--> statement-breakpoint
CREATE POLICY "rules" ON "ledger" FOR SELECT USING ("kind" IN ('agencies', 'procedures') AND (SELECT app_named()));--> statement-breakpoint
CREATE POLICY "program" ON "command_answers" USING ((SELECT app_writes('answers')));--> statement-breakpoint
-- People and what lets them in: the program's own work, who administers, and everybody their own.
CREATE POLICY "program" ON "accounts" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "accounts" FOR SELECT
	USING ((SELECT app_opens('people')) OR "id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "posts" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "posts" FOR SELECT
	USING ((SELECT app_opens('people')) OR "account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "sessions" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "sessions" FOR SELECT
	USING ((SELECT app_opens('people')) OR "account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "trusted_devices" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "trusted_devices" FOR SELECT
	USING ((SELECT app_opens('people')) OR "account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "recovery_codes" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "program" ON "sign_in_links" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "program" ON "api_keys" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "api_keys" FOR SELECT
	USING ((SELECT app_opens('people')) OR "account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "screens" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "screens" FOR SELECT USING ((SELECT app_opens('people')));--> statement-breakpoint
CREATE POLICY "program" ON "screen_pairings" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "screen_pairings" FOR SELECT USING ((SELECT app_opens('people')));--> statement-breakpoint
-- The directory is everybody's who says who they are.
CREATE POLICY "program" ON "agencies" USING ((SELECT app_writes('directory')));--> statement-breakpoint
CREATE POLICY "reader" ON "agencies" FOR SELECT USING ((SELECT app_named()));--> statement-breakpoint
CREATE POLICY "program" ON "agency_versions" USING ((SELECT app_writes('directory')));--> statement-breakpoint
CREATE POLICY "reader" ON "agency_versions" FOR SELECT USING ((SELECT app_named()));--> statement-breakpoint
CREATE POLICY "program" ON "agency_aliases" USING ((SELECT app_writes('directory')));--> statement-breakpoint
CREATE POLICY "reader" ON "agency_aliases" FOR SELECT USING ((SELECT app_named()));--> statement-breakpoint
CREATE POLICY "program" ON "agency_successions" USING ((SELECT app_writes('directory')));--> statement-breakpoint
CREATE POLICY "reader" ON "agency_successions" FOR SELECT USING ((SELECT app_named()));--> statement-breakpoint
CREATE POLICY "program" ON "agency_heads" USING ((SELECT app_writes('directory')));--> statement-breakpoint
CREATE POLICY "reader" ON "agency_heads" FOR SELECT USING ((SELECT app_named()));--> statement-breakpoint
-- Its one way in is `append_audit`, which runs as the owner; nobody else may insert.
CREATE POLICY "append" ON "audit" FOR INSERT WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "program" ON "audit" USING ((SELECT app_writes('audit')));--> statement-breakpoint
CREATE POLICY "reader" ON "audit" FOR SELECT USING ((SELECT app_opens('audit')));--> statement-breakpoint
-- FORCE binds the owner too, as whom migrations, tools and the live server work.
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['dossiers', 'dossier_spans', 'due_dates', 'messages', 'freshness', 'quarantine',
		'verifications', 'ledger', 'command_answers', 'accounts', 'posts', 'sessions', 'trusted_devices',
		'recovery_codes', 'sign_in_links', 'api_keys', 'screens', 'screen_pairings', 'agencies', 'agency_versions',
		'agency_aliases', 'agency_successions', 'agency_heads', 'audit']
	LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
	FOR named IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'messages'::regclass LOOP
		EXECUTE format('REVOKE ALL ON %s FROM don_doc_web', named);
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- A policy of `messages` does not hold for a partition that is asked by its own name: nobody but its
-- parent has a way in, and it has no policy that would let a row out.
CREATE OR REPLACE FUNCTION "open_message_month"("month" date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
DECLARE
	named text := 'messages_' || to_char(month, 'YYYY_MM');
BEGIN
	IF month <> date_trunc('month', month)::date THEN
		RAISE EXCEPTION 'not the first day of a month';
	END IF;
	PERFORM pg_advisory_xact_lock(hashtext('open_message_month'));
	IF to_regclass(format('public.%I', named)) IS NOT NULL THEN
		RETURN;
	END IF;
	EXECUTE format('CREATE TABLE %I PARTITION OF messages FOR VALUES FROM (%L) TO (%L)',
		named, month, (month + interval '1 month')::date);
	EXECUTE format('REVOKE ALL ON %I FROM don_doc_web', named);
	EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
	EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
END $$;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "messages", "due_dates", "ledger" FROM "don_doc_web";--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "verifications" FROM "don_doc_web";--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "dossiers", "dossier_spans", "quarantine", "freshness", "agencies" FROM "don_doc_web";--> statement-breakpoint
REVOKE INSERT, DELETE, TRUNCATE ON "ledger_head" FROM "don_doc_web";--> statement-breakpoint
-- Who comes with a cookie or a key is not known yet, so these two look before anybody is named: one row,
-- by an id or a hash that only its bearer has.
CREATE FUNCTION "session_account"("session" uuid) RETURNS TABLE (
	"account_id" int, "email" text, "name" text, "posts" json, "session_version" int, "disabled_at" timestamptz,
	"version" int, "second_factor" boolean, "created_at" timestamptz, "last_seen_at" timestamptz,
	"ends_at" timestamptz, "ended_at" timestamptz
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	reader text := coalesce(current_setting('app.reader', true), '');
	opens text := coalesce(current_setting('app.opens', true), '');
BEGIN
	PERFORM set_config('app.reader', 'system', true), set_config('app.opens', 'people', true);
	RETURN QUERY SELECT a.id, a.email, a.name, (
			SELECT coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'agencyId', p.agency_id,
				'fields', p.fields, 'answersFor', p.answers_for, 'onBehalfOf', p.on_behalf_of,
				'validFrom', p.valid_from, 'validTo', p.valid_to) ORDER BY p.id), '[]')
			FROM posts p WHERE p.account_id = a.id),
		a.session_version, a.disabled_at::timestamptz, s.version, s.second_factor, s.created_at::timestamptz,
		s.last_seen_at::timestamptz, s.ends_at::timestamptz, s.ended_at::timestamptz
	FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.id = session;
	PERFORM set_config('app.reader', reader, true), set_config('app.opens', opens, true);
END $$;--> statement-breakpoint
CREATE FUNCTION "key_by_hash"("given" bytea) RETURNS TABLE (
	"key_id" int, "name" text, "scope" text, "agency_id" int, "backfill" boolean, "ends_at" timestamptz,
	"revoked_at" timestamptz, "last_used_at" timestamptz, "account_id" int, "email" text, "account_name" text,
	"disabled_at" timestamptz, "posts" json
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	reader text := coalesce(current_setting('app.reader', true), '');
	opens text := coalesce(current_setting('app.opens', true), '');
BEGIN
	PERFORM set_config('app.reader', 'system', true), set_config('app.opens', 'people', true);
	RETURN QUERY SELECT k.id, k.name, k.scope, k.agency_id, k.backfill, k.ends_at::timestamptz,
		k.revoked_at::timestamptz, k.last_used_at::timestamptz, a.id, a.email, a.name, a.disabled_at::timestamptz, (
			SELECT coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'agencyId', p.agency_id,
				'fields', p.fields, 'answersFor', p.answers_for, 'onBehalfOf', p.on_behalf_of,
				'validFrom', p.valid_from, 'validTo', p.valid_to) ORDER BY p.id), '[]')
			FROM posts p WHERE p.account_id = a.id)
	FROM api_keys k LEFT JOIN accounts a ON a.id = k.account_id WHERE k.hash = given;
	PERFORM set_config('app.reader', reader, true), set_config('app.opens', opens, true);
END $$;
