CREATE TABLE "flag_answers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flag_answers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"flag" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "samples" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "samples_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('MR-' || id::text) STORED NOT NULL,
	"method" text NOT NULL,
	"seed" text NOT NULL,
	"asked" jsonb NOT NULL,
	"population" integer NOT NULL,
	"snapshot" text NOT NULL,
	"snapshot_hash" text NOT NULL,
	"drawn" text[] NOT NULL,
	"drawn_at" timestamptz(3) NOT NULL,
	"drawn_by" integer,
	"drawn_by_name" text NOT NULL,
	CONSTRAINT "samples_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "flag_answers" ADD CONSTRAINT "flag_answers_dossier_id_dossiers_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossiers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_answers" ADD CONSTRAINT "flag_answers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "samples" ADD CONSTRAINT "samples_drawn_by_accounts_id_fk" FOREIGN KEY ("drawn_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "flag_answers_dossier" ON "flag_answers" USING btree ("dossier_id");--> statement-breakpoint
CREATE INDEX "flag_answers_account" ON "flag_answers" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "samples_drawn_by" ON "samples" USING btree ("drawn_by");
--> statement-breakpoint
-- An answer is seen with its dossier, whoever has it now. Read of some dossiers at a time, so the look-up
-- under the policy is one row of an index.
CREATE POLICY "program" ON "flag_answers" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "flag_answers" FOR SELECT
	USING (EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
-- What may be looked at next is for those who look: agencies see no sample.
CREATE POLICY "program" ON "samples" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "samples" FOR SELECT USING ((SELECT app_sees_all()));--> statement-breakpoint
ALTER TABLE "flag_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "flag_answers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "samples" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "samples" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Said once, drawn once: kept as it was.
REVOKE UPDATE, DELETE, TRUNCATE ON "flag_answers", "samples" FROM "don_doc_web";
