CREATE TABLE "opinions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "opinions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('YK-' || id::text) STORED NOT NULL,
	"state" text NOT NULL,
	"agency_id" integer NOT NULL,
	"text" text NOT NULL,
	"due" date NOT NULL,
	"cause" jsonb NOT NULL,
	"counted" double precision,
	"counted_at" timestamptz(3) NOT NULL,
	"leader_id" integer NOT NULL,
	"prepared_by" integer NOT NULL,
	"prepared_at" timestamptz(3) NOT NULL,
	"given_at" timestamptz(3),
	"settled_at" timestamptz(3),
	"settled_by" integer,
	"word" text,
	"task_id" bigint,
	CONSTRAINT "opinions_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "task_series" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_series_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('DK-' || id::text) STORED NOT NULL,
	"directive_id" bigint,
	"path" text,
	"terms" jsonb NOT NULL,
	"rule" jsonb NOT NULL,
	"starts_on" date NOT NULL,
	"next_from" date NOT NULL,
	"ended_on" date,
	"ended_by" text,
	CONSTRAINT "task_series_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "series_id" bigint;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "period" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "origin_system" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "origin_number" text;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_leader_id_accounts_id_fk" FOREIGN KEY ("leader_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_prepared_by_accounts_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_settled_by_accounts_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_series" ADD CONSTRAINT "task_series_directive_id_directives_id_fk" FOREIGN KEY ("directive_id") REFERENCES "public"."directives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "opinions_agency" ON "opinions" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "opinions_leader" ON "opinions" USING btree ("leader_id");--> statement-breakpoint
CREATE INDEX "opinions_prepared_by" ON "opinions" USING btree ("prepared_by");--> statement-breakpoint
CREATE INDEX "opinions_settled_by" ON "opinions" USING btree ("settled_by");--> statement-breakpoint
CREATE INDEX "opinions_task" ON "opinions" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "task_series_directive" ON "task_series" USING btree ("directive_id");--> statement-breakpoint
CREATE INDEX "task_series_next" ON "task_series" USING btree ("next_from") WHERE ended_on is null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_series_id_task_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."task_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_period" ON "tasks" USING btree ("series_id","period");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_origin" ON "tasks" USING btree ("origin_system","origin_number");--> statement-breakpoint
-- A series is the program's: its periods are tasks, and are seen as such.
CREATE POLICY "program" ON "task_series" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "task_series" FOR SELECT USING ((SELECT app_sees_all_tasks())
	OR EXISTS (SELECT FROM "tasks" t WHERE t."series_id" = "task_series"."id"));--> statement-breakpoint
-- What a leader says is theirs and the writer's, and the office's from when it was given.
CREATE POLICY "program" ON "opinions" USING ((SELECT app_writes('tasks')));--> statement-breakpoint
CREATE POLICY "reader" ON "opinions" FOR SELECT USING ("leader_id" = (SELECT app_account())
	OR "prepared_by" = (SELECT app_account())
	OR ("given_at" IS NOT NULL AND (SELECT app_opens('drafts'))));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['task_series', 'opinions'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- The number that an opinion came of, and what was counted then, are never changed.
REVOKE UPDATE, DELETE, TRUNCATE ON "task_series", "opinions" FROM "don_doc_web";--> statement-breakpoint
GRANT UPDATE ("next_from", "ended_on", "ended_by") ON "task_series" TO "don_doc_web";--> statement-breakpoint
GRANT UPDATE ("state", "text", "due", "given_at", "settled_at", "settled_by", "word", "task_id") ON "opinions" TO "don_doc_web";--> statement-breakpoint
-- Tasks from before have none of what was added to them.
UPDATE "tasks" SET "folded" = '{"cause": null, "origin": null, "responsible": null, "executingUnit": null, "recurrence": null, "period": null, "toldAt": null}'::jsonb || "folded";
