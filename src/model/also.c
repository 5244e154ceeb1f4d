#include "model/also.h"

#include "base/url.h"

static const struct str NOTHING = S("-"), TOPIC = S("topic/");

static bool read_one(
	struct arena *a, const struct site *site, struct str typed, struct str *line, struct err *err)
{
	struct str url = typed, title = str_collapse(a, str_cut(&url, '|')), target = STR_NONE;
	url = str_trim(url);
	if (url.n && !url_is_web(url))
		return err_set(err, "“" STR_FMT "” is no web address (http:// or https://)", STR_ARG(url));
	if (!title.n)
		return err_set(err, "an address under “also see” needs a title: Title | https://…");
	const struct topic *topic = url.n ? NULL : site_topic_titled(site, title);
	if (url.n)
		target = url;
	else if (topic)
		target = STR_CAT(a, TOPIC, topic->slug);
	*line = STR_CAT(a, topic ? topic->title : title, S("\t"), target);
	return true;
}

/* The next that is not empty. */
static struct str next_of(struct str *rest)
{
	struct str one = STR_NONE;
	while (rest->n && !one.n) {
		size_t end = 0;
		while (end < rest->n && rest->p[end] != '\n' && rest->p[end] != ';')
			end++;
		one = str_trim(str_sub(*rest, 0, end));
		*rest = str_sub(*rest, end + 1, SIZE_MAX);
	}
	return one;
}

bool also_read(
	struct arena *a, const struct site *site, struct str typed, struct str *out, struct err *err)
{
	struct str rest = typed, one;
	size_t n = 0;
	*out = S("");
	if (str_eq(str_trim(typed), NOTHING)) {
		*out = NOTHING;
		return true;
	}
	while ((one = next_of(&rest)).n) {
		struct str line;
		if (n++ >= ALSO_MAX)
			return err_set(err, "“also see” names at most %d pages", ALSO_MAX);
		if (!read_one(a, site, one, &line, err))
			return false;
		*out = out->n ? STR_CAT(a, *out, S("\n"), line) : line;
	}
	return true;
}

struct also_links also_list(struct arena *a, struct str also)
{
	struct also_links links = {0};
	struct str rest = str_eq(also, NOTHING) ? STR_NONE : also;
	while (rest.n) {
		struct str target = str_cut(&rest, '\n'), title = str_cut(&target, '\t');
		links.v = arena_grow(a, links.v, links.n, sizeof *links.v);
		links.v[links.n++] = str_starts(target, TOPIC) ?
			(struct also_link){.title = title, .slug = str_sub(target, TOPIC.n, SIZE_MAX)} :
			(struct also_link){.title = title, .url = target};
	}
	return links;
}

struct str also_typed(struct arena *a, struct str also)
{
	const struct also_links links = also_list(a, also);
	struct str text = str_eq(also, NOTHING) ? NOTHING : S("");
	for (size_t i = 0; i < links.n; i++)
		text = STR_CAT(a, text, i ? S("; ") : S(""), links.v[i].title,
			links.v[i].url.n ? S(" | ") : S(""), links.v[i].url);
	return text;
}
