CREATE TABLE "rhythms" (
	"agency_id" integer PRIMARY KEY NOT NULL,
	"usual" double precision NOT NULL,
	"days" smallint NOT NULL,
	"learned_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "silences" (
	"agency_id" integer NOT NULL,
	"began_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3) NOT NULL,
	CONSTRAINT "silences_agency_id_ended_at_pk" PRIMARY KEY("agency_id","ended_at")
);
--> statement-breakpoint
ALTER TABLE "rhythms" ADD CONSTRAINT "rhythms_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "silences" ADD CONSTRAINT "silences_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "program" ON "silences" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "silences" FOR SELECT USING ((SELECT app_sees_all())
	OR (SELECT app_opens('operations')) OR "agency_id" = ANY ((SELECT app_agencies())::int[]));--> statement-breakpoint
CREATE POLICY "program" ON "rhythms" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "rhythms" FOR SELECT USING ((SELECT app_sees_all())
	OR (SELECT app_opens('operations')) OR "agency_id" = ANY ((SELECT app_agencies())::int[]));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['silences', 'rhythms'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- The feed's door notes silences; what is learned from them is the owner's to write, and to let go.
REVOKE UPDATE, DELETE, TRUNCATE ON "silences" FROM "don_doc_web";--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "rhythms" FROM "don_doc_web";
