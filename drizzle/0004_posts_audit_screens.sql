CREATE TABLE "posts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"account_id" integer NOT NULL,
	"role" text NOT NULL,
	"agency_id" integer,
	"fields" text[] DEFAULT '{}' NOT NULL,
	"answers_for" integer[] DEFAULT '{}' NOT NULL,
	"on_behalf_of" integer,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document" text DEFAULT '' NOT NULL,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"used_at" timestamptz(3),
	CONSTRAINT "recovery_codes_account_id_hash_pk" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" integer NOT NULL,
	"version" integer NOT NULL,
	"second_factor" boolean NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"last_seen_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"address" text NOT NULL,
	"agent" text NOT NULL,
	"ended_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"account_id" integer NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "trusted_devices" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "trusted_devices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"account_id" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"agent" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"last_used_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"revoked_at" timestamptz(3),
	CONSTRAINT "trusted_devices_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"n" bigint PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor" text NOT NULL,
	"account_id" integer,
	"key_id" integer,
	"screen_id" integer,
	"address" text,
	"action" text NOT NULL,
	"subject" text,
	"before" text,
	"after" text,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"n" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_head_one" CHECK ("audit_head"."only")
);
--> statement-breakpoint
CREATE TABLE "screen_pairings" (
	"device_hash" "bytea" PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"address" text NOT NULL,
	"screen_id" integer,
	CONSTRAINT "screen_pairings_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "screens" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "screens_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"agency_id" integer,
	"device_hash" "bytea" NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"former_hash" "bytea",
	"former_until" timestamptz(3),
	"rotated_at" timestamptz(3) NOT NULL,
	"paired_at" timestamptz(3) NOT NULL,
	"paired_by" integer NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"revoked_at" timestamptz(3),
	"last_seen_at" timestamptz(3),
	"address" text,
	"build" text,
	"scene" text,
	CONSTRAINT "screens_device_hash_unique" UNIQUE("device_hash"),
	CONSTRAINT "screens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "agency_heads" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "agency_heads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"agency_id" integer NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"acting" boolean NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "declared_days" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "declared_days_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"document" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"withdrawn_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "parameter_values" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "parameter_values_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"value" double precision NOT NULL,
	"valid_from" date NOT NULL,
	"document" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"withdrawn_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "thresholds" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thresholds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"indicator" text NOT NULL,
	"value" double precision NOT NULL,
	"valid_from" date NOT NULL,
	"document" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"withdrawn_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "totp_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "totp_confirmed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "ends_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaces" integer;--> statement-breakpoint
ALTER TABLE "agency_successions" ADD COLUMN "document" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agency_versions" ADD COLUMN "document" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_on_behalf_of_accounts_id_fk" FOREIGN KEY ("on_behalf_of") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trusted_devices" ADD CONSTRAINT "trusted_devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screen_pairings" ADD CONSTRAINT "screen_pairings_screen_id_screens_id_fk" FOREIGN KEY ("screen_id") REFERENCES "public"."screens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screens" ADD CONSTRAINT "screens_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screens" ADD CONSTRAINT "screens_paired_by_accounts_id_fk" FOREIGN KEY ("paired_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_heads" ADD CONSTRAINT "agency_heads_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "posts_account" ON "posts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "posts_agency" ON "posts" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "posts_on_behalf_of" ON "posts" USING btree ("on_behalf_of");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_links_account" ON "sign_in_links" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "trusted_devices_account" ON "trusted_devices" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_account" ON "audit" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "screen_pairings_screen" ON "screen_pairings" USING btree ("screen_id");--> statement-breakpoint
CREATE INDEX "screens_agency" ON "screens" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "screens_paired_by" ON "screens" USING btree ("paired_by");--> statement-breakpoint
CREATE INDEX "agency_heads_agency" ON "agency_heads" USING btree ("agency_id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_subject_unique" UNIQUE("subject");--> statement-breakpoint
INSERT INTO "audit_head" ("n", "hash") VALUES (0, '\x');--> statement-breakpoint
-- Each part with its length before it, so that no two rows read the same; `-` for what is not there.
CREATE FUNCTION "audit_link"("prev" bytea, "parts" text[]) RETURNS bytea LANGUAGE sql IMMUTABLE
	SET search_path = pg_catalog AS $$
	SELECT sha256(prev || convert_to((
		SELECT string_agg(coalesce(octet_length(convert_to(part, 'UTF8')) || ':' || part, '-'), ',' ORDER BY i)
		FROM unnest(parts) WITH ORDINALITY AS t(part, i)
	), 'UTF8'))
$$;--> statement-breakpoint
-- The only way in: it runs as the owner, and who serves people may call it and not write the table.
CREATE FUNCTION "append_audit"("act_at" timestamptz, "act_actor" text, "act_account" int, "act_key" int,
	"act_screen" int, "act_address" text, "act_action" text, "act_subject" text, "act_before" text,
	"act_after" text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
DECLARE
	link record;
	moment timestamptz := date_trunc('milliseconds', act_at);
	made bytea;
BEGIN
	UPDATE audit_head SET n = n + 1 RETURNING audit_head.n, audit_head.hash INTO link;
	made := audit_link(link.hash, ARRAY[link.n::text, (extract(epoch FROM moment) * 1000)::bigint::text,
		act_actor, act_account::text, act_key::text, act_screen::text, act_address, act_action, act_subject,
		act_before, act_after]);
	INSERT INTO audit (n, at, actor, account_id, key_id, screen_id, address, action, subject, before, after, hash)
		VALUES (link.n, moment, act_actor, act_account, act_key, act_screen, act_address, act_action, act_subject,
			act_before, act_after, made);
	UPDATE audit_head SET hash = made;
	RETURN link.n;
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "audit", "audit_head" FROM "don_doc_web";
