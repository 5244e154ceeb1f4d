-- Step 30: pages that editors add by their addresses.

-- Why a page gives nothing (enum addition_fault), as the last look found; 0: nothing is known.
ALTER TABLE addition ADD COLUMN fault INTEGER NOT NULL DEFAULT 0;
