/* The site's logo and icon, as they are in its templates. */
#include "publish/page.h"

static bool copy_image(const struct output_context *c, struct str name, struct err *err)
{
	struct str bytes;
	return !name.n ||
		(template_file(c->templates, name, &bytes, err) && output_write(c, name, bytes, err));
}

bool output_images(const struct output_context *c, const struct due *due, struct err *err)
{
	(void)due;
	return copy_image(c, c->site->logo, err) &&
		(str_eq(c->site->logo, c->site->icon) || copy_image(c, c->site->icon, err));
}
