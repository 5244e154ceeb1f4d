#include "desk/csv.h"

#include "base/array.h"

/* Whether a spreadsheet may take what begins so for a formula; some do with wide forms, too. */
static bool is_formula(struct str rest)
{
	static const struct str signs[] = {
		S("="), S("+"), S("-"), S("@"), S("＝"), S("＋"), S("－"), S("＠")};
	for (size_t i = 0; i < ARRAY_COUNT(signs); i++)
		if (str_starts(rest, signs[i]))
			return true;
	return false;
}

void csv_begin(struct http_response *response, struct str file, struct str head)
{
	response->type = S("text/csv; charset=utf-8");
	http_header_set(response, "Content-Disposition", file);
	buf_add(&response->body, head);
	buf_add(&response->body, S("\r\n"));
}

void csv_cell(struct buf *b, struct str text, bool last)
{
	bool front = true;
	buf_add_char(b, '"');
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (front && is_formula(str_sub(text, i, SIZE_MAX)))
			buf_add_char(b, '\'');
		front = str_find_char(S(";|\t\r\n"), c) != STR_NOT_FOUND ||
			(front && (c == ' ' || c == '"'));
		if (c == '"')
			buf_add_char(b, '"');
		buf_add_char(b, c);
	}
	buf_add(b, last ? S("\"\r\n") : S("\","));
}
