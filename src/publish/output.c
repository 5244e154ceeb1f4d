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

bool output_keep(const struct output_context *c, struct str path, struct err *err)
{
	return out_keep(c->out, path, err);
}

bool output_remove(const struct output_context *c, struct str path, struct err *err)
{
	return out_remove(c->out, path, err);
}

bool output_has(const struct output_context *c, struct str path)
{
	return access(str_printf(c->a, STR_FMT "/" STR_FMT, STR_ARG(c->out->folder), STR_ARG(path)).p,
			   F_OK) == 0;
}
