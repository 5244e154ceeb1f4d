#include "publish/opml.h"

#include "base/date.h"
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

struct str opml_write(struct arena *a, const struct site *site, int64_t now)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	char date[TIME_TEXT];
	buf_add(&b, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>\n"));
	xml_add_element(&b, "title", site->title);
	if (now != NO_TIME)
		xml_add_element(&b, "dateCreated", str_of(time_rfc822(now, date)));
	xml_add_element(&b, "docs", S("http://opml.org/spec2.opml"));
	buf_add(&b, S("</head>\n<body>\n"));
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].kind == SOURCE_FEED &&
			url_is_web(source_text(&site->sources[i], "url")))
			add_outline(a, &b, &site->sources[i]);
	buf_add(&b, S("</body>\n</opml>\n"));
	return str_copy(a, buf_str(&b));
}

bool output_opml(const struct output_context *c, const struct due *due, struct err *err)
{
	(void)due;
	return output_write(c, S("sources.opml"), opml_write(c->a, c->site, NO_TIME), err);
}
