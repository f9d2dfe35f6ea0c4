ALTER TABLE "evidence_files" DROP CONSTRAINT "evidence_files_task_id_tasks_id_fk";
--> statement-breakpoint
DROP INDEX "evidence_files_task";--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "owner_kind" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "owner" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "sha256_receipt" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" ALTER COLUMN "received_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence_files" DROP COLUMN "task_id";--> statement-breakpoint
ALTER TABLE "evidence_files" DROP COLUMN "sha256";--> statement-breakpoint
ALTER TABLE "evidence_files" DROP COLUMN "kept_at";