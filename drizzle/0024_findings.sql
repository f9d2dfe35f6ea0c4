CREATE TABLE "finding_events" (
	"finding_id" bigint NOT NULL,
	"n" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"account_id" integer,
	"said_by" text,
	CONSTRAINT "finding_events_finding_id_n_pk" PRIMARY KEY("finding_id","n")
);
--> statement-breakpoint
CREATE TABLE "finding_people" (
	"finding_id" bigint PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('TT-' || id::text) STORED NOT NULL,
	"agency_id" integer NOT NULL,
	"inspection" text,
	"category" text NOT NULL,
	"severity" text NOT NULL,
	"state" text NOT NULL,
	"dossiers" text[] NOT NULL,
	"task" text,
	"logged_at" timestamptz(3) NOT NULL,
	"logged_by" integer,
	"released_at" timestamptz(3),
	"sent_as" text,
	"folded" jsonb NOT NULL,
	"events" smallint NOT NULL,
	CONSTRAINT "findings_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "finding_events" ADD CONSTRAINT "finding_events_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_events" ADD CONSTRAINT "finding_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_people" ADD CONSTRAINT "finding_people_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_logged_by_accounts_id_fk" FOREIGN KEY ("logged_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "finding_events_account" ON "finding_events" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "findings_sent" ON "findings" USING btree ("logged_by","sent_as");--> statement-breakpoint
CREATE INDEX "findings_agency" ON "findings" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "findings_inspection" ON "findings" USING btree ("inspection");--> statement-breakpoint
CREATE INDEX "findings_task" ON "findings" USING btree ("task");--> statement-breakpoint
CREATE INDEX "findings_dossiers" ON "findings" USING gin ("dossiers");
--> statement-breakpoint
CREATE FUNCTION "app_sees_all_findings"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.findings', true) = 'all', false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_finding_agencies"() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.finding_agencies', true), ''), '{}')::int[]
$$;--> statement-breakpoint
-- A first record is for those who inspect and for the Committee: its agency sees it from when the team
-- leader has confirmed it, which is never before the inspection is opened. Somebody who sees all but
-- holds a post in the agency sees of it no more than the agency does.
CREATE POLICY "program" ON "findings" USING ((SELECT app_writes('findings')));--> statement-breakpoint
CREATE POLICY "reader" ON "findings" FOR SELECT USING (
	CASE WHEN (SELECT app_sees_all_findings())
		THEN "released_at" IS NOT NULL OR "agency_id" <> ALL ((SELECT app_finding_agencies())::int[])
		ELSE "released_at" IS NOT NULL AND "agency_id" = ANY ((SELECT app_finding_agencies())::int[])
	END);--> statement-breakpoint
-- Read of one finding at a time, so the look-up under the policy above is one row of an index.
CREATE POLICY "program" ON "finding_events" USING ((SELECT app_writes('findings')));--> statement-breakpoint
CREATE POLICY "reader" ON "finding_events" FOR SELECT
	USING (EXISTS (SELECT FROM "findings" f WHERE f."id" = "finding_id"));--> statement-breakpoint
CREATE POLICY "program" ON "finding_people" USING ((SELECT app_writes('finding_people')));--> statement-breakpoint
CREATE POLICY "reader" ON "finding_people" FOR SELECT USING ((SELECT app_opens('finding_people'))
	AND EXISTS (SELECT FROM "findings" f WHERE f."id" = "finding_id"));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['findings', 'finding_events', 'finding_people'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- What happened to a finding is only ever added to; a finding is never deleted, it is withdrawn.
REVOKE UPDATE, DELETE, TRUNCATE ON "finding_events", "finding_people" FROM "don_doc_web";--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "findings" FROM "don_doc_web";
