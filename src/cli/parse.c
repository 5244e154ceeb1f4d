#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "cli/command.h"
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
static bool parse_request(json_t *request, void *context, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *path = json_string_value(json_object_get(request, "file")), *name;
	struct strs headers = {0};
	json_t *value, *document;
	(void)context;
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

struct parse_options {
	bool json, batch;
	struct str url, headers;
};

static bool parse_check(struct cli *cli, struct err *err)
{
	const struct parse_options *options = cli->options;
	if (options->batch)
		return !cli->arguments.n || err_set(err, "the files are named on the standard input");
	return cli->arguments.n || err_set(err, "which file?");
}

static bool parse_run(struct cli *cli, struct err *err)
{
	const struct parse_options *options = cli->options;
	struct str headers = STR_NONE;
	json_t *document;
	if (options->batch) {
		json_each_line(cli, parse_request, NULL);
		return true;
	}
	if (options->headers.n &&
		!file_read(
			&cli->arena, str_cstr(&cli->arena, options->headers), MAX_HEADERS, &headers, err))
		return false;
	if (!parse_file(
			cli_argument(cli, 0), options->url, header_lines(&cli->arena, headers), &document, err))
		return false;
	if (options->json) {
		json_line(document);
	} else {
		print_summary(document);
		json_decref(document);
	}
	return true;
}

static const struct option OPTIONS[] = {
	{"json", .field = offsetof(struct parse_options, json)},
	{"url", "U", option_text, offsetof(struct parse_options, url), NULL},
	{"headers", "FILE", option_text, offsetof(struct parse_options, headers), NULL},
	{"batch", .field = offsetof(struct parse_options, batch)},
	{0},
};

const struct command COMMAND_PARSE = {
	.name = "parse",
	.help = "one feed file as the normalized document; with --batch, many",
	.arguments = {"FILE", 0, 1, "one file at a time"},
	.options = OPTIONS,
	.options_size = sizeof(struct parse_options),
	.check = parse_check,
	.run = parse_run,
};
