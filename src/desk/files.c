#include "desk/files.h"

#include "base/embedded.h"

extern const struct embedded DESK_FILES[];

static bool read_embedded(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err)
{
	(void)a;
	(void)folder;
	return embedded_find(DESK_FILES, name, text) ||
		err_set_kind(err, ERR_SYSTEM, "the desk has no file " STR_FMT, STR_ARG(name));
}

struct templates files_templates(struct arena *a)
{
	return template_folder(a, STR_NONE, read_embedded);
}
