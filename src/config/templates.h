/* templates: a site's templates on disk, beside its configuration. render/template.h knows no disk
 * and is given this:
 *
 *     struct templates t =
 *         template_folder(&arena, config_template_folder(&arena, site), config_template_read); */
#ifndef CONFIG_TEMPLATES_H
#define CONFIG_TEMPLATES_H

#include "base/err.h"
#include "model/site.h"

/* SITE/templates. */
struct str config_template_folder(struct arena *a, const struct site *site);
/* The whole file FOLDER/NAME, in the arena; at most 1 MiB. ERR_USER where it is missing, too long
 * or not for us to read: whoever looks after the templates can put that right, and what needs
 * other files does not wait for it. */
bool config_template_read(struct arena *a, struct str folder, struct str name, struct str *text,
	struct err *err) MUST_USE;

#endif
