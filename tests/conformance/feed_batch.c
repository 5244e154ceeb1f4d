/* feed_batch: requests on standard input, one JSON object a line, answered one a line. By the member a request has:
 *   {"file": PATH, "url": URL, "headers": {name: value}}   the normalized document
 *   {"html": FRAGMENT, "base": URL}                        {"html": SAFE, "text": PLAIN}
 *   {"date": TEXT}                                         {"date": RFC 3339 or null}
 * The id is given back. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "parse/date_text.h"
#include "parse/feed.h"
#include "parse/html.h"

enum { MAX_FILE = 64 << 20 };

static struct str member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)} : STR_NONE;
}

static json_t *string(struct str s)
{
	return json_stringn(s.n ? s.p : "", s.n);
}

static json_t *parse_file(struct arena *a, const json_t *request)
{
	struct feed_input in = {.url = member(request, "url")};
	struct err err;
	if (!file_read(a, str_cstr(a, member(request, "file")), MAX_FILE, &in.bytes, &err))
		return json_pack("{s:s}", "error", err.text);
	const char *name;
	json_t *value;
	json_object_foreach(json_object_get(request, "headers"), name, value) {
		struct str line = str_printf(a, "%s: %s", name, json_string_value(value));
		strs_add(a, &in.headers, line);
		if (str_istarts(line, S("content-type:")))
			in.content_type = str_trim(str_sub(line, 13, SIZE_MAX));
	}
	struct feed feed;
	feed_parse(a, &in, &feed);
	json_t *document = feed_to_json(&feed);
	json_object_set_new(document, "pipeline_entries", json_integer((json_int_t)feed_entries(a, &feed).n));
	return document;
}

static json_t *answer(struct arena *a, const json_t *request)
{
	if (json_object_get(request, "file"))
		return parse_file(a, request);
	json_t *document = json_object();
	if (json_object_get(request, "html")) {
		struct str html = member(request, "html");
		json_object_set_new(document, "html", string(html_sanitize(a, html, member(request, "base"))));
		json_object_set_new(document, "text", string(html_to_text(a, html, html.n)));
	} else {
		int64_t t;
		char text[TIME_TEXT];
		bool read = date_text_parse(member(request, "date"), &t, NULL);
		json_object_set_new(document, "date", read ? json_string(time_rfc3339(t, text)) : json_null());
	}
	return document;
}

int main(void)
{
	struct arena a CLEANUP_ARENA = {0};
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		json_t *request = json_loads(line, JSON_ALLOW_NUL, NULL);
		json_t *document = answer(&a, request);
		json_object_set(document, "id", json_object_get(request, "id"));
		json_dumpf(document, stdout, JSON_COMPACT);
		putchar('\n');
		fflush(stdout);
		json_decref(document);
		json_decref(request);
		arena_reset(&a);
	}
	free(line);
	return 0;
}
