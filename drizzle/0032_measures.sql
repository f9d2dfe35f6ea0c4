CREATE TABLE "measure_people" (
	"measure_id" bigint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "measure_withdrawals" (
	"measure_id" bigint PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "measures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"agency_id" integer NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"decided_on" date NOT NULL,
	"ground" text NOT NULL,
	"of_province" boolean NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL,
	CONSTRAINT "measures_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "measure_people" ADD CONSTRAINT "measure_people_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_withdrawals" ADD CONSTRAINT "measure_withdrawals_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_withdrawals" ADD CONSTRAINT "measure_withdrawals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "measure_withdrawals_account" ON "measure_withdrawals" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "measures_agency" ON "measures" USING btree ("agency_id","decided_on");--> statement-breakpoint
CREATE INDEX "measures_account" ON "measures" USING btree ("account_id");--> statement-breakpoint
CREATE FUNCTION "app_sees_all_measures"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.measures', true) = 'all', false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_measure_agencies"() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.measure_agencies', true), ''), '{}')::int[]
$$;--> statement-breakpoint
-- Measures against officials are for few to read: leaders, the Office, and the head of the very agency.
CREATE POLICY "program" ON "measures" USING ((SELECT app_writes('measures')));--> statement-breakpoint
CREATE POLICY "reader" ON "measures" FOR SELECT USING ((SELECT app_sees_all_measures())
	OR "agency_id" = ANY ((SELECT app_measure_agencies())::int[]));--> statement-breakpoint
-- Read of one measure at a time, so the look-up under the policy above is one row of an index.
CREATE POLICY "program" ON "measure_people" USING ((SELECT app_writes('measures')));--> statement-breakpoint
CREATE POLICY "reader" ON "measure_people" FOR SELECT
	USING (EXISTS (SELECT FROM "measures" m WHERE m."id" = "measure_id"));--> statement-breakpoint
CREATE POLICY "program" ON "measure_withdrawals" USING ((SELECT app_writes('measures')));--> statement-breakpoint
CREATE POLICY "reader" ON "measure_withdrawals" FOR SELECT
	USING (EXISTS (SELECT FROM "measures" m WHERE m."id" = "measure_id"));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['measures', 'measure_people', 'measure_withdrawals'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "measures", "measure_people", "measure_withdrawals" FROM "don_doc_web";
