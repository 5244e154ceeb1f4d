#include "desk/journal.h"

#include "base/date.h"

/* name="value": what would end the quotes or the line is escaped, so that a line cannot be forged. */
static void quoted(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
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
	buf_addf(out, "time=%s level=%s method=%s", time_rfc3339(request->now, now), failed ? "error" : "info", request->method == HTTP_POST ? "POST" : "GET");
	struct str query = request->target;
	quoted(out, "path", str_cut(&query, '?'));
	buf_addf(out, " status=%d bytes=%zu us=%lld address=" STR_FMT, entry->status, entry->bytes, (long long)entry->took_us, STR_ARG(request->address));
	if (entry->editor.n)
		quoted(out, "editor", entry->editor);
	if (failed)
		quoted(out, "problem", str_of(entry->problem));
	buf_add_char(out, '\n');
}
