#include "desk/journal.h"

#include "base/date.h"
#include "base/utf8.h"

/* One of the two bytes of U+0080 to U+009F: alone, each would still be a command to some terminals.
 */
static bool is_c1(struct str text, size_t at)
{
	struct str pair = str_sub(text, (unsigned char)text.p[at] == 0xc2 || !at ? at : at - 1, 2);
	return pair.n == 2 && (unsigned char)pair.p[0] == 0xc2 && (unsigned char)pair.p[1] < 0xa0;
}

/* name="value": what would end the quotes or the line is escaped, so that a line cannot be forged;
 * so is what is no UTF-8, and what a terminal would take for a command. */
static void quoted(struct buf *out, const char *name, struct str value)
{
	bool text = utf8_valid(value);
	buf_addf(out, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", c);
		else if (c < ' ' || c == 0x7f || (c >= 0x80 && !text) || is_c1(value, i))
			buf_addf(out, "\\x%02x", c);
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

void journal_write(const struct journal_entry *entry, struct buf *out)
{
	const struct http_request *request = entry->request;
	bool failed = entry->problem && *entry->problem;
	char now[TIME_TEXT];
	buf_addf(out, "time=%s level=%s method=%s", time_rfc3339(request->now, now),
		failed ? "error" : "info", request->method == HTTP_POST ? "POST" : "GET");
	struct str query = request->target;
	quoted(out, "path", str_cut(&query, '?'));
	buf_addf(out, " status=%d bytes=%zu us=%lld address=" STR_FMT, entry->status, entry->bytes,
		(long long)entry->took_us, STR_ARG(request->address));
	if (entry->editor.n)
		quoted(out, "editor", entry->editor);
	if (failed)
		quoted(out, "problem", str_of(entry->problem));
	buf_add_char(out, '\n');
}
