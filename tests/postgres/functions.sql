-- What tests look at rows with, and SQLite has by itself.
CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql AS $$ SELECT upper(encode($1, 'hex')) $$;
CREATE FUNCTION add_to_list(text, anyelement) RETURNS text LANGUAGE sql
	AS $$ SELECT concat_ws(',', $1, $2) $$;
CREATE AGGREGATE group_concat(anyelement) (SFUNC = add_to_list, STYPE = text);
CREATE AGGREGATE group_concat(text, text)
	(SFUNC = string_agg_transfn, STYPE = internal, FINALFUNC = string_agg_finalfn);
