CREATE TABLE "apologies" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "apologies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('XL-' || id::text) STORED NOT NULL,
	"dossier_id" bigint NOT NULL,
	"agency_id" integer NOT NULL,
	"form" text NOT NULL,
	"number" text NOT NULL,
	"issued_on" date NOT NULL,
	"cause" text,
	"old_due_on" date NOT NULL,
	"new_due_on" date,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL,
	CONSTRAINT "apologies_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "apology_withdrawals" (
	"apology_id" bigint PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cause_statements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cause_statements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"agency_id" integer NOT NULL,
	"kind" text NOT NULL,
	"declaration_id" bigint,
	"cause" text,
	"nature" text,
	"text" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL,
	CONSTRAINT "cause_statements_kind" CHECK (("cause_statements"."kind" = 'declared') = ("cause_statements"."cause" is not null and "cause_statements"."nature" is not null and "cause_statements"."declaration_id" is null))
);
--> statement-breakpoint
CREATE TABLE "late_causes" (
	"dossier_id" bigint PRIMARY KEY NOT NULL,
	"declaration_id" bigint NOT NULL,
	"cause" text NOT NULL,
	"nature" text NOT NULL,
	"standing" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consultation_ends" (
	"consultation_id" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"answered_on" date,
	"text" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consultations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consultations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text GENERATED ALWAYS AS ('XY-' || id::text) STORED NOT NULL,
	"dossier_id" bigint NOT NULL,
	"agency_id" integer NOT NULL,
	"body_kind" text NOT NULL,
	"asked_id" integer,
	"asked_name" text NOT NULL,
	"number" text NOT NULL,
	"asked_on" date NOT NULL,
	"due_on" date,
	"at" timestamptz(3) NOT NULL,
	"account_id" integer,
	"said_by" text NOT NULL,
	CONSTRAINT "consultations_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "apologies" ADD CONSTRAINT "apologies_dossier_id_dossiers_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossiers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apologies" ADD CONSTRAINT "apologies_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apologies" ADD CONSTRAINT "apologies_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apology_withdrawals" ADD CONSTRAINT "apology_withdrawals_apology_id_apologies_id_fk" FOREIGN KEY ("apology_id") REFERENCES "public"."apologies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apology_withdrawals" ADD CONSTRAINT "apology_withdrawals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause_statements" ADD CONSTRAINT "cause_statements_dossier_id_dossiers_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossiers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause_statements" ADD CONSTRAINT "cause_statements_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause_statements" ADD CONSTRAINT "cause_statements_declaration_id_cause_statements_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."cause_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause_statements" ADD CONSTRAINT "cause_statements_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_causes" ADD CONSTRAINT "late_causes_dossier_id_dossiers_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossiers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_causes" ADD CONSTRAINT "late_causes_declaration_id_cause_statements_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."cause_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_ends" ADD CONSTRAINT "consultation_ends_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_ends" ADD CONSTRAINT "consultation_ends_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_dossier_id_dossiers_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossiers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_asked_id_agencies_id_fk" FOREIGN KEY ("asked_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultations" ADD CONSTRAINT "consultations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "apologies_dossier" ON "apologies" USING btree ("dossier_id");--> statement-breakpoint
CREATE INDEX "apologies_agency" ON "apologies" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "apologies_account" ON "apologies" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "apology_withdrawals_account" ON "apology_withdrawals" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "cause_statements_dossier" ON "cause_statements" USING btree ("dossier_id");--> statement-breakpoint
CREATE INDEX "cause_statements_agency" ON "cause_statements" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "cause_statements_declaration" ON "cause_statements" USING btree ("declaration_id");--> statement-breakpoint
CREATE INDEX "cause_statements_account" ON "cause_statements" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "late_causes_declaration" ON "late_causes" USING btree ("declaration_id");--> statement-breakpoint
CREATE INDEX "consultation_ends_account" ON "consultation_ends" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "consultations_dossier" ON "consultations" USING btree ("dossier_id");--> statement-breakpoint
CREATE INDEX "consultations_agency" ON "consultations" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "consultations_asked" ON "consultations" USING btree ("asked_id");--> statement-breakpoint
CREATE INDEX "consultations_account" ON "consultations" USING btree ("account_id");--> statement-breakpoint
-- What is said about a late dossier is seen with it, whoever has it now.
CREATE POLICY "program" ON "cause_statements" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "cause_statements" FOR SELECT
	USING (EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
CREATE POLICY "program" ON "late_causes" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "late_causes" FOR SELECT
	USING (EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
CREATE POLICY "program" ON "consultations" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "consultations" FOR SELECT
	USING (EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
CREATE POLICY "program" ON "consultation_ends" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "consultation_ends" FOR SELECT
	USING (EXISTS (SELECT FROM "consultations" c WHERE c."id" = "consultation_id"));--> statement-breakpoint
CREATE POLICY "program" ON "apologies" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "apologies" FOR SELECT
	USING (EXISTS (SELECT FROM "dossiers" d WHERE d."id" = "dossier_id"));--> statement-breakpoint
CREATE POLICY "program" ON "apology_withdrawals" USING ((SELECT app_writes('facts')));--> statement-breakpoint
CREATE POLICY "reader" ON "apology_withdrawals" FOR SELECT
	USING (EXISTS (SELECT FROM "apologies" a WHERE a."id" = "apology_id"));--> statement-breakpoint
ALTER TABLE "cause_statements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cause_statements" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "late_causes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "late_causes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consultations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consultations" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consultation_ends" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consultation_ends" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "apologies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "apologies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "apology_withdrawals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "apology_withdrawals" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Said once: kept as it was. Only where a cause stands follows what is said next.
REVOKE UPDATE, DELETE, TRUNCATE ON "cause_statements", "consultations", "consultation_ends",
	"apologies", "apology_withdrawals" FROM "don_doc_web";--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "late_causes" FROM "don_doc_web";
