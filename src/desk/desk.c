#include <assert.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "desk/desk_parts.h"
#include "desk/files.h"

enum { WAIT_MS = 250 };

/* A desk and its parts in one piece of memory, so that desk_stop frees both. */
struct whole_desk {
	struct desk desk; /* must be first: a pointer to it is freed as the whole */
	struct desk_parts parts;
};

static_assert(offsetof(struct whole_desk, desk) == 0, "desk_stop frees the whole by the desk");

/* The store's: another machine's desk compares it with its own. */
static int64_t time_of_request(void *user)
{
	const struct desk *desk = user;
	return desk->parts->pinned != NO_TIME ? desk->parts->pinned : store_clock(desk->store);
}

static bool start_server(struct desk *desk, const struct desk_options *options, struct err *err)
{
	const struct server_options with = {
		.app = &desk->parts->app,
		.listen = options->listen,
		.url = str_or(options->site->desk_url, options->site->door_url),
		.clock = time_of_request,
		.user = desk,
		.quiet = options->quiet,
	};
	desk->parts->server = server_start(&with, err);
	return desk->parts->server != NULL;
}

static bool start_desk(struct desk *desk, const struct desk_options *options, struct err *err)
{
	desk->templates = files_templates(&desk->arena);
	desk->parts->metrics_token = str_copy(&desk->arena, options->metrics_token);
	desk->parts->pinned = options->pinned;
	desk->parts->app = ANSWER_APP;
	desk->parts->app.data = desk;
	desk->parts->app.next = options->next;
	/* One request is answered after the other: nobody is to wait for a writer elsewhere. */
	store_wait_at_most(desk->store, WAIT_MS);
	return store_stay_small(desk->store, err) && operate_read_assets(desk, err) &&
		start_server(desk, options, err);
}

struct desk *desk_start(const struct desk_options *options, struct err *err)
{
	assert(options->site && options->store);
	struct whole_desk *whole = alloc_bytes(sizeof *whole);
	memset(whole, 0, sizeof *whole);
	whole->desk = (struct desk){.site = options->site,
		.store = options->store,
		.reload = options->reload,
		.parts = &whole->parts};
	if (start_desk(&whole->desk, options, err))
		return &whole->desk;
	desk_stop(&whole->desk);
	return NULL;
}

struct str desk_address(const struct desk *desk)
{
	return server_address(desk->parts->server);
}

bool desk_run(struct desk *desk, const volatile int *stop, struct err *err)
{
	return server_run(desk->parts->server, stop, err);
}

void desk_stop(struct desk *desk)
{
	server_stop(desk->parts->server);
	arena_free(&desk->arena);
	free(desk);
}
