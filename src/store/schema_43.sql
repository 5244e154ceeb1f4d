-- Step 43: corrections for those who were sent an item.

-- The item that the edition corrects: it goes to those alone who were sent that. NULL: it is for
-- the whole list.
ALTER TABLE edition ADD COLUMN about INTEGER REFERENCES item(id);
