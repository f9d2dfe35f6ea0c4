CREATE TABLE "notice_choices" (
	"account_id" integer NOT NULL,
	"level" text NOT NULL,
	"mail" boolean NOT NULL,
	CONSTRAINT "notice_choices_account_id_level_pk" PRIMARY KEY("account_id","level")
);
--> statement-breakpoint
CREATE TABLE "notice_sends" (
	"notice_id" bigint NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"tries" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "notice_sends_notice_id_channel_pk" PRIMARY KEY("notice_id","channel")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" integer NOT NULL,
	"event" text NOT NULL,
	"level" text NOT NULL,
	"subject" text NOT NULL,
	"facts" jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"digest_id" bigint,
	"read_at" timestamptz(3),
	"cleared_at" timestamptz(3),
	CONSTRAINT "notices_once" UNIQUE("account_id","event","level")
);
--> statement-breakpoint
CREATE TABLE "urging_items" (
	"urging_id" bigint NOT NULL,
	"code" text NOT NULL,
	"mark" bigint NOT NULL,
	CONSTRAINT "urging_items_urging_id_code_pk" PRIMARY KEY("urging_id","code")
);
--> statement-breakpoint
CREATE TABLE "urgings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "urgings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('DD-' || id::text) STORED NOT NULL,
	"agency_id" integer NOT NULL,
	"kind" text NOT NULL,
	"question" text NOT NULL,
	"series" integer NOT NULL,
	"n" integer NOT NULL,
	"count" integer NOT NULL,
	"as_of" timestamptz(3) NOT NULL,
	"reply_by" date NOT NULL,
	"text" text NOT NULL,
	"created_by" integer,
	"reply" text,
	"replied_at" timestamptz(3),
	"replied_by" integer,
	CONSTRAINT "urgings_code_unique" UNIQUE("code"),
	CONSTRAINT "urgings_numbered" UNIQUE("agency_id","kind","question","series","n")
);
--> statement-breakpoint
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_sends" ADD CONSTRAINT "notice_sends_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urging_items" ADD CONSTRAINT "urging_items_urging_id_urgings_id_fk" FOREIGN KEY ("urging_id") REFERENCES "public"."urgings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urgings" ADD CONSTRAINT "urgings_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urgings" ADD CONSTRAINT "urgings_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urgings" ADD CONSTRAINT "urgings_replied_by_accounts_id_fk" FOREIGN KEY ("replied_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_sends_waiting" ON "notice_sends" USING btree ("notice_id") WHERE "notice_sends"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "notices_open" ON "notices" USING btree ("account_id","at") WHERE "notices"."cleared_at" is null and "notices"."digest_id" is null;--> statement-breakpoint
CREATE INDEX "notices_subject" ON "notices" USING btree ("subject") WHERE "notices"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "notices_digest" ON "notices" USING btree ("digest_id") WHERE "notices"."digest_id" is not null;--> statement-breakpoint
CREATE INDEX "urgings_created_by" ON "urgings" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "urgings_replied_by" ON "urgings" USING btree ("replied_by");--> statement-breakpoint
-- What somebody is told is theirs alone, whatever else they may see. They say that they have read it, and
-- which of it they want by mail.
CREATE POLICY "program" ON "notices" USING ((SELECT app_writes('notices')));--> statement-breakpoint
CREATE POLICY "reader" ON "notices" FOR SELECT USING ("account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "read" ON "notices" FOR UPDATE USING ("account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "notice_sends" USING ((SELECT app_writes('notices')));--> statement-breakpoint
CREATE POLICY "program" ON "notice_choices" USING ((SELECT app_writes('notices')));--> statement-breakpoint
CREATE POLICY "own" ON "notice_choices" USING ("account_id" = (SELECT app_account()));--> statement-breakpoint
-- An urging is seen with what it lists: dossiers by who opens the agency's dossiers, tasks by who sees its tasks.
CREATE POLICY "program" ON "urgings" USING ((SELECT app_writes('notices')));--> statement-breakpoint
CREATE POLICY "reader" ON "urgings" FOR SELECT USING (CASE "kind"
	WHEN 'dossiers' THEN (SELECT app_sees_all()) OR "agency_id" = ANY ((SELECT app_agencies())::int[])
	ELSE (SELECT app_sees_all_tasks()) OR "agency_id" = ANY ((SELECT app_task_agencies())::int[]) END);--> statement-breakpoint
CREATE POLICY "program" ON "urging_items" USING ((SELECT app_writes('notices')));--> statement-breakpoint
-- Read of one urging at a time, so the look-up under the policy above is one row of an index.
CREATE POLICY "reader" ON "urging_items" FOR SELECT
	USING (EXISTS (SELECT FROM "urgings" u WHERE u."id" = "urging_id"));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['notices', 'notice_sends', 'notice_choices', 'urgings', 'urging_items'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
-- What was said to somebody stays as it was said; an urging's list is frozen, and it is answered once.
REVOKE UPDATE, DELETE, TRUNCATE ON "notices", "urgings", "urging_items" FROM "don_doc_web";--> statement-breakpoint
GRANT UPDATE ("read_at", "cleared_at") ON "notices" TO "don_doc_web";--> statement-breakpoint
GRANT UPDATE ("reply", "replied_at", "replied_by") ON "urgings" TO "don_doc_web";
