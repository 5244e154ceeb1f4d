#include "config/templates.h"

#include "base/file.h"

enum { TEMPLATE_MAX = 1 << 20 };

struct str config_template_folder(struct arena *a, const struct site *site)
{
	return str_printf(a, STR_FMT "/templates", STR_ARG(site->folder));
}

bool config_template_read(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err)
{
	struct str path = str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(name));
	return file_read(a, path.p, TEMPLATE_MAX, text, err);
}
