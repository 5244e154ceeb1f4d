/* check_parts: what `tidings check` looks at beside the configuration's syntax. Inside cli/.
 *
 * What keeps pages from being made is an error (cli_complain). What an editor should know although
 * the site works is a remark: a line of the results that begins with "!". */
#ifndef CLI_CHECK_PARTS_H
#define CLI_CHECK_PARTS_H

#include "cli/cli.h"

/* Prints a remark: "! " and the text. */
void check_remark(const char *fmt, ...) PRINTF(1, 2);

/* The site's templates: missing, malformed, older than the program's, and what readers miss. */
void check_templates(struct cli *cli);
/* Values that are well formed and yet wrong: addresses of the example, an unknown language, an
 * authority that was changed or is yet to come. */
void check_site(struct cli *cli);
/* Images that are missing or none, and pages of the organisation that are not published. */
void check_face(struct cli *cli);
/* Opens the store. False and *err when that cannot be done, and no command can do anything; one
 * that can be read and not written is a remark. */
bool check_store(struct cli *cli, struct err *err) MUST_USE;

/* Mail that editors chose and did not get. */
void check_letters(struct cli *cli);
/* Whether the templates of the digest let readers leave. */
void check_digest(struct cli *cli);
/* Whether the key of the subscribers is there, and theirs, and whether they are on lists that are
 * configured; and the certificates that are trusted for mail. */
void check_subscribers(struct cli *cli);

#endif
