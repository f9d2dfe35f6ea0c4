ALTER TABLE "findings" ALTER COLUMN "code" DROP EXPRESSION;--> statement-breakpoint
-- A first record of an inspection is its team's, on their days, and of who reads all inspections; what
-- stands alone is of those who inspect. The team sees also what has been confirmed.
DROP POLICY "reader" ON "findings";--> statement-breakpoint
CREATE POLICY "reader" ON "findings" FOR SELECT USING (
	("released_at" IS NOT NULL AND ((SELECT app_sees_all_findings())
		OR "agency_id" = ANY ((SELECT app_finding_agencies())::int[])))
	OR ("inspection" IS NULL AND (SELECT app_sees_all_findings())
		AND "agency_id" <> ALL ((SELECT app_finding_agencies())::int[]))
	OR ("inspection" IS NOT NULL AND EXISTS (SELECT FROM "inspections" i
		WHERE i."code" = "inspection" AND app_works_on_inspection(i."id", i."agency_id"))));
