ALTER TABLE "quarantine" ADD COLUMN "dismissal" text;--> statement-breakpoint
CREATE INDEX "dossiers_incomplete" ON "dossiers" USING btree ("last_arrival_at") WHERE "dossiers"."phase" = 'incomplete';