#include "parse/feed/document.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/html/html.h"

struct str feed_text_plain(struct arena *a, const struct text_construct *text, size_t max)
{
	return text->type == TEXT_PLAIN ? html_plain_text(a, text->raw, max) :
									  html_to_text(a, text->raw, max);
}

struct str feed_text_lines(struct arena *a, const struct text_construct *text, size_t max)
{
	return text->type == TEXT_PLAIN ? html_plain_text(a, text->raw, max) :
									  html_to_lines(a, text->raw, max);
}

struct str feed_text_html(struct arena *a, const struct text_construct *text)
{
	if (text->type != TEXT_PLAIN)
		return html_sanitize(a, text->raw, text->base, HTML_FORMATTED);
	struct buf escaped CLEANUP_BUF = buf_new(text->raw.n * 6);
	buf_add_html(&escaped, utf8_clean(a, text->raw));
	return str_copy(a, buf_str(&escaped));
}
