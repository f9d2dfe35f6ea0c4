ALTER TABLE "screens" ADD COLUMN "plan" jsonb;--> statement-breakpoint
ALTER TABLE "screens" ADD COLUMN "former_plan" jsonb;--> statement-breakpoint
ALTER TABLE "screens" ADD COLUMN "telemetry" jsonb;--> statement-breakpoint
ALTER TABLE "screens" ADD COLUMN "wall_order" jsonb;