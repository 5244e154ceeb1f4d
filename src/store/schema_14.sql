-- Step 14: in which language a title is.

-- BCP 47, as the source gave it; '': not known, or the words are an editor's.
ALTER TABLE release ADD COLUMN language TEXT NOT NULL DEFAULT '';
