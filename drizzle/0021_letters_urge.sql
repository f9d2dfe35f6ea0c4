ALTER TABLE "urgings" ALTER COLUMN "reply_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "urges" jsonb;--> statement-breakpoint
ALTER TABLE "urgings" ADD COLUMN "letter" text;--> statement-breakpoint
ALTER TABLE "urgings" ADD COLUMN "letter_number" text;--> statement-breakpoint
ALTER TABLE "urgings" ADD COLUMN "letter_on" date;--> statement-breakpoint
ALTER TABLE "urgings" ADD CONSTRAINT "urgings_of_letter" UNIQUE("letter","agency_id","kind");--> statement-breakpoint
ALTER TABLE "urgings" ADD CONSTRAINT "urgings_letter" CHECK (("letter" is null) = ("letter_number" is null) and ("letter" is null) = ("letter_on" is null));--> statement-breakpoint
ALTER TABLE "urgings" ADD CONSTRAINT "urgings_reply_by" CHECK ("reply_by" is not null or "letter" is not null);