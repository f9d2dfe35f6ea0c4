CREATE TABLE "evidence_uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"sender" text NOT NULL,
	"key" text NOT NULL,
	"owner_kind" text NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"sha256_capture" text NOT NULL,
	"event_at" timestamptz(3),
	"captured_at" timestamptz(3) NOT NULL,
	"device_ahead" bigint,
	"kept_location" boolean NOT NULL,
	"masked" boolean NOT NULL,
	"restricted" boolean NOT NULL,
	"replaces" text,
	"delete_on" date,
	"stored" text NOT NULL,
	"begun_at" timestamptz(3) NOT NULL,
	"refused" text,
	"evidence_id" bigint,
	CONSTRAINT "evidence_uploads_stored_unique" UNIQUE("stored")
);
--> statement-breakpoint
CREATE TABLE "evidence_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evidence_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"evidence_id" bigint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"reader" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "task_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "sha256" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "kept_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "owner_kind" text;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "sha256_capture" text;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "sha256_receipt" text;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "event_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "captured_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "received_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "device_ahead" bigint;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "kept_location" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "masked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "version_of" bigint;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "replaced_by" bigint;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "delete_on" date;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD COLUMN "deleted_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "evidence_uploads" ADD CONSTRAINT "evidence_uploads_evidence_id_evidence_files_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_views" ADD CONSTRAINT "evidence_views_evidence_id_evidence_files_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_views" ADD CONSTRAINT "evidence_views_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_uploads_key" ON "evidence_uploads" USING btree ("sender","key");--> statement-breakpoint
CREATE INDEX "evidence_uploads_begun_at" ON "evidence_uploads" USING btree ("begun_at");--> statement-breakpoint
CREATE INDEX "evidence_uploads_evidence" ON "evidence_uploads" USING btree ("evidence_id");--> statement-breakpoint
CREATE INDEX "evidence_views_evidence" ON "evidence_views" USING btree ("evidence_id");--> statement-breakpoint
CREATE INDEX "evidence_views_account" ON "evidence_views" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_version_of_evidence_files_id_fk" FOREIGN KEY ("version_of") REFERENCES "public"."evidence_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_replaced_by_evidence_files_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."evidence_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evidence_files_owner" ON "evidence_files" USING btree ("owner_kind","owner");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_files_version_of" ON "evidence_files" USING btree ("version_of");--> statement-breakpoint
CREATE INDEX "evidence_files_replaced_by" ON "evidence_files" USING btree ("replaced_by");--> statement-breakpoint
CREATE INDEX "evidence_files_delete_on" ON "evidence_files" USING btree ("delete_on") WHERE deleted_at is null;--> statement-breakpoint
-- What was evidence of a task still is; where it lies does not change.
UPDATE "evidence_files" e SET "owner_kind" = 'task', "owner" = t."code", "sha256_receipt" = e."sha256",
	"received_at" = e."kept_at" FROM "tasks" t WHERE t."id" = e."task_id";--> statement-breakpoint
DROP POLICY "program" ON "evidence_files";--> statement-breakpoint
DROP POLICY "reader" ON "evidence_files";--> statement-breakpoint
CREATE POLICY "program" ON "evidence_files" USING ((SELECT app_writes('evidence')));--> statement-breakpoint
-- A file is seen by who sees what it is evidence for: each room of the province adds a policy of its own
-- for its kind of owner. What was replaced and what is restricted is for its sender and for few besides.
CREATE FUNCTION "app_sees_evidence"("closed" boolean, "sender" int) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT NOT closed OR app_opens('evidence') OR coalesce(sender = app_account(), false)
$$;--> statement-breakpoint
CREATE POLICY "task" ON "evidence_files" FOR SELECT USING ("owner_kind" = 'task'
	AND app_sees_evidence("restricted" OR "replaced_by" IS NOT NULL, "account_id")
	AND ((SELECT app_sees_all_tasks()) OR EXISTS (SELECT FROM "tasks" t WHERE t."code" = "owner")));--> statement-breakpoint
-- Beside what it replaces, a new version is all that is ever noted on one.
GRANT UPDATE ("replaced_by") ON "evidence_files" TO "don_doc_web";--> statement-breakpoint
CREATE POLICY "program" ON "evidence_uploads" USING ((SELECT app_writes('evidence')));--> statement-breakpoint
CREATE POLICY "program" ON "evidence_views" USING ((SELECT app_writes('evidence')));--> statement-breakpoint
CREATE POLICY "reader" ON "evidence_views" FOR SELECT USING (((SELECT app_opens('evidence'))
	OR EXISTS (SELECT FROM "evidence_files" e WHERE e."id" = "evidence_id" AND e."account_id" = (SELECT app_account())))
	AND EXISTS (SELECT FROM "evidence_files" e WHERE e."id" = "evidence_id"));--> statement-breakpoint
ALTER TABLE "evidence_uploads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "evidence_uploads" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "evidence_views" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "evidence_views" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "evidence_uploads" FROM "don_doc_web";--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "evidence_views" FROM "don_doc_web";
