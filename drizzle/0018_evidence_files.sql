CREATE TABLE "evidence_files" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evidence_files_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('MC-' || id::text) STORED NOT NULL,
	"task_id" bigint NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"stored" text NOT NULL,
	"kept_at" timestamptz(3) NOT NULL,
	"account_id" integer,
	CONSTRAINT "evidence_files_code_unique" UNIQUE("code"),
	CONSTRAINT "evidence_files_stored_unique" UNIQUE("stored")
);
--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evidence_files_task" ON "evidence_files" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "evidence_files_account" ON "evidence_files" USING btree ("account_id");--> statement-breakpoint
-- Evidence is seen by who sees its task, and is never exchanged for another or taken away.
CREATE POLICY "program" ON "evidence_files" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "evidence_files" FOR SELECT USING ((SELECT app_sees_all_tasks())
	OR EXISTS (SELECT FROM "tasks" t WHERE t."id" = "task_id"));--> statement-breakpoint
ALTER TABLE "evidence_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "evidence_files" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "evidence_files" FROM "don_doc_web";
