/* pubmed_rules: what each element of a PubMed record says (pubmed_250101.dtd and older), as a
 * table. */
#ifndef PARSE_RECORD_PUBMED_RULES_H
#define PARSE_RECORD_PUBMED_RULES_H

#include "base/buf.h"
#include "parse/record/pubmed.h"
#include "parse/record/pubmed_record.h"
#include "parse/xml/xml.h"

enum { PUBMED_NAME_MAX = 32 };

struct pubmed_rule;
struct pubmed_reader {
	struct arena *arena;
	struct pubmed_records *out;
	struct pubmed_record record;
	bool open;                                     /* within a record */
	bool is_set;                                   /* the root is a set of records, maybe empty */
	char path[XML_MAX_DEPTH + 1][PUBMED_NAME_MAX]; /* names of the open elements; longer ones are
													  cut and so match nothing */
	size_t depth;
	const struct pubmed_rule *rule; /* the element whose text is being collected */
	size_t rule_depth;
	struct buf text;
	/* parts of the record that are complete when their element ends */
	struct date date;
	struct author author;
	struct correction correction;
	struct abstract_part part;
	struct str data_bank, service_error;
	bool authors_wanted, attr_valid, correction_wanted;
	char attr[PUBMED_NAME_MAX]; /* the attribute that tells elements of one name apart */
};

/* What to do at an element, told by its own name and those of the elements around it; NULL: any.
 * `text` gets the element's whole text, markup flattened: PubMed's i, sub, sup and MathML run on
 * (house style 1). */
struct pubmed_rule {
	const char *name, *parent, *grandparent;
	void (*start)(struct pubmed_reader *r, const struct xml_tag *tag);
	void (*text)(struct pubmed_reader *r, struct str text);
};

/* The rule for the innermost open element, or NULL. */
const struct pubmed_rule *pubmed_rule_find(const struct pubmed_reader *r);
/* Stores the part of the record that is complete at the end of the innermost open element, if it is
 * such an element. */
void pubmed_part_end(struct pubmed_reader *r);
/* The name of the open element `up` levels above the innermost; "" above the root. */
const char *pubmed_path_name(const struct pubmed_reader *r, size_t up);

#endif
