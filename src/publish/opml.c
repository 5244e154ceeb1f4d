#include "publish/opml.h"

#include <assert.h>

#include "base/date.h"
#include "base/month.h"
#include "base/url.h"
#include "publish/output.h"
#include "render/view.h"
#include "render/xml.h"

static void add_outline(struct arena *a, struct buf *b, const struct source *source)
{
	struct str title = source->label.n ? source->label : source->name;
	buf_add(b, S("<outline type=\"rss\""));
	xml_add_attribute(b, "text", title);
	xml_add_attribute(b, "title", title);
	xml_add_attribute(b, "xmlUrl", view_link(a, source_text(source, "url")));
	buf_add(b, S("/>\n"));
}

/* OPML 2.0 has dates in the form of RFC 822, with four digits for the year. */
static struct str rfc822_text(struct arena *a, int64_t t)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	struct date d = date_from_time(t);
	int second = (int)(t - date_to_time(d)); /* of the day */
	assert(second >= 0 && second < 24 * 3600);
	return str_printf(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[date_weekday(d)], d.day,
		month_abbr(d.month), d.year, second / 3600, second / 60 % 60, second % 60);
}

struct str opml_write(struct arena *a, const struct site *site, int64_t now)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	buf_add(&b, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>\n"));
	xml_add_element(&b, "title", site->title);
	if (now != NO_TIME)
		xml_add_element(&b, "dateCreated", rfc822_text(a, now));
	xml_add_element(&b, "docs", S("http://opml.org/spec2.opml"));
	buf_add(&b, S("</head>\n<body>\n"));
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].kind == SOURCE_FEED &&
			url_is_web(source_text(&site->sources[i], "url")))
			add_outline(a, &b, &site->sources[i]);
	buf_add(&b, S("</body>\n</opml>\n"));
	return str_copy(a, buf_str(&b));
}

bool output_opml(const struct output_context *c, struct err *err)
{
	(void)err;
	output_add(c, S("sources.opml"), opml_write(c->a, c->site, NO_TIME));
	return true;
}
