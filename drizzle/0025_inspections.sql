CREATE TABLE "inspection_events" (
	"inspection_id" bigint NOT NULL,
	"n" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"shown" boolean NOT NULL,
	"account_id" integer,
	CONSTRAINT "inspection_events_inspection_id_n_pk" PRIMARY KEY("inspection_id","n")
);
--> statement-breakpoint
CREATE TABLE "inspection_members" (
	"inspection_id" bigint NOT NULL,
	"account_id" integer NOT NULL,
	"leads" boolean NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	CONSTRAINT "inspection_members_inspection_id_account_id_pk" PRIMARY KEY("inspection_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "inspection_templates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inspection_templates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"version" smallint NOT NULL,
	"name" text NOT NULL,
	"items" jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	CONSTRAINT "inspection_templates_version" UNIQUE("key","version")
);
--> statement-breakpoint
CREATE TABLE "inspections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inspections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"year" smallint NOT NULL,
	"agency_id" integer NOT NULL,
	"state" text NOT NULL,
	"from_day" date,
	"to_day" date,
	"shown_at" timestamptz(3),
	"folded" jsonb NOT NULL,
	"events" smallint NOT NULL,
	CONSTRAINT "inspections_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "inspection_events" ADD CONSTRAINT "inspection_events_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_events" ADD CONSTRAINT "inspection_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_members" ADD CONSTRAINT "inspection_members_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_members" ADD CONSTRAINT "inspection_members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_templates" ADD CONSTRAINT "inspection_templates_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inspection_events_account" ON "inspection_events" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "inspection_members_account" ON "inspection_members" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "inspection_templates_account" ON "inspection_templates" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "inspections_agency" ON "inspections" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "inspections_year" ON "inspections" USING btree ("year");
--> statement-breakpoint
-- An unannounced inspection does not exist for the agency that it will visit until it opens there, whoever
-- of that agency asks and with whatever other post. `app.inspection_agencies` are the agencies of the
-- reader; `app.inspections` = 'all' reads those of all others.
CREATE FUNCTION "app_sees_all_inspections"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.inspections', true) = 'all', false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_inspection_agencies"() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.inspection_agencies', true), ''), '{}')::int[]
$$;--> statement-breakpoint
-- The domain's day, on which memberships are looked at; unknown: nobody is a member.
CREATE FUNCTION "app_today"() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT nullif(pg_catalog.current_setting('app.today', true), '')::date
$$;--> statement-breakpoint
CREATE POLICY "program" ON "inspection_members" USING ((SELECT app_writes('inspections')));--> statement-breakpoint
CREATE POLICY "reader" ON "inspection_members" FOR SELECT USING ("account_id" = (SELECT app_account()));--> statement-breakpoint
-- Whose work an inspection is: who reads all of them, and its members on their days; never one of the
-- inspected agency.
CREATE FUNCTION "app_works_on_inspection"("inspection" bigint, "inspected" int) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT NOT inspected = ANY (app_inspection_agencies()) AND (app_sees_all_inspections() OR EXISTS (
		SELECT FROM "inspection_members" m WHERE m."inspection_id" = inspection AND m."account_id" = app_account()
			AND app_today() >= m."from_day" AND (m."to_day" IS NULL OR app_today() <= m."to_day")))
$$;--> statement-breakpoint
CREATE POLICY "program" ON "inspections" USING ((SELECT app_writes('inspections')));--> statement-breakpoint
-- What has been concluded is told to whoever reads the whole province.
CREATE POLICY "reader" ON "inspections" FOR SELECT USING (
	("shown_at" IS NOT NULL AND "agency_id" = ANY ((SELECT app_inspection_agencies())::int[]))
	OR ("state" = 'concluded' AND (SELECT app_sees_all()))
	OR app_works_on_inspection("id", "agency_id"));--> statement-breakpoint
CREATE POLICY "program" ON "inspection_events" USING ((SELECT app_writes('inspections')));--> statement-breakpoint
CREATE POLICY "reader" ON "inspection_events" FOR SELECT USING (EXISTS (
	SELECT FROM "inspections" i WHERE i."id" = "inspection_id"
		AND ("shown" OR app_works_on_inspection(i."id", i."agency_id"))));--> statement-breakpoint
CREATE POLICY "program" ON "inspection_templates" USING ((SELECT app_writes('inspections')));--> statement-breakpoint
CREATE POLICY "reader" ON "inspection_templates" FOR SELECT USING ((SELECT app_named()));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['inspections', 'inspection_events', 'inspection_members', 'inspection_templates'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- What happened is only ever added to; an inspection is never deleted, it is cancelled.
REVOKE UPDATE, DELETE, TRUNCATE ON "inspection_events", "inspection_templates" FROM "don_doc_web";--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "inspections" FROM "don_doc_web";
