/* stamp: by what a publication is rendered. Inside publish/. */
#ifndef PUBLISH_STAMP_H
#define PUBLISH_STAMP_H

#include "model/site.h"

/* A hash of the program's version, what the configuration says to readers, and every file of the
 * site's templates, in the arena. Another one means that all of out/ may be another. False when
 * the templates cannot be read. */
bool stamp_of(struct arena *a, const struct site *site, struct str *out, struct err *err) MUST_USE;

#endif
