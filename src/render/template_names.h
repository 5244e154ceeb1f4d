/* template_names: what a template shows, and which version of the program's it was made from.
 *
 * The first line of each of the program's templates names its version: "{{! tidings template 3 }}",
 * or as a comment of CSS. It is raised when the template shows something new. A template of the
 * site's own keeps the line of the one that it was made from. */
#ifndef RENDER_TEMPLATE_NAMES_H
#define RENDER_TEMPLATE_NAMES_H

#include "render/template.h"

/* The number in the template's first line; 0 when it has none. */
long template_version(struct str text);

/* Adds the names that FOLDER/NAME.mustache shows or asks for ({{x}}, {{#x}}, {{^x}}), each once;
 * with `deep`, those of its partials too. False when it, or a partial, is missing or malformed; the
 * error names the line. */
bool template_names(
	struct templates *t, struct str name, bool deep, struct strs *names, struct err *err) MUST_USE;

#endif
