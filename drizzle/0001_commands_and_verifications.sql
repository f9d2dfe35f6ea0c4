CREATE TABLE "command_answers" (
	"sender" text NOT NULL,
	"key" text NOT NULL,
	"request" "bytea" NOT NULL,
	"status" integer NOT NULL,
	"answer" jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "command_answers_sender_key_pk" PRIMARY KEY("sender","key")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "verifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"began_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"dossiers" integer NOT NULL,
	"differences" integer,
	"lines" jsonb NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE INDEX "command_answers_at" ON "command_answers" USING btree ("at");--> statement-breakpoint
CREATE INDEX "verifications_ended" ON "verifications" USING btree ("ended_at");