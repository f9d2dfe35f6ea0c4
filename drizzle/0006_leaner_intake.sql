-- The agency of a message comes out of the directory, and none is ever removed from that: saying so
-- once costs nothing, while the foreign key looked each message's agency up again and locked it.
ALTER TABLE "messages" DROP CONSTRAINT "messages_agency_id_agencies_id_fk";--> statement-breakpoint
CREATE TRIGGER "agencies_kept" BEFORE DELETE OR TRUNCATE ON "agencies"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
ALTER TABLE "dossier_spans" DROP CONSTRAINT "dossier_spans_pkey";--> statement-breakpoint
ALTER TABLE "dossier_spans" ADD CONSTRAINT "dossier_spans_dossier_id_id_pk" PRIMARY KEY("dossier_id","id");--> statement-breakpoint
DROP INDEX "dossier_spans_dossier";
