-- Step 45: the order of the queue, as it was learned from decisions (item/learn.h).
ALTER TABLE item ADD COLUMN prior REAL;          -- the score by judgement alone; NULL: score is it
ALTER TABLE item ADD COLUMN learned TEXT;        -- why it has its score, a line each; NULL: judged
