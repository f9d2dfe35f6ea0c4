-- Evidence is seen by who sees what it is of: the look-up stands under the policies of that table.
CREATE POLICY "finding" ON "evidence_files" FOR SELECT USING ("owner_kind" = 'finding'
	AND app_sees_evidence("restricted" OR "replaced_by" IS NOT NULL, "account_id")
	AND EXISTS (SELECT FROM "findings" f WHERE f."code" = "owner"));--> statement-breakpoint
CREATE POLICY "inspection" ON "evidence_files" FOR SELECT USING ("owner_kind" = 'inspection'
	AND app_sees_evidence("restricted" OR "replaced_by" IS NOT NULL, "account_id")
	AND EXISTS (SELECT FROM "inspections" i WHERE i."code" = "owner"));--> statement-breakpoint
CREATE POLICY "correction" ON "evidence_files" FOR SELECT USING ("owner_kind" = 'correction'
	AND app_sees_evidence("restricted" OR "replaced_by" IS NOT NULL, "account_id")
	AND EXISTS (SELECT FROM "corrections" c WHERE c."code" = "owner"));
