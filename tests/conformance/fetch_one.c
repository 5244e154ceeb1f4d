/* fetch_one [--allow RANGE] [--max BYTES] [--connect S] [--stall S] [--total S] [--etag E] URL:
 * fetches one address and prints the response as a JSON object, with the length and the beginning
 * of the body. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/fetch.h"

static const char *const OUTCOMES[] = {"done", "truncated", "too large", "refused", "failed"};

static json_t *text(struct str s)
{
	json_t *value = json_stringn(s.n ? s.p : "", s.n);
	return value ? value : json_string("(not UTF-8)");
}

static void on_done(void *user, const struct fetch_response *r)
{
	json_t *o = json_object();
	(void)user;
	json_object_set_new(o, "outcome", json_string(OUTCOMES[r->outcome]));
	json_object_set_new(o, "status", json_integer(r->status));
	json_object_set_new(o, "problem", text(r->problem));
	json_object_set_new(o, "length", json_integer((json_int_t)r->body.n));
	json_object_set_new(o, "body", text(str_sub(r->body, 0, 200)));
	json_object_set_new(o, "content_type", text(r->content_type));
	json_object_set_new(o, "etag", text(r->etag));
	json_object_set_new(o, "last_modified", text(r->last_modified));
	json_object_set_new(o, "headers", json_integer((json_int_t)r->headers.n));
	json_object_set_new(o, "url", text(r->url));
	json_object_set_new(o, "moved_to", text(r->moved_to));
	json_object_set_new(o, "retry_after", json_integer(r->retry_after));
	json_object_set_new(o, "max_age", json_integer(r->max_age));
	json_dumpf(o, stdout, 0);
	putchar('\n');
	json_decref(o);
}

int main(int argc, char **argv)
{
	struct str range = {0};
	struct strs allow = {&range, 0};
	struct fetch_options options = {
		.at_once = 1, .per_host = 1, .allow = &allow, .user_agent = S("fetch_one")};
	struct fetch_request request = {.max_bytes = 1 << 20};
	for (int i = 1; i + 1 < argc; i += 2) {
		const char *name = argv[i], *value = argv[i + 1];
		if (!strcmp(name, "--allow"))
			range = str_of(value), allow.n = 1;
		else if (!strcmp(name, "--max"))
			request.max_bytes = strtoul(value, NULL, 10);
		else if (!strcmp(name, "--connect"))
			options.connect_seconds = atol(value);
		else if (!strcmp(name, "--stall"))
			options.stall_seconds = atol(value);
		else if (!strcmp(name, "--total"))
			options.total_seconds = atol(value);
		else if (!strcmp(name, "--etag"))
			request.etag = str_of(value);
	}
	request.url = str_of(argv[argc - 1]);
	struct err err;
	struct fetcher *f = fetcher_new(&options, &err);
	if (!f) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	fetcher_submit(f, &request, on_done, NULL);
	fetcher_run(f, NULL);
	fetcher_free(f);
	return 0;
}
