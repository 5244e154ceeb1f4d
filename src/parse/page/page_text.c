#include "parse/page/page_text.h"

#include "parse/text/charset.h"

enum { BYTES_MAX = 8 << 20, META_REACH = 2048 };

/* The encoding that <meta> names (WHATWG HTML 13.2.3.2), as a Content-Type names it. */
static struct str meta_type(struct arena *a, struct str bytes, struct str content_type)
{
	struct str head = str_sub(bytes, 0, META_REACH), name = S("charset=");
	size_t at = str_ifind(head, name), n = 0;
	if (at == STR_NOT_FOUND || str_ifind(content_type, name) != STR_NOT_FOUND)
		return content_type;
	struct str label = str_sub(head, at + name.n, SIZE_MAX);
	while (label.n && (label.p[0] == '"' || label.p[0] == '\''))
		label = str_sub(label, 1, SIZE_MAX);
	while (n < label.n &&
		(is_alpha(label.p[n]) || is_digit(label.p[n]) || label.p[n] == '-' || label.p[n] == '_'))
		n++;
	return STR_CAT(a, S("text/html; charset="), str_sub(label, 0, n));
}

struct str page_text(struct arena *a, struct str bytes, struct str content_type)
{
	struct charset_text text;
	bytes = str_sub(bytes, 0, BYTES_MAX);
	charset_decode(a, bytes, meta_type(a, bytes, content_type), &text);
	return text.text;
}
