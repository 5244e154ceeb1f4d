/* image: the image files that a site may show: its logo and its icon. */
#ifndef MODEL_IMAGE_H
#define MODEL_IMAGE_H

#include "base/str.h"

/* The media type of a file of this name ("image/png" of "logo.png"), by its ending; NULL when it is
 * no name of an image file, or names a folder. Case does not count. */
const char *image_type(struct str name);
/* Whether it is made of points, as those who show links want it, and not of lines (SVG). */
bool image_is_bitmap(struct str name);
/* Whether the bytes begin as a file of this name does. */
bool image_is(struct str name, struct str bytes);

#endif
