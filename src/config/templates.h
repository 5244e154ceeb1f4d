/* templates: a site's templates on disk, beside its configuration. */
#ifndef CONFIG_TEMPLATES_H
#define CONFIG_TEMPLATES_H

#include "base/arena.h"
#include "base/err.h"

/* FOLDER/NAME, whole, in the arena; at most 1 MiB. For render/template.h, which knows no disk. */
bool config_template_read(struct arena *a, struct str folder, struct str name, struct str *text,
	struct err *err) MUST_USE;

#endif
