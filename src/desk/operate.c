#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "desk/desk_parts.h"
#include "desk/page.h"
#include "store/note.h"
#include "web/guard.h"

static const struct asset ASSET_FILES[ASSETS] = {
	{.name = "desk.css", .type = "text/css; charset=utf-8"},
	{.name = "desk.js", .type = "text/javascript; charset=utf-8"},
};
static const struct {
	const char *asset, *file;
} FILES[] = {{"desk.css", "desk.css"}, {"desk.js", "desk-rules.js"}, {"desk.js", "desk.js"}};

/* The files of an asset, one behind the other. */
static bool read_files(struct desk *desk, struct asset *asset, struct err *err)
{
	asset->text = STR_NONE;
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		struct str text;
		if (strcmp(FILES[i].asset, asset->name) != 0)
			continue;
		if (!template_file(&desk->templates, str_of(FILES[i].file), &text, err))
			return false;
		asset->text = STR_CAT(&desk->arena, asset->text, text);
	}
	return true;
}

bool operate_read_assets(struct desk *desk, struct err *err)
{
	for (size_t i = 0; i < ASSETS; i++) {
		struct asset *asset = &desk->parts->assets[i];
		*asset = ASSET_FILES[i];
		if (!read_files(desk, asset, err))
			return false;
		asset->text = embedded_without_remarks(&desk->arena, asset->text);
		asset->url = str_printf(&desk->arena, "/assets/%s?v=" STR_FMT, asset->name,
			STR_ARG(str_sub(hash_hex(&desk->arena, hash_str(asset->text)), 0, 12)));
	}
	return true;
}

const struct asset *operate_asset_of(const struct desk *desk, struct str name)
{
	for (size_t i = 0; i < ASSETS; i++)
		if (str_eq(name, str_of(desk->parts->assets[i].name)))
			return &desk->parts->assets[i];
	return NULL;
}

bool operate_asset(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct asset *asset = operate_asset_of(desk, http_param(&request->path_params, "name"));
	if (!asset)
		return page_error(desk, request, response, 404, "There is no such file.", err);
	response->type = str_of(asset->type);
	response->immutable = str_eq(request->target, asset->url);
	buf_add(&response->body, asset->text);
	return true;
}

bool operate_health(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str value;
	(void)err;
	response->no_store = true;
	if (!store_is_in_place(desk->store))
		return http_text(response, 503, S("the store was removed or replaced; restart the desk\n"));
	if (!store_note_get(desk->store, request->a, "published", &value, NULL))
		return http_text(response, 503, S("the store does not answer\n"));
	return http_text(response, 200, S("ok\n"));
}

/* The memory that the process holds: the second number of /proc/self/statm, in pages. 0 where that
 * cannot be read. */
static size_t resident_bytes(void)
{
	long all, resident = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	if (f && fscanf(f, "%ld %ld", &all, &resident) != 2)
		resident = 0;
	if (f)
		fclose(f);
	return (size_t)resident * (size_t)sysconf(_SC_PAGESIZE);
}

/* Behind a web server on this machine every request comes from this machine. Where one is
 * configured, only the token opens the page; elsewhere also a request that came directly. */
static bool may_read_metrics(const struct desk *desk, const struct http_request *request)
{
	struct str given = request->authorization, bearer = S("Bearer ");
	if (desk->parts->metrics_token.n && str_istarts(given, bearer) &&
		guard_same_secret(str_sub(given, bearer.n, SIZE_MAX), desk->parts->metrics_token))
		return true;
	return request->direct && !desk->site->desk_url.n && !desk->site->door_url.n;
}

/* Writes what the desk counts beyond what every server counts. */
static void write_own_metrics(const struct desk_parts *parts, struct buf *out)
{
	static const char *const outcomes[LOGIN_OUTCOMES] = {
		[LOGIN_DONE] = "done", [LOGIN_REFUSED] = "refused", [LOGIN_LIMITED] = "limited"};
	metrics_write_head(
		out, "tidings_logins_total", "counter", "Attempts to log in, by what came of them.");
	for (size_t i = 0; i < LOGIN_OUTCOMES; i++)
		buf_addf(out, "tidings_logins_total{outcome=\"%s\"} %llu\n", outcomes[i],
			(unsigned long long)parts->logins[i]);
	metrics_write_single(out, "tidings_requests_forged_total", "counter",
		"Requests to change something that did not come from a page of the desk.", parts->forged);
}

bool operate_metrics(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	if (!may_read_metrics(desk, request))
		return page_error(desk, request, response, 404, "There is no such page.", err);
	response->no_store = true;
	http_text(response, 200, STR_NONE);
	response->type = S("text/plain; version=0.0.4; charset=utf-8");
	metrics_write(
		server_metrics(desk->parts->server), request->now, resident_bytes(), &response->body);
	write_own_metrics(desk->parts, &response->body);
	return true;
}
