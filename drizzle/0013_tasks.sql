CREATE TABLE "directives" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directives_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('VB-' || id::text) STORED NOT NULL,
	"type" text NOT NULL,
	"number" text,
	"issued_on" date,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"urgency" text,
	"created_at" timestamptz(3) NOT NULL,
	"created_by" integer,
	CONSTRAINT "directives_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "task_events" (
	"task_id" bigint NOT NULL,
	"n" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"account_id" integer,
	CONSTRAINT "task_events_task_id_n_pk" PRIMARY KEY("task_id","n")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tasks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('NV-' || id::text) STORED NOT NULL,
	"directive_id" bigint,
	"path" text,
	"state" text NOT NULL,
	"lead_id" integer NOT NULL,
	"tracker_id" integer NOT NULL,
	"coordinating_ids" integer[] NOT NULL,
	"due" date,
	"folded" jsonb NOT NULL,
	"events" smallint NOT NULL,
	CONSTRAINT "tasks_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "directives" ADD CONSTRAINT "directives_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_events" ADD CONSTRAINT "task_events_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_events" ADD CONSTRAINT "task_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_directive_id_directives_id_fk" FOREIGN KEY ("directive_id") REFERENCES "public"."directives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_lead_id_agencies_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_tracker_id_agencies_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directives_number" ON "directives" USING btree ("number","issued_on");--> statement-breakpoint
CREATE INDEX "directives_created_by" ON "directives" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "task_events_account" ON "task_events" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "tasks_directive" ON "tasks" USING btree ("directive_id");--> statement-breakpoint
CREATE INDEX "tasks_lead" ON "tasks" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "tasks_tracker" ON "tasks" USING btree ("tracker_id");--> statement-breakpoint
-- Whose tasks a reader sees is not whose dossiers: a clerk opens no dossier and receives tasks, the
-- tracking unit of a task has none of its dossiers.
CREATE FUNCTION "app_sees_all_tasks"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(pg_catalog.current_setting('app.tasks', true) = 'all', false)
$$;--> statement-breakpoint
CREATE FUNCTION "app_task_agencies"() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(pg_catalog.current_setting('app.task_agencies', true), ''), '{}')::int[]
$$;--> statement-breakpoint
CREATE POLICY "program" ON "tasks" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "tasks" FOR SELECT USING ((SELECT app_sees_all_tasks())
	OR "lead_id" = ANY ((SELECT app_task_agencies())::int[])
	OR "tracker_id" = ANY ((SELECT app_task_agencies())::int[])
	OR "coordinating_ids" && (SELECT app_task_agencies())::int[]);--> statement-breakpoint
-- These two are read of one task or document at a time, so the look-up under the policy above is one row of an index.
CREATE POLICY "program" ON "task_events" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "task_events" FOR SELECT USING ((SELECT app_sees_all_tasks())
	OR EXISTS (SELECT FROM "tasks" t WHERE t."id" = "task_id"));--> statement-breakpoint
CREATE POLICY "program" ON "directives" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "directives" FOR SELECT USING ((SELECT app_sees_all_tasks())
	OR EXISTS (SELECT FROM "tasks" t WHERE t."directive_id" = "directives"."id"));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['directives', 'tasks', 'task_events'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- What happened to a task is only ever added to; a task is never deleted, it is revoked.
REVOKE UPDATE, DELETE, TRUNCATE ON "task_events", "directives" FROM "don_doc_web";--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "tasks" FROM "don_doc_web";
