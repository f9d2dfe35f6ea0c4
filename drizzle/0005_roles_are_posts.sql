-- What each account was, it goes on being: from the first day of the two-level province on.
INSERT INTO "posts" ("account_id", "role", "agency_id", "valid_from", "created_at")
	SELECT "id", "role", "agency_id", '2025-07-01', "created_at" FROM "accounts";--> statement-breakpoint
ALTER TABLE "ended_sessions" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "ended_sessions" CASCADE;--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_agency_id_agencies_id_fk";
--> statement-breakpoint
DROP INDEX "accounts_agency";--> statement-breakpoint
ALTER TABLE "accounts" DROP COLUMN "role";--> statement-breakpoint
ALTER TABLE "accounts" DROP COLUMN "agency_id";
