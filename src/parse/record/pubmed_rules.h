/* pubmed_rules: what each element of a PubMed record says (pubmed_250101.dtd and older), as a
 * table. Private to pubmed.c, which follows the elements. */
#ifndef PARSE_RECORD_PUBMED_RULES_H
#define PARSE_RECORD_PUBMED_RULES_H

#include "base/buf.h"
#include "parse/record/pubmed_record.h"
#include "parse/xml/xml.h"

enum { PUBMED_ATTR_MAX = 32, PUBMED_FOUND = 256 };

struct pubmed_records;
struct pubmed_rule;
/* The state of reading a document. */
struct pubmed_reader {
	struct arena *arena;
	struct pubmed_records *out;
	struct strs deleted;         /* PMIDs in DeleteCitation */
	struct pubmed_record record; /* the one that is read */
	bool in_record;
	bool is_set; /* the root is a set of records, perhaps an empty one */
	struct pubmed_open {
		const char *name;
		const struct pubmed_rule *rule; /* NULL: none */
	} path[XML_MAX_DEPTH + 1];          /* the open elements */
	/* Rules that were looked up, each at a place that follows from the address of the name. */
	struct pubmed_found {
		const char *name;
		const struct pubmed_rule *first; /* the first of those with this name */
		size_t n;
	} found[PUBMED_FOUND];
	size_t depth, record_depth;
	const struct pubmed_rule *rule; /* of the element whose text is collected, or NULL */
	size_t rule_depth;
	struct buf text;
	/* Parts of the record that are complete at the end of their element. */
	struct date date;
	struct author author;
	struct correction correction;
	struct abstract_part part;
	struct str data_bank, service_error;
	bool authors_wanted, attr_valid, correction_wanted, summary_wanted;
	/* The attribute that says what the open element means. A longer one is cut. */
	char attr[PUBMED_ATTR_MAX];
};

/* What to do at an element. It is known by its own name and those of the elements around it; NULL
 * is any name. `text` gets the whole text of the element, with markup flattened (house style 1). */
struct pubmed_rule {
	const char *name, *parent, *grandparent;
	void (*start)(struct pubmed_reader *r, const struct xml_tag *tag);
	void (*text)(struct pubmed_reader *r, struct str text);
	/* At the end, when a part of the record is complete. */
	void (*end)(struct pubmed_reader *r);
};

/* The rule for the innermost open element, or NULL. Outside a record only errors and deleted PMIDs
 * have rules. */
const struct pubmed_rule *pubmed_rules_find(struct pubmed_reader *r);

/* The name of the open element this many levels above the innermost; "" above the root. */
const char *pubmed_rules_open_name(const struct pubmed_reader *r, size_t up);

#endif
