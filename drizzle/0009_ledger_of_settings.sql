-- The calendar, the parameters and the thresholds are everybody's as the directory and the catalogue are:
-- every process looks here for whether its copy of the rules is out of date.
ALTER POLICY "rules" ON "ledger" USING ("kind" IN ('agencies', 'procedures', 'settings') AND (SELECT app_named()));
