-- Step 21: more words of editors: the official title, address, label, lead line and "(Also see …)".

ALTER TABLE item ADD COLUMN lead TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN also TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN lead TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN also TEXT NOT NULL DEFAULT ''; -- as model/also.h writes it
ALTER TABLE item ADD COLUMN edited_official_title TEXT;
ALTER TABLE item ADD COLUMN edited_url TEXT;
ALTER TABLE item ADD COLUMN edited_label TEXT;
ALTER TABLE item ADD COLUMN edited_lead TEXT;
ALTER TABLE item ADD COLUMN edited_also TEXT;
-- The status that the trial had when its lead line was worded.
ALTER TABLE item ADD COLUMN lead_status TEXT NOT NULL DEFAULT '';
