/* warning: what an editor should know of an item before deciding. A set of warnings is a sum. */
#ifndef MODEL_WARNING_H
#define MODEL_WARNING_H

#include <stddef.h>

/* WARNING(name, bit, words): in the order in which editors see them. The bits are those of the
 * store: a bit that was given is never given again. */
#define WARNINGS(WARNING) \
	WARNING(RETRACTED, 0, "Retracted") \
	WARNING(WITHDRAWN, 19, "Withdrawn, as its title says") \
	WARNING(RETRACTION_NOTICE, 1, "Retraction notice") \
	WARNING(CORRECTION_NOTICE, 2, "Correction notice") \
	WARNING(CONCERN, 3, "Expression of concern") \
	WARNING(CONCERN_NOTICE, 4, "Expression of concern notice") \
	WARNING(CORRECTED, 5, "Corrected") \
	WARNING(REPUBLISHED, 6, "Republished") \
	WARNING(PREPRINT, 7, "Preprint") \
	WARNING(LATER_VERSION, 8, "A later version exists") \
	WARNING(CASE_REPORT, 9, "Case report") \
	WARNING(LETTER, 10, "Letter") \
	WARNING(COMMENT, 11, "Comment") \
	WARNING(EDITORIAL, 12, "Editorial") \
	WARNING(JOURNAL_NEWS, 13, "News item of a journal") \
	WARNING(ANIMAL_STUDY, 14, "Animal study") \
	WARNING(PRESS_RELEASE, 15, "Press release") \
	WARNING(NOT_ENGLISH, 16, "Not in English") \
	WARNING(NO_ABSTRACT, 17, "No abstract") \
	WARNING(MISSING, 18, "Its source no longer has it") \
	WARNING(UNVERIFIED, 20, "Its registry still says that it goes on, unverified for two years")

enum warning {
#define WARNING_CONSTANT(name, bit, words) WARNING_##name = 1 << (bit),
	WARNINGS(WARNING_CONSTANT)
#undef WARNING_CONSTANT
};
/* Notices about another publication: a retraction, a correction, a concern. */
enum {
	WARNING_ANY_NOTICE = WARNING_RETRACTION_NOTICE | WARNING_CORRECTION_NOTICE |
		WARNING_CONCERN_NOTICE
};

/* The words of the n-th warning of the set, in the editors' order; NULL when there are fewer:
 *     for (size_t i = 0; (words = warning_words(set, i)); i++) */
const char *warning_words(unsigned set, size_t n);

#endif
