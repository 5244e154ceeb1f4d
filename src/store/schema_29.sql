-- Step 29: mail addresses of editors, and links that are mailed to them.

CREATE TABLE editor_mail (
	editor INTEGER PRIMARY KEY REFERENCES editor(id),
	wanted TEXT NOT NULL                         -- the address that is to be confirmed; empty: none
) STRICT;
-- editor.email is confirmed from now on. What stood there was not.
INSERT INTO editor_mail (editor, wanted)
	SELECT id, email FROM editor WHERE email <> '' AND active = 1;
UPDATE editor SET email = '';
-- Whoever has the link may do one thing, once.
CREATE TABLE mail_link (
	token   BLOB PRIMARY KEY,                    -- hash of the secret in the link
	kind    INTEGER NOT NULL,                    -- enum mail_link_kind
	about   INTEGER NOT NULL,                    -- the editor
	address TEXT NOT NULL,                       -- where it was mailed to
	made    INTEGER NOT NULL,
	until   INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_link_of ON mail_link(kind, about);
-- An editor who is removed leaves no address; a link to a new password ends with the password, and
-- with the address that it was mailed to.
CREATE TRIGGER editor_left AFTER UPDATE OF active ON editor WHEN new.active = 0
BEGIN
	UPDATE editor SET email = '' WHERE id = new.id;
	DELETE FROM editor_mail WHERE editor = new.id;
	DELETE FROM mail_link WHERE kind IN (0, 1) AND about = new.id;
END;
CREATE TRIGGER editor_reset AFTER UPDATE OF password, email ON editor
	WHEN new.password <> old.password OR new.email <> old.email
BEGIN
	DELETE FROM mail_link WHERE kind = 1 AND about = new.id;
END;
