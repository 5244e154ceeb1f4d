/* import_page: `import PAGE.html --topic SLUG`. Inside cli/. */
#ifndef CLI_IMPORT_PAGE_H
#define CLI_IMPORT_PAGE_H

#include "cli/cli.h"

struct import_options {
	struct str topic; /* given: it is a page kept by hand, and no list of feeds */
	struct str url;   /* of that page */
	bool dry_run, json;
};
/* Takes the page over, and prints part by part what was understood and what was not. */
bool import_page_run(struct cli *cli, struct err *err) MUST_USE;

#endif
