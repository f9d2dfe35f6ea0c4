CREATE TABLE "correction_events" (
	"correction_id" bigint NOT NULL,
	"n" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"account_id" integer,
	"body" jsonb NOT NULL,
	CONSTRAINT "correction_events_correction_id_n_pk" PRIMARY KEY("correction_id","n")
);
--> statement-breakpoint
CREATE TABLE "correction_items" (
	"correction_id" bigint NOT NULL,
	"dossier_id" bigint NOT NULL,
	"agency_id" integer NOT NULL,
	CONSTRAINT "correction_items_correction_id_dossier_id_pk" PRIMARY KEY("correction_id","dossier_id")
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('DC-' || id::text) STORED NOT NULL,
	"agency_id" integer NOT NULL,
	"kind" text NOT NULL,
	"claim" text NOT NULL,
	"question" text NOT NULL,
	"count" integer NOT NULL,
	"claimed" integer,
	"asked_at" timestamptz(3) NOT NULL,
	"asked_on" date NOT NULL,
	"answer_due" date NOT NULL,
	"state" text NOT NULL,
	"folded" jsonb NOT NULL,
	"events" smallint NOT NULL,
	CONSTRAINT "corrections_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "shift_note_reads" (
	"note_id" bigint NOT NULL,
	"account_id" integer NOT NULL,
	"read_at" timestamptz(3) NOT NULL,
	"read_by" text NOT NULL,
	CONSTRAINT "shift_note_reads_note_id_account_id_pk" PRIMARY KEY("note_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "shift_notes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shift_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"text" text NOT NULL,
	"numbers" jsonb NOT NULL,
	"written_at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"written_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "correction_events" ADD CONSTRAINT "correction_events_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_events" ADD CONSTRAINT "correction_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_items" ADD CONSTRAINT "correction_items_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_items" ADD CONSTRAINT "correction_items_dossier_id_dossiers_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossiers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_note_reads" ADD CONSTRAINT "shift_note_reads_note_id_shift_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."shift_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_note_reads" ADD CONSTRAINT "shift_note_reads_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_notes" ADD CONSTRAINT "shift_notes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "correction_events_account" ON "correction_events" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "correction_items_dossier" ON "correction_items" USING btree ("dossier_id");--> statement-breakpoint
CREATE INDEX "corrections_agency" ON "corrections" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "corrections_under_review" ON "corrections" USING btree ("id") WHERE "corrections"."state" in ('asked', 'accepted');--> statement-breakpoint
CREATE INDEX "shift_note_reads_account" ON "shift_note_reads" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "shift_notes_account" ON "shift_notes" USING btree ("account_id");
--> statement-breakpoint
-- A request is seen by the agency that asked, by who answers for a dossier in it, and by who sees all.
CREATE POLICY "program" ON "corrections" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "corrections" FOR SELECT USING ((SELECT app_sees_all())
	OR "agency_id" = ANY ((SELECT app_agencies())::int[])
	OR EXISTS (SELECT FROM "correction_items" i WHERE i."correction_id" = "corrections"."id"));--> statement-breakpoint
CREATE POLICY "program" ON "correction_items" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "correction_items" FOR SELECT USING ((SELECT app_sees_all())
	OR "agency_id" = ANY ((SELECT app_agencies())::int[]));--> statement-breakpoint
-- Read of one request at a time, so the look-up under the policy above is one row of an index.
CREATE POLICY "program" ON "correction_events" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "correction_events" FOR SELECT
	USING (EXISTS (SELECT FROM "corrections" c WHERE c."id" = "correction_id"));--> statement-breakpoint
-- What one shift says to the next is between those who hold them.
CREATE POLICY "program" ON "shift_notes" USING ((SELECT app_writes('shift')));--> statement-breakpoint
CREATE POLICY "reader" ON "shift_notes" FOR SELECT USING ((SELECT app_opens('shift')));--> statement-breakpoint
CREATE POLICY "program" ON "shift_note_reads" USING ((SELECT app_writes('shift')));--> statement-breakpoint
CREATE POLICY "reader" ON "shift_note_reads" FOR SELECT USING ((SELECT app_opens('shift')));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['corrections', 'correction_items', 'correction_events', 'shift_notes',
			'shift_note_reads'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- Who asked, who answered and when stays for ever; of a request only what its events make of it moves.
REVOKE UPDATE, DELETE, TRUNCATE ON "correction_items", "correction_events", "shift_notes",
	"shift_note_reads" FROM "don_doc_web";--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "corrections" FROM "don_doc_web";--> statement-breakpoint
GRANT UPDATE ("state", "folded", "events") ON "corrections" TO "don_doc_web";
