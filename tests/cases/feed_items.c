/* feed_items: reads requests from standard input, each a line of JSON: {"file": PATH, "url": URL,
 * "headers": {name: value}}. Answers each with a line: the normalized document, with a member
 * "items" for the entries that the pipeline takes from it. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "match/native.h"
#include "parse/feed/feed.h"

enum { MAX_FILE = 1 << 20 };

static struct str member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	return json_is_string(value) ?
		(struct str){json_string_value(value), json_string_length(value)} :
		STR_NONE;
}

static json_t *string(struct str s)
{
	return json_stringn(s.n ? s.p : "", s.n);
}

static json_t *items(struct entries entries)
{
	json_t *list = json_array();
	for (size_t i = 0; i < entries.n; i++) {
		const struct entry *e = &entries.v[i];
		const struct {
			const char *name;
			struct str value;
		} members[] = {{"native", e->native}, {"guid", e->guid}, {"url", e->url},
			{"title", e->title}, {"lead", e->lead}, {"text", e->text}, {"author", e->author},
			{"publisher", e->publisher}, {"pmid", e->keys.pmid}, {"doi", e->keys.doi},
			{"nct", e->keys.nct}};
		json_t *item = json_object();
		for (size_t m = 0; m < sizeof members / sizeof *members; m++)
			json_object_set_new(item, members[m].name, string(members[m].value));
		char text[TIME_TEXT];
		if (e->published != NO_TIME)
			json_object_set_new(item, "published", json_string(time_rfc3339(e->published, text)));
		json_array_append_new(list, item);
	}
	return list;
}

static json_t *parse_file(struct arena *a, const json_t *request)
{
	struct feed_input in = {.url = member(request, "url")};
	struct err err;
	if (!file_read(a, str_cstr(a, member(request, "file")), MAX_FILE, &in.bytes, &err))
		return json_pack("{s:s}", "error", err.text);
	const char *name;
	json_t *value;
	json_object_foreach (json_object_get(request, "headers"), name, value) {
		struct str line = str_printf(a, "%s: %s", name, json_string_value(value));
		strs_add(a, &in.headers, line);
		if (str_istarts(line, S("content-type:")))
			in.content_type = str_trim(str_sub(line, 13, SIZE_MAX));
	}
	struct feed feed;
	feed_parse(a, &in, &feed);
	json_t *document = feed_to_json(&feed);
	struct entries entries = feed_entries(a, &feed);
	match_natives(a, &entries);
	json_object_set_new(document, "items", items(entries));
	return document;
}

int main(void)
{
	struct arena a CLEANUP_ARENA = {0};
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		json_t *request = json_loads(line, 0, NULL);
		json_t *document = parse_file(&a, request);
		json_dumpf(document, stdout, JSON_COMPACT);
		putchar('\n');
		json_decref(document);
		json_decref(request);
		arena_reset(&a);
	}
	free(line);
	return 0;
}
