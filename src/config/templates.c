#include "config/templates.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { TEMPLATE_MAX = 1 << 20 };

struct str config_template_folder(struct arena *a, const struct site *site)
{
	return str_printf(a, STR_FMT "/templates", STR_ARG(site->folder));
}

/* A pipe would never end. */
static bool is_file(const char *path, struct err *err)
{
	struct stat st;
	if (stat(path, &st) != 0 || access(path, R_OK) != 0)
		return err_set(err, "cannot read %s: %s", path, strerror(errno));
	return S_ISREG(st.st_mode) || err_set(err, "%s is no file", path);
}

bool config_template_read(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err)
{
	struct str path = str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(name));
	return is_file(path.p, err) && file_read(a, path.p, TEMPLATE_MAX, text, err);
}
