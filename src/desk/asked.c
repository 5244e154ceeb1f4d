#include "desk/asked.h"

bool asked_put(struct desk *desk, const struct http_request *request, enum job_kind kind,
	struct config_tryout row, struct str *key, struct err *err)
{
	row.at = request->now;
	row.editor = desk->visitor.editor.name;
	if (!store_config_tryout_add(desk->store, &row, err))
		return false;
	*key = str_printf(request->a, "%lld", (long long)row.id);
	return store_job_ask(desk->store, kind, *key, row.editor, request->now, err);
}

bool asked_get(struct desk *desk, const struct http_request *request, enum job_kind kind,
	struct asked *out, bool *found, struct err *err)
{
	struct arena *a = request->a;
	int64_t id = http_path_id(request);
	const struct job of = {.kind = kind, .key = str_printf(a, "%lld", (long long)id)};
	bool asked = false;
	*out = (struct asked){0};
	if (!store_config_tryout_get(desk->store, a, id, &out->row, found, err) ||
		!store_job_find(desk->store, a, &of, &out->job, &asked, err))
		return false;
	*found = *found && asked;
	return true;
}

struct str asked_text(const json_t *found, const char *key)
{
	return str_of(json_string_value(json_object_get(found, key)));
}
