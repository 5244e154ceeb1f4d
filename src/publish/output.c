#include "publish/output.h"

#include <unistd.h>

#include "publish/out.h"

#define OUTPUT_ROW(name, number, scope) {OUTPUT_##name, output_##name, SCOPE_##scope},
const struct output_row OUTPUT_ROWS[OUTPUT_COUNT] = {OUTPUTS(OUTPUT_ROW)};
#undef OUTPUT_ROW

const struct output_row *output_row_of(int number)
{
	for (size_t i = 0; i < OUTPUT_COUNT; i++)
		if ((int)OUTPUT_ROWS[i].number == number)
			return &OUTPUT_ROWS[i];
	return NULL;
}

bool output_write(
	const struct output_context *c, struct str path, struct str bytes, struct err *err)
{
	return out_write(c->out, path, bytes, err);
}

bool output_keep(const struct output_context *c, struct str path, struct str hash, struct err *err)
{
	return out_keep(c->out, path, hash, err);
}

void output_note_archive(const struct output_context *c, const struct due *due, struct hash hash)
{
	struct out *out = c->out;
	out->archives = arena_grow(
		&out->noted_in, out->archives, out->archive_count, sizeof *out->archives);
	out->archives[out->archive_count++] = (struct out_archive){due->id, due->part, hash};
}

void output_note_topic(
	const struct output_context *c, struct str url, struct str path, struct str bytes)
{
	struct out *out = c->out;
	struct arena *a = &out->noted_in;
	if (!out->hubs || out->compare)
		return;
	out->topics = arena_grow(a, out->topics, out->topic_count, sizeof *out->topics);
	out->topics[out->topic_count++] = (struct out_topic){
		str_copy(a, url), str_copy(a, path), hash_str(bytes), !bytes.n};
}

bool output_remove(const struct output_context *c, struct str path, struct err *err)
{
	return out_remove(c->out, path, err);
}

bool output_has(const struct output_context *c, struct str path)
{
	/* One that is compared is taken to be there: when it is not, it is found missing. */
	return c->out->compare ||
		access(str_printf(c->a, STR_FMT "/" STR_FMT, STR_ARG(c->out->folder), STR_ARG(path)).p,
			F_OK) == 0;
}
