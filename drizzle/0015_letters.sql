CREATE TABLE "letters" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "letters_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('CV-' || id::text) STORED NOT NULL,
	"kind" text NOT NULL,
	"agency_id" integer,
	"urging" text,
	"frozen" jsonb NOT NULL,
	"said" jsonb NOT NULL,
	"edits" smallint DEFAULT 0 NOT NULL,
	"drafted_at" timestamptz(3) NOT NULL,
	"drafted_by" integer,
	"number" text,
	"issued_on" date,
	"issued_at" timestamptz(3),
	"issued_by" integer,
	CONSTRAINT "letters_code_unique" UNIQUE("code"),
	CONSTRAINT "letters_issued" CHECK (("number" is null) = ("issued_on" is null))
);
--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_drafted_by_accounts_id_fk" FOREIGN KEY ("drafted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_issued_by_accounts_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "letters_agency" ON "letters" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "letters_drafted_by" ON "letters" USING btree ("drafted_by");--> statement-breakpoint
CREATE INDEX "letters_issued_by" ON "letters" USING btree ("issued_by");--> statement-breakpoint
CREATE INDEX "letters_urging" ON "letters" USING btree ("urging");--> statement-breakpoint
CREATE UNIQUE INDEX "letters_number" ON "letters" USING btree (coalesce("agency_id", 0),"number","issued_on");--> statement-breakpoint
-- A letter lists dossiers and tasks, so it is seen by who may see letters of whose it is: the Committee's
-- by who reads the whole province, an agency's by that agency.
CREATE FUNCTION "app_sees_all_letters"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.letters', true) = 'all', false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_letter_agencies"() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.letter_agencies', true), ''), '{}')::int[]
$$;--> statement-breakpoint
CREATE POLICY "program" ON "letters" USING ((SELECT app_writes('letters')));--> statement-breakpoint
CREATE POLICY "reader" ON "letters" FOR SELECT USING ((SELECT app_sees_all_letters())
	OR "agency_id" = ANY ((SELECT app_letter_agencies())::int[]));--> statement-breakpoint
ALTER TABLE "letters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "letters" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- What was counted is frozen and no letter is deleted; what it says and its number may be written.
REVOKE UPDATE, DELETE, TRUNCATE ON "letters" FROM "don_doc_web";--> statement-breakpoint
GRANT UPDATE ("said", "edits", "number", "issued_on", "issued_at", "issued_by") ON "letters" TO "don_doc_web";
