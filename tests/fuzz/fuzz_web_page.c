#include <stdlib.h>

#include "base/bidi.h"
#include "base/url.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "parse/page/web_page.h"

/* One line of UTF-8, of at most so many bytes, that turns no direction of writing behind it. */
static void check(struct arena *a, struct str text, size_t max)
{
	if (text.n > max || !utf8_valid(text) || !str_eq(utf8_clean(a, text), text) ||
		!str_eq(bidi_close(a, text), text) || (text.n && memchr(text.p, '\n', text.n)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct web_page page;
	web_page_read(&a, fuzz_bytes(data, size), S("https://page.example/kept/one"), STR_NONE, &page);
	check(&a, page.title, WEB_PAGE_TITLE_MAX);
	check(&a, page.summary, WEB_PAGE_SUMMARY_MAX);
	check(&a, page.site, WEB_PAGE_SITE_MAX);
	if (page.day.year && !date_valid(page.day))
		abort();
	struct url url;
	if (page.url.n &&
		(!url_parse(&a, page.url, &url) || url.port.n ||
			(!str_eq(url.host, S("page.example")) && !str_eq(url.host, S("www.page.example")))))
		abort();
	return 0;
}
