CREATE TABLE "directive_drafts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directive_drafts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('DT-' || id::text) STORED NOT NULL,
	"text" text NOT NULL,
	"draft" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"created_by" integer,
	"saved_at" timestamptz(3) NOT NULL,
	"saved_by" integer,
	CONSTRAINT "directive_drafts_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "directive_texts" (
	"directive_id" bigint PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"document" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directive_drafts" ADD CONSTRAINT "directive_drafts_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directive_drafts" ADD CONSTRAINT "directive_drafts_saved_by_accounts_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directive_texts" ADD CONSTRAINT "directive_texts_directive_id_directives_id_fk" FOREIGN KEY ("directive_id") REFERENCES "public"."directives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directive_drafts_created_by" ON "directive_drafts" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "directive_drafts_saved_by" ON "directive_drafts" USING btree ("saved_by");--> statement-breakpoint
-- A draft is read by who may issue documents and by nobody else; the text of an issued one by who sees it.
CREATE POLICY "program" ON "directive_drafts" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "directive_drafts" FOR SELECT USING ((SELECT app_opens('drafts')));--> statement-breakpoint
CREATE POLICY "program" ON "directive_texts" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "directive_texts" FOR SELECT USING ((SELECT app_sees_all_tasks())
	OR EXISTS (SELECT FROM "directives" d WHERE d."id" = "directive_id"));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['directive_drafts', 'directive_texts'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "directive_texts" FROM "don_doc_web";--> statement-breakpoint
REVOKE TRUNCATE ON "directive_drafts" FROM "don_doc_web";
