CREATE TABLE "morning_pages" (
	"day" date PRIMARY KEY NOT NULL,
	"as_of" timestamptz(3) NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"made_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "morning_sends" (
	"day" date NOT NULL,
	"account_id" integer NOT NULL,
	"state" text NOT NULL,
	"tries" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"not_before" timestamptz(3) NOT NULL,
	CONSTRAINT "morning_sends_day_account_id_pk" PRIMARY KEY("day","account_id")
);
--> statement-breakpoint
CREATE TABLE "morning_subscribers" (
	"account_id" integer PRIMARY KEY NOT NULL,
	"since" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "morning_sends" ADD CONSTRAINT "morning_sends_day_morning_pages_day_fk" FOREIGN KEY ("day") REFERENCES "public"."morning_pages"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "morning_sends" ADD CONSTRAINT "morning_sends_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "morning_subscribers" ADD CONSTRAINT "morning_subscribers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "morning_sends_account" ON "morning_sends" USING btree ("account_id");--> statement-breakpoint
-- A page is of figures: whoever sees those of the province reads it, and only the program makes one.
CREATE POLICY "program" ON "morning_pages" FOR INSERT WITH CHECK ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "morning_pages" FOR SELECT
	USING ((SELECT coalesce(current_setting('app.aggregates', true) = 'on', false)));--> statement-breakpoint
CREATE POLICY "program" ON "morning_subscribers" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "morning_subscribers" FOR SELECT USING ("account_id" = (SELECT app_account()));--> statement-breakpoint
CREATE POLICY "program" ON "morning_sends" USING ((SELECT app_writes('people')));--> statement-breakpoint
CREATE POLICY "reader" ON "morning_sends" FOR SELECT USING ("account_id" = (SELECT app_account()));--> statement-breakpoint
DO $$
DECLARE named text;
BEGIN
	FOREACH named IN ARRAY ARRAY['morning_pages', 'morning_subscribers', 'morning_sends'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
	END LOOP;
END $$;--> statement-breakpoint
CREATE TRIGGER "morning_pages_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "morning_pages"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "morning_pages", "morning_sends" FROM "don_doc_web";--> statement-breakpoint
REVOKE UPDATE, TRUNCATE ON "morning_subscribers" FROM "don_doc_web";
