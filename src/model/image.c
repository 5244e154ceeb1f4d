#include "model/image.h"

#include "base/array.h"

/* How the files begin: PNG (ISO/IEC 15948 5.2), JPEG (JFIF), GIF89a, WebP (RFC 9649 2.4, behind the
 * length of the RIFF file), and icons as browsers take them. SVG is text. */
static const struct image {
	struct str ending;
	const char *type;
	struct str magic;
	size_t at; /* where it stands */
} IMAGES[] = {
	{S(".svg"), "image/svg+xml", S("<svg"), 0},
	{S(".png"), "image/png", S("\x89PNG\r\n\x1A\n"), 0},
	{S(".jpg"), "image/jpeg", S("\xFF\xD8\xFF"), 0},
	{S(".jpeg"), "image/jpeg", S("\xFF\xD8\xFF"), 0},
	{S(".gif"), "image/gif", S("GIF8"), 0},
	{S(".webp"), "image/webp", S("WEBP"), 8},
	{S(".ico"), "image/x-icon", S("\0\0\1\0"), 0},
};

static const struct image *image_of(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!is_alpha(name.p[i]) && !is_digit(name.p[i]) &&
			str_find_char(S("._-"), name.p[i]) == STR_NOT_FOUND)
			return NULL;
	for (size_t i = 0; i < ARRAY_COUNT(IMAGES); i++)
		if (str_iends(name, IMAGES[i].ending) && name.n > IMAGES[i].ending.n && name.p[0] != '.')
			return &IMAGES[i];
	return NULL;
}

const char *image_type(struct str name)
{
	const struct image *image = image_of(name);
	return image ? image->type : NULL;
}

bool image_is_bitmap(struct str name)
{
	const struct image *image = image_of(name);
	return image && image != &IMAGES[0] && !str_eq(image->ending, S(".ico"));
}

bool image_is(struct str name, struct str bytes)
{
	const struct image *image = image_of(name);
	if (!image)
		return false;
	if (image == &IMAGES[0]) /* behind a prolog and comments */
		return str_find(bytes, image->magic) != STR_NOT_FOUND &&
			str_find_char(bytes, 0) == STR_NOT_FOUND;
	return str_starts(str_sub(bytes, image->at, SIZE_MAX), image->magic);
}
