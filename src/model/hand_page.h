/* hand_page: a page that editors kept by hand before they had this program, taken apart: parts
 * under headings, and entries in the order of the page. What was not understood stands beside what
 * was, so that nothing is lost unseen.
 *
 * All texts are plain, one line each, as printed. */
#ifndef MODEL_HAND_PAGE_H
#define MODEL_HAND_PAGE_H

#include "base/date.h"
#include "base/strs.h"

enum { HAND_PARTS_MAX = 200, HAND_ENTRIES_MAX = 2000, HAND_LINKS_MAX = 40, HAND_TEXT_MAX = 16384 };

struct record;

struct hand_link {
	struct str title; /* its words */
	struct str url; /* absolute, http or https; empty where the page does not say where it leads */
};

struct hand_entry {
	struct str title;    /* never empty; with its full stop, if it has one */
	struct str lead;     /* "Currently recruiting. Last updated 10/15/12." */
	struct str official; /* of a trial: the title that the registry has */
	struct str summary;
	struct str label;    /* "PubMed" */
	struct str citation; /* "PLoS One, 2019 Jul 17;14(7):e0218068", "11/01/2018" */
	struct date day;     /* of the citation, as far as it says */
	struct str status;   /* the registry's word for what the page says of a trial; empty: nothing */
	struct str url;      /* of the first link, or empty */
	struct hand_link *links; /* all but those of `also` */
	size_t link_count;
	struct hand_link *also; /* "(Also see A and B)" */
	size_t also_count;
	struct str rest; /* words that are none of the above */
};

struct hand_part {
	struct str title; /* empty: of what stands before the first heading */
	struct str intro;
	struct hand_entry *entries;
	size_t entry_count;
	struct strs rest; /* paragraphs that are no entries */
};

struct hand_page {
	struct str title;
	struct hand_part *parts;
	size_t part_count;
	struct strs outside; /* menus and feet, which are none of the page's own words */
	struct str cut;      /* why it was not read to its end; empty: it was */
};
extern const struct record HAND_PAGE; /* base/record.h */

size_t hand_page_entries(const struct hand_page *page);

#endif
