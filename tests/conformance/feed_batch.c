/* feed_batch: requests on standard input, one JSON object a line, answered one a line. By the member a request has:
 *   {"file": PATH, "url": URL, "headers": {name: value}}   the normalized document
 *   {"html": FRAGMENT, "base": URL}                        {"html": SAFE, "text": PLAIN}
 *   {"hex": BYTES}                                         {"valid": whether they are UTF-8, "text": as it is stored}
 * The id is given back. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
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

static json_t *make_safe(struct arena *a, const json_t *request)
{
	struct str html = member(request, "html");
	json_t *document = json_object();
	json_object_set_new(document, "html", string(html_sanitize(a, html, member(request, "base"))));
	json_object_set_new(document, "text", string(html_to_text(a, html, html.n)));
	return document;
}

static json_t *clean_text(struct arena *a, const json_t *request)
{
	struct str hex = member(request, "hex");
	unsigned char *bytes = arena_alloc(a, hex.n + 1);
	size_t n = 0;
	if (sodium_hex2bin(bytes, hex.n, hex.p, hex.n, NULL, &n, NULL))
		return json_pack("{s:s}", "error", "not hexadecimal");
	struct str text = {(const char *)bytes, n};
	json_t *document = json_object();
	json_object_set_new(document, "valid", json_boolean(utf8_valid(text)));
	json_object_set_new(document, "text", string(utf8_clean(a, text)));
	return document;
}

static json_t *answer(struct arena *a, const json_t *request)
{
	if (json_object_get(request, "file"))
		return parse_file(a, request);
	return json_object_get(request, "html") ? make_safe(a, request) : clean_text(a, request);
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
