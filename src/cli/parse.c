#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "parse/feed/feed.h"

enum { MAX_FILE = 64 << 20, MAX_HEADERS = 1 << 16 };

static struct str content_type(struct strs headers)
{
	for (size_t i = 0; i < headers.n; i++)
		if (str_istarts(headers.v[i], S("content-type:")))
			return str_trim(str_sub(headers.v[i], 13, SIZE_MAX));
	return STR_NONE;
}

static bool parse_file(
	const char *path, struct str url, struct strs headers, json_t **out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct feed_input input = {
		.url = url, .headers = headers, .content_type = content_type(headers)};
	if (!file_read(&a, path, MAX_FILE, &input.bytes, err))
		return false;
	feed_parse(&a, &input, &feed);
	*out = feed_to_json(&feed);
	return true;
}

static struct strs header_lines(struct arena *a, struct str text)
{
	struct strs lines = {0};
	while (text.n) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (line.n)
			strs_add(a, &lines, line);
	}
	return lines;
}

/* One request of the batch: {"id":…, "file":PATH, "url":URL, "headers":{name:value}}. */
static bool parse_request(json_t *request, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *path = json_string_value(json_object_get(request, "file")), *name;
	struct strs headers = {0};
	json_t *value, *document;
	if (!path)
		return err_set(err, "a request needs a file: {\"id\":1, \"file\":PATH}");
	json_object_foreach (json_object_get(request, "headers"), name, value)
		strs_add(&a, &headers,
			str_printf(&a, "%s: %s", name, json_is_string(value) ? json_string_value(value) : ""));
	if (!parse_file(path, str_of(json_string_value(json_object_get(request, "url"))), headers,
			&document, err))
		return false;
	json_line(document);
	fflush(stdout);
	return true;
}

static int parse_batch(void)
{
	return json_each_line(parse_request);
}

static void print_summary(json_t *document)
{
	json_t *entries = json_object_get(document, "entries"), *entry;
	size_t i;
	const char *format = json_string_value(json_object_get(document, "format"));
	printf("%s, %zu entries, %s\n", format && *format ? format : "not a feed",
		json_array_size(entries),
		json_is_true(json_object_get(document, "well_formed")) ? "well-formed" : "broken");
	json_array_foreach (json_object_get(document, "errors"), i, entry)
		printf("! %s\n", json_string_value(json_object_get(entry, "message")));
	json_array_foreach (entries, i, entry) {
		const char *title = json_string_value(
			json_object_get(json_object_get(entry, "title"), "text"));
		const char *published = json_string_value(json_object_get(entry, "published")),
				   *url = json_string_value(json_object_get(entry, "url"));
		printf("%-20s %s\n%21s%s\n", published ? published : "", title ? title : "", "",
			url ? url : "");
	}
}

static int parse_run(struct cli *cli, int argc, char **argv)
{
	struct str url = STR_NONE, headers_file = STR_NONE, headers = STR_NONE;
	bool json = false, batch = false;
	struct option options[] = {{"json", NULL, &json}, {"batch", NULL, &batch}, {"url", &url, NULL},
		{"headers", &headers_file, NULL}, {0}};
	struct err err;
	json_t *document;
	if (cli_options(&COMMAND_PARSE, options, &argc, argv))
		return CLI_USAGE;
	if (argc != (batch ? 0 : 1))
		return cli_usage(
			&COMMAND_PARSE, batch ? "the files are named on the standard input" : "which file?");
	if (batch)
		return parse_batch();
	if (headers_file.n &&
		!file_read(&cli->arena, str_cstr(&cli->arena, headers_file), MAX_HEADERS, &headers, &err))
		return cli_fail(&err);
	if (!parse_file(argv[0], url, header_lines(&cli->arena, headers), &document, &err))
		return cli_fail(&err);
	if (json) {
		json_line(document);
	} else {
		print_summary(document);
		json_decref(document);
	}
	return CLI_OK;
}

const struct command COMMAND_PARSE = {"parse", "[--json] [--url U] [--headers FILE] FILE | --batch",
	"one feed file as the normalized document", parse_run};
